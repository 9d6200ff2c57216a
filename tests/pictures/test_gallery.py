"""Every scene has its pictures, and docs/telegram.md shows them."""

import re

import pytest

from tests.pictures.camera import SCALE
from tests.pictures.gallery import PAGE, PICTURES, gallery
from tests.pictures.page import WIDTH
from tests.pictures.png import size_of
from tests.pictures.scene import LANGUAGES, Scene
from tests.pictures.scenes import ACTS

SCENES = [scene for act in ACTS for scene in act.scenes]
EXPECTED = {scene.picture(language) for scene in SCENES for language in LANGUAGES}


def test_no_two_scenes_have_the_same_name() -> None:
    assert len({scene.name for scene in SCENES}) == len(SCENES)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_scene_has_a_description_and_a_picture_in_each_language(scene: Scene) -> None:
    assert scene.description.endswith(".")
    for language in LANGUAGES:
        picture = (PICTURES / scene.picture(language)).read_bytes()
        assert size_of(picture)[0] == SCALE * WIDTH


def test_there_is_no_picture_that_no_scene_makes() -> None:
    assert {path.name for path in PICTURES.iterdir()} == EXPECTED


def test_the_page_shows_every_picture_once() -> None:
    shown = re.findall(r'<img src="pictures/([^"]+)"', PAGE.read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(EXPECTED)


def test_the_page_is_that_of_the_scenes() -> None:
    assert PAGE.read_text(encoding="utf-8") == gallery(ACTS)
