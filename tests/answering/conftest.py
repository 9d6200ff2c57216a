"""Two Chinese forums of one field and an English one, with notes that tell about them."""

from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.answering.live_corpus import open_corpus
from tests.conftest import speech

NOTE = "---\ntitle: {title}\ndate: {date}\nsource: {source}\nurl: https://paper.example\n---\n\n{note}\n"

FILES = {
    "lakeside-2021/forum.md": NOTE.format(
        title="2021碧湖渔业座谈会 留住一湖鱼",
        date="2021年4月9日",
        source="碧湖日报",
        note="4月9日，座谈会在碧湖市渔港举行，由碧湖市渔业协会主办，主题是“留住一湖鱼”。\n\n"
        "本报记者何小舟根据录音整理。八十名渔民参加，两位代表发言。",
    ),
    "lakeside-2021/01.md": speech(
        "我先说说休渔期。湖上每年休渔四个月，渔民靠补贴过日子。\n\n网箱要拆，水才会清。",
        title="休渔的账",
        speaker="梁渡",
        role="渔业协会会长",
    ),
    "lakeside-2021/02.md": speech(
        "冷库一年电费三十万。\n\n学徒难招，年轻人不愿上船。",
        title="冷库与学徒",
        speaker="欧阳禾",
        role="碧湖三中校长",
    ),
    "lakeside-2024/forum.md": NOTE.format(
        title="2024云岭渔业论坛 上岸以后",
        date="2024年10月18日",
        source="云岭晚报",
        note="10月18日，2024云岭渔业论坛在云岭市图书馆举行，这是第三届。",
    ),
    "lakeside-2024/01.md": speech(
        "休渔期缩短到三个月。\n\n补贴要发到每条船。",
        title="新的休渔期",
        speaker="梁渡",
        role="渔业协会会长",
    ),
    "lakeside-2024/02.md": speech(
        "冷库换了新机器，电费降到二十万。\n\n鱼市夜里也开。",
        title="冷库第二篇",
        speaker="梁小满",
        role="云岭镇镇长",
    ),
    "lakeside-2024/03-圆桌.md": speech(
        "圆桌由主持人开场，按约定不点名。\n\n有人说学徒的工钱太低。",
        title="圆桌讨论 谁来上船",
    ),
    "harbour-2022/forum.md": NOTE.format(
        title='"Saltmarsh Harbour Forum 2022: Open Water"',
        date="14 September 2022",
        source="The Saltmarsh Courier",
        note="The forum met in the Customs House in Saltmarsh. "
        "It was organised by the Harbour Board.",
    ),
    "harbour-2022/01.md": speech(
        "Let me begin with ice. We make nine tonnes of ice a day.\n\n"
        "The cold store needs a new roof.",
        title="Ice and a roof",
        speaker="Ann Whitfield",
        role="Harbour Master, Saltmarsh",
    ),
    "harbour-2022/02.md": speech(
        "Nobody trains apprentices any more.\n\nA trawler costs two million.",
        title="Apprentices",
        speaker="John Whitfield",
        role="Skipper",
    ),
}


@pytest.fixture(scope="session")
def lakeside(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """What answers from all three."""
    folder = tmp_path_factory.mktemp("lakeside")
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return open_corpus(folder, cache)
