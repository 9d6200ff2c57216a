"""Text with entities becomes the right HTML."""

import pytest

from tests.bot_api import Entity, parse_html
from tests.pictures.formatting import formatted


@pytest.mark.parametrize(
    ("entity", "html"),
    [
        (Entity("bold", 2, 2), "a <b>bc</b> d"),
        (Entity("italic", 2, 2), "a <i>bc</i> d"),
        (Entity("underline", 2, 2), "a <u>bc</u> d"),
        (Entity("strikethrough", 2, 2), "a <s>bc</s> d"),
        (Entity("spoiler", 2, 2), 'a <span class="spoiler">bc</span> d'),
        (Entity("code", 2, 2), "a <code>bc</code> d"),
        (Entity("pre", 2, 2, language="python"), "a <pre>bc</pre> d"),
        (Entity("blockquote", 2, 2), "a <blockquote>bc</blockquote> d"),
        (
            Entity("expandable_blockquote", 2, 2),
            'a <blockquote class="expandable">bc</blockquote> d',
        ),
        (
            Entity("text_link", 2, 2, url='https://a.example/?a="1"&b'),
            'a <a href="https://a.example/?a=&quot;1&quot;&amp;b">bc</a> d',
        ),
        (Entity("text_mention", 2, 2, user_id=7), "a <a>bc</a> d"),
        (Entity("mention", 2, 2), "a <a>bc</a> d"),
        (Entity("bot_command", 2, 2), "a <a>bc</a> d"),
        (Entity("custom_emoji", 2, 2, custom_emoji_id="7"), "a bc d"),
        (Entity("date_time", 2, 2, unix_time=7), "a bc d"),
    ],
    ids=lambda value: value.type if isinstance(value, Entity) else "",
)
def test_each_kind_of_entity_has_its_element(entity: Entity, html: str) -> None:
    assert formatted("a bc d", [entity]) == html


def test_entities_nest() -> None:
    text = parse_html("<blockquote><b>a<i>b</i></b>c <u>d</u></blockquote> <b>e</b>")
    assert formatted(text.text, text.entities) == (
        "<blockquote><b>a<i>b</i></b>c <u>d</u></blockquote> <b>e</b>"
    )


def test_entities_of_the_same_place_nest_the_outer_first() -> None:
    entities = [Entity("bold", 0, 1), Entity("blockquote", 0, 1)]
    assert formatted("a", entities) == "<blockquote><b>a</b></blockquote>"


def test_offsets_count_utf16_units() -> None:
    text = parse_html("😀 刘晖 <b>🏠</b> 𠮷<i>a</i>")
    assert formatted(text.text, text.entities) == "😀 刘晖 <b>🏠</b> 𠮷<i>a</i>"


def test_everything_is_escaped() -> None:
    hostile = "<script>&\"'</script>"
    assert formatted(hostile, [Entity("bold", 0, 8)]) == (
        "<b>&lt;script&gt;</b>&amp;&quot;&#x27;&lt;/script&gt;"
    )


@pytest.mark.parametrize("kind", ["pre", "blockquote", "expandable_blockquote"])
def test_a_block_takes_the_line_end_behind_it(kind: str) -> None:
    html = formatted("a\nb\n\nc", [Entity(kind, 2, 1)])
    assert html.startswith("a\n<")
    assert html.endswith(">\nc")
