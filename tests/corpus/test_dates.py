"""Dates as people write them: what of year, month and day is read, and what is not."""

import random
import time

import pytest

from bot.corpus.dates import Date, newest_first, read_date

Told = tuple[int | None, int | None, int | None]


def reported(text: str) -> Told | None:
    date = read_date(text)
    return (date.year, date.month, date.day) if date else None


@pytest.mark.parametrize(
    "text",
    [
        *("2024-06-12", "2024/6/12", "2024.6.12", "2024. 6. 12.", "2024–06–12", "20240612"),
        *("2024年6月12日", "2024 年 06 月 12 日", "2024年6月12号", "2024年6月12號", "2024年6月12"),
        *("二〇二四年六月十二日", "二○二四年六月十二日", "二零二四年六月十二日"),
        *("２０２４年６月１２日", "２０２４－０６－１２"),
        *("12 June 2024", "12th of June, 2024", "12-Jun-2024", "12. June 2024", "12 JUNE 2024"),
        *("June 12, 2024", "Jun 12th 2024", "June 12 2024", "june the 12th, 2024", "2024 June 12"),
        *("12.06.2024", "2024, 12 June"),
    ],
)
def test_a_whole_date_is_read_however_it_is_written(text: str) -> None:
    assert reported(text) == (2024, 6, 12)


@pytest.mark.parametrize(
    "text",
    [
        *("2024年6月12日（星期三）", "2024年6月12日 星期三", "(2024-06-12)", "Wed, 12 June 2024"),
        *(
            "2024年6月12日上午",
            "2024-06-12T10:00:00Z",
            "2024年6月12日 14:30",
            "发布于2024年6月12日",
        ),
        *("Published: June 12, 2024, 10:00", "2024年6月12日\n星期三", "发布于2024年6月12日"),
        *("2024年6月12日（农历五月初七）", "农历五月初七（2024年6月12日）", "2024年度（6月12日）"),
    ],
)
def test_what_stands_around_a_date_does_not_matter(text: str) -> None:
    assert reported(text) == (2024, 6, 12)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2024年6月12日至14日", (2024, 6, 12)),
        ("2024年6月12至14日", (2024, 6, 12)),
        ("2024年6月12日—7月2日", (2024, 6, 12)),
        ("2024年6月12、13日", (2024, 6, 12)),
        ("6月12-14日", (None, 6, 12)),
        ("六月十二至十四日", (None, 6, 12)),
        ("2024-06-12 – 2024-06-14", (2024, 6, 12)),
        ("12-14 June 2024", (2024, 6, 12)),
        ("12th and 13th June 2024", (2024, 6, 12)),
        ("June 12–14, 2024", (2024, 6, 12)),
        ("12 June – 2 July 2024", (2024, 6, 12)),
        ("30 December – 2 January 2024", (2023, 12, 30)),
        ("12月30日至2024年1月2日", (2023, 12, 30)),
        ("2023-2024", (2023, None, None)),
    ],
)
def test_of_a_range_the_first_day_is_read(text: str, first: Told) -> None:
    assert reported(text) == first


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("2024年6月", (2024, 6, None)),
        ("2024年6月中旬", (2024, 6, None)),
        ("二〇二四年六月", (2024, 6, None)),
        ("2024-06", (2024, 6, None)),
        ("06/2024", (2024, 6, None)),
        ("June 2024", (2024, 6, None)),
        ("early Jun. 2024", (2024, 6, None)),
        ("2024年", (2024, None, None)),
        ("2024", (2024, None, None)),
        ("spring 2024", (2024, None, None)),
        ("2024年夏", (2024, None, None)),
        ("marching into 2024", (2024, None, None)),
        ("2024年农历五月初五", (2024, None, None)),
        ("农历2024年五月初五", (2024, None, None)),
        ("2024年正月十五", (2024, None, None)),
        ("12/06/2024", (2024, None, None)),
        ("25/12/2024", (2024, 12, 25)),
        ("12/25/2024", (2024, 12, 25)),
        ("5月12日", (None, 5, 12)),
        ("五月二十一日", (None, 5, 21)),
        ("去年5月12日", (None, 5, 12)),
        ("12 June", (None, 6, 12)),
        ("May 1", (None, 5, 1)),
        ("十二月", (None, 12, None)),
        ("May", (None, 5, None)),
        ("29 February", (None, 2, 29)),
    ],
)
def test_a_date_tells_no_more_than_the_text(text: str, part: Told) -> None:
    assert reported(text) == part


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "近日",
            "去年夏天",
            "本周三",
            "12日",
            "二十一日",
            "recently",
            "last spring",
            "Monday",
        ),
        *("农历五月初五", "五月初五", "五月十五", "腊月廿三", "闰二月", "旧历甲辰年五月初五"),
        *("we may march", "the 1990s", "上世纪90年代", "1990年代", "12", "6/12", "10:30", "12024"),
    ],
)
def test_what_is_vague_or_of_another_calendar_is_no_date(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("2024-13-01", "2024年13月", "2024-00-10", "2024-06-31", "6月31日", "31 June", "20241301"),
        *("2023-02-29", "30 February", "2024年6月0日", "13.13.2024", "五月三十二日"),
    ],
)
def test_a_day_that_no_calendar_has_is_no_date(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        ((2024, 6, 12), (2024, None, None), True),
        ((2024, 6, 12), (None, 6, 12), True),
        ((2024, 6, 12), (2024, 6, 13), False),
        ((2024, 6, None), (None, 5, None), False),
        ((2024, None, None), (None, 6, 12), False),
        ((None, 6, 12), (2023, 6, None), True),
        ((None, None, None), (None, None, None), False),
    ],
    ids=["year", "no-year", "another-day", "another-month", "nothing-shared", "month", "nothing"],
)
def test_dates_fit_where_they_share_something_and_nothing_differs(
    one: Told, other: Told, fits: bool
) -> None:
    assert Date(*one).fits(Date(*other)) is fits
    assert Date(*other).fits(Date(*one)) is fits


def test_the_newest_come_first_and_those_without_a_year_last() -> None:
    texts = ["2024-06-12", "2024-06-11", "2024年6月", "2024", "2023-12-31", "12月31日", "近日"]
    shuffled = texts[:5]
    random.Random(1).shuffle(shuffled)
    shuffled += texts[5:]
    assert sorted(shuffled, key=lambda text: newest_first(read_date(text))) == texts


@pytest.mark.parametrize(
    "part", ["2024年", "6月", "十", "June 12 ", "2024-", "12.", "Jan. of ", " "]
)
def test_a_very_long_text_is_read_in_a_time_that_grows_with_it(part: str) -> None:
    began = time.process_time()
    read_date(part * (100_000 // len(part)))
    assert time.process_time() - began < 2
