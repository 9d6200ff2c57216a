"""The page that shows all pictures, docs/telegram.md."""

from collections.abc import Iterator, Sequence

from tests.conftest import ROOT
from tests.pictures.scene import LANGUAGES, Act, Scene

PAGE = ROOT / "docs/telegram.md"
PICTURES = ROOT / "docs/pictures"

_OPENING = """\
# The bot in Telegram

What the bot says, in English and in Chinese. The screenshots show the real bot:
`python -m tests.pictures` plays each scene against a test server that behaves like Telegram's and
takes a picture of the chat; `python -m tests.pictures NAME` plays a single scene. This needs
Chromium and the Noto fonts for Chinese and emoji; with Pillow installed, the files are smaller."""


def gallery(acts: Sequence[Act]) -> str:
    """The whole page."""
    return "\n\n".join([_OPENING, _contents(acts), *_sections(acts)]) + "\n"


def _contents(acts: Sequence[Act]) -> str:
    return "\n".join(f"- [{act.heading}](#{_anchor(act.heading)})" for act in acts)


def _sections(acts: Sequence[Act]) -> Iterator[str]:
    for act in acts:
        yield f"## {act.heading}"
        for scene in act.scenes:
            yield f"### {scene.heading}\n\n{scene.description}\n\n{_side_by_side(scene)}"


def _side_by_side(scene: Scene) -> str:
    images = (
        f'<img src="{PICTURES.name}/{scene.picture(language)}" width="400" '
        f'alt="{scene.heading} ({language})">'
        for language in LANGUAGES
    )
    return f"| English | 中文 |\n| --- | --- |\n| {' | '.join(images)} |"


def _anchor(heading: str) -> str:
    kept = (letter for letter in heading.lower() if letter.isalnum() or letter in " -")
    return "".join(kept).replace(" ", "-")
