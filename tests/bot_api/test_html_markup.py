"""What Telegram's HTML means, and what is none."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from . import Entity, FormattedText, ParseError, parse_html, utf16

encodable_text = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"),
        ("strong", "bold"),
        ("i", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("tg-spoiler", "spoiler"),
        ("code", "code"),
        ("pre", "pre"),
        ("blockquote", "blockquote"),
    ],
)
def test_a_plain_tag_formats_what_it_encloses(tag: str, kind: str) -> None:
    assert parse_html(f"x<{tag}>yz</{tag}>") == FormattedText("xyz", (Entity(kind, 1, 2),))


@pytest.mark.parametrize(
    ("html", "entity"),
    [
        ('<span class="tg-spoiler">x</span>', Entity("spoiler", 0, 1)),
        ("<span class='tg-spoiler'>x</span>", Entity("spoiler", 0, 1)),
        ("<span class=tg-spoiler>x</span>", Entity("spoiler", 0, 1)),
        ("<blockquote expandable>x</blockquote>", Entity("expandable_blockquote", 0, 1)),
        ('<blockquote expandable="">x</blockquote>', Entity("expandable_blockquote", 0, 1)),
        (
            '<a href="https://x.org/?a=1&amp;b=2">x</a>',
            Entity("text_link", 0, 1, url="https://x.org/?a=1&b=2"),
        ),
        ('<a href="X.org">x</a>', Entity("text_link", 0, 1, url="http://x.org/")),
        ('<a href="tg://user?id=42">x</a>', Entity("text_mention", 0, 1, user_id=42)),
        ('<tg-emoji emoji-id="5">👍</tg-emoji>', Entity("custom_emoji", 0, 2, custom_emoji_id="5")),
        (
            '<pre><code class="language-python">x</code></pre>',
            Entity("pre", 0, 1, language="python"),
        ),
        (
            '<code class="language-python"><pre>x</pre></code>',
            Entity("pre", 0, 1, language="python"),
        ),
        ("<pre><code>x</code></pre>", Entity("pre", 0, 1)),
        ('<code class="language-python">x</code>', Entity("code", 0, 1)),
        (
            '<tg-time unix="1647531900" format="wDT">x</tg-time>',
            Entity("date_time", 0, 1, unix_time=1647531900, date_time_format="wDT"),
        ),
        ("<B>x</b>", Entity("bold", 0, 1)),
        ("<b >x</b >", Entity("bold", 0, 1)),
        ("<b>x</>", Entity("bold", 0, 1)),
    ],
)
def test_a_tag_becomes_one_entity(html: str, entity: Entity) -> None:
    assert parse_html(html).entities == (entity,)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("&lt;b&gt; &amp;amp; &quot;", '<b> &amp; "'),
        ("&#65;&#x42;&#x1F600;", "AB😀"),
        ("&lt &amp", "< &"),
        ("&nbsp;&copy;&apos;&ltx;", "&nbsp;&copy;&apos;&ltx;"),
        ("&#0;&#x110000;&#;&", "&#0;&#x110000;&#;&"),
        ("R&D > 3", "R&D > 3"),
        ("<b></b>x", "x"),
    ],
)
def test_text_outside_of_tags_is_decoded_where_telegram_decodes_it(html: str, text: str) -> None:
    assert parse_html(html) == FormattedText(text)


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("é<P>", 'Unsupported start tag "p" at byte offset 2'),
        ("<b/>", 'Unsupported start tag "b/" at byte offset 0'),
        ("x<b", "Unclosed start tag at byte offset 1"),
        ("<b /", 'Empty attribute name in the tag "b" at byte offset 0'),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        (
            "<b><i>x</b></i>",
            'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
        ("&#xD83D;", "Text contains invalid Unicode characters after decoding HTML entities"),
    ],
)
def test_malformed_html_is_refused_in_telegrams_words(html: str, complaint: str) -> None:
    with pytest.raises(ParseError) as refusal:
        parse_html(html)
    assert str(refusal.value).startswith(complaint)


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("blockquote", "blockquote"),
        ("b", "code"),
        ("code", "b"),
        ("pre", "i"),
        ("pre", "blockquote"),
        ("a", "a"),
        ("a", "code"),
        ("pre", "code"),
        ("code", "pre"),
        ("tg-time", "b"),
    ],
)
def test_formatting_that_telegram_would_silently_drop_is_refused(outer: str, inner: str) -> None:
    with pytest.raises(ParseError, match="drop"):
        parse_html(f"<{outer}>x <{inner}>y</{inner}></{outer}>")


def test_formatting_nests_outer_before_inner() -> None:
    formatted = parse_html("<blockquote><b>a <i>b</i></b> <code>c</code></blockquote>")
    assert [(e.type, e.offset, e.length) for e in formatted.entities] == [
        ("blockquote", 0, 5),
        ("bold", 0, 3),
        ("italic", 2, 1),
        ("code", 4, 1),
    ]


def test_attribute_names_are_case_sensitive_as_in_telegrams_parser() -> None:
    assert parse_html('<a HREF="https://x.org/">y.org</a>').entities == (
        Entity("text_link", 0, 5, url="http://y.org/"),
    )


@pytest.mark.parametrize("address", ["nowhere", "ftp://x.org", "javascript://x.org", "a b.org", ""])
def test_a_link_that_can_be_none_is_shown_as_plain_text(address: str) -> None:
    assert parse_html(f'<a href="{address}">x</a>') == FormattedText("x")


def test_offsets_are_counted_in_utf16_units() -> None:
    formatted = parse_html("😀<b>𝒳y</b>")
    assert formatted.entities == (Entity("bold", 2, 3),)
    assert formatted.entities[0].text_in(formatted.text) == "𝒳y"


@given(encodable_text)
def test_escaped_text_parses_back_to_itself(text: str) -> None:
    assert parse_html(escape(text.replace("'", ""))) == FormattedText(text.replace("'", ""))


@given(encodable_text, encodable_text.filter(bool), encodable_text)
def test_an_entity_covers_exactly_what_the_tag_enclosed(a: str, b: str, c: str) -> None:
    formatted = parse_html(f"{escape(a)}<b>{escape(b)}</b>{escape(c)}".replace("&#x27;", "'"))
    assert formatted.text == a + b + c
    assert [e.text_in(formatted.text) for e in formatted.entities] == [b]


@given(encodable_text)
def test_any_text_is_either_parsed_or_refused(text: str) -> None:
    try:
        formatted = parse_html(text)
    except ParseError:
        return
    assert utf16.units(formatted.text) <= utf16.units(text)
