"""A scene is played, and Chromium photographs it."""

from pathlib import Path

import pytest

from tests.pictures.camera import SCALE, CameraError, take
from tests.pictures.page import WIDTH, header, page, service
from tests.pictures.png import size_of
from tests.pictures.scene import Scene, played
from tests.pictures.scenes.asking import answer

pytestmark = pytest.mark.server

_PLAIN_BYTES = 2_000
"""More than a picture takes on which nothing is."""


@pytest.mark.usefixtures("chromium")
async def test_a_scene_that_the_bot_plays_becomes_a_picture(tmp_path: Path, cache: Path) -> None:
    html = await played(Scene(answer, "An answer"), "zh", tmp_path, cache)
    assert "刘晖" in html
    take(html, tmp_path / "picture.png")
    picture = (tmp_path / "picture.png").read_bytes()
    width, height = size_of(picture)
    assert width == SCALE * WIDTH
    assert height > 2 * SCALE * 200
    assert len(picture) > _PLAIN_BYTES


@pytest.mark.long
@pytest.mark.usefixtures("chromium")
def test_a_picture_is_as_high_as_what_is_on_it(tmp_path: Path) -> None:
    heights = []
    for lines in (1, 10, 100):
        picture = tmp_path / f"{lines}.png"
        take(page("en", header("Chat", "", 0), [service("word")] * lines), picture)
        heights.append(size_of(picture.read_bytes())[1])
    assert heights[1] - heights[0] == pytest.approx((heights[2] - heights[1]) / 10, abs=4)


@pytest.mark.usefixtures("chromium")
def test_a_page_that_does_not_tell_its_height_is_not_photographed(tmp_path: Path) -> None:
    with pytest.raises(CameraError):
        take("<html></html>", tmp_path / "picture.png")
