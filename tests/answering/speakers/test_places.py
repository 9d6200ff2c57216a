"""Places and institutions in roles."""

import pytest

from bot.answering.speakers.places import places_in


@pytest.mark.parametrize(
    ("role", "places"),
    [
        ("青屿三中校长", {"青屿", "三中", "青屿三中", "第三中学"}),
        ("青屿市第三中学校长", {"青屿", "青屿市", "三中", "青屿三中", "青屿市三中"}),
        ("云浦市第二实验小学校长", {"云浦", "二小", "实验二小", "第二实验小学", "云浦二小"}),
        ("砣子岛学校教师", {"砣子岛", "砣子岛学校"}),
        ("云浦职业技术学校副校长", {"云浦", "云浦职业技术学校"}),
        ("云浦市教育局副局长", {"云浦", "教育局", "市教育局"}),
        ("退休教师、市科技馆志愿者", {"科技馆", "市科技馆"}),
        ("德国手工业协会顾问", {"德国", "德国手工业协会"}),
        ("泰山街道泰园社区党总支书记", {"泰山街道", "泰园", "泰园社区"}),
    ],
)
def test_a_role_tells_where_somebody_is_from(role: str, places: set[str]) -> None:
    assert places <= places_in(role)


@pytest.mark.parametrize("role", ["书记", "学校校长", "公司经理", "Mayor of Eastport"])
def test_an_office_is_no_place(role: str) -> None:
    assert places_in(role) == set()
