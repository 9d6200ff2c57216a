"""Plays scenes and writes their pictures."""

import argparse
import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.pictures.camera import take
from tests.pictures.gallery import PAGE, PICTURES, gallery
from tests.pictures.scene import LANGUAGES, Scene, played
from tests.pictures.scenes import ACTS


def main() -> None:
    scenes = {scene.name: scene for act in ACTS for scene in act.scenes}
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument(
        "scenes", nargs="*", metavar="SCENE", help=f"all, or some of {', '.join(scenes)}"
    )
    names = parser.parse_args().scenes or list(scenes)
    unknown = sorted(set(names) - set(scenes))
    if unknown:
        parser.error(f"no scene {', '.join(unknown)}; there are {', '.join(scenes)}")
    PICTURES.mkdir(exist_ok=True)
    asyncio.run(_photograph([scenes[name] for name in names]))
    PAGE.write_text(gallery(ACTS), encoding="utf-8")


async def _photograph(scenes: Sequence[Scene]) -> None:
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder:
        cache = Path(folder) / "cache"
        for scene in scenes:
            for language in LANGUAGES:
                page = await played(scene, language, Path(folder), cache)
                picture = PICTURES / scene.picture(language)
                await asyncio.to_thread(take, page, picture)
                print(f"{picture.name}: {picture.stat().st_size // 1024} KB", flush=True)


if __name__ == "__main__":
    main()
