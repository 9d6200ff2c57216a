"""Long paragraphs are parted where sentences end, and nothing of them is lost."""

from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.splitting import part, sentence, width

TEXTS = st.text(st.sampled_from("甲乙丙。，！？ a.b\n”😀\u3000"), max_size=300)


def without_space(text: str) -> str:
    return "".join(text.split())


@given(TEXTS | st.text(max_size=200), st.integers(2, 60))
def test_the_pieces_are_the_paragraph_and_none_is_too_long(text: str, longest: int) -> None:
    pieces = part(text, longest)
    assert without_space("".join(pieces)) == without_space(text)
    assert all(width(piece) <= longest for piece in pieces)


def test_a_short_paragraph_is_left_as_it_is() -> None:
    assert part("一。二。") == ("一。二。",)


def test_a_long_paragraph_is_parted_at_sentence_ends_into_even_pieces() -> None:
    sentences = [f"第{n}句话这样说。" for n in range(10, 16)]
    assert part("".join(sentences), 80) == ("".join(sentences[:3]), "".join(sentences[3:]))


def test_sentences_that_fill_a_piece_to_the_last_column_stay_together() -> None:
    assert part("一二三。四五六。七八九。", 16) == ("一二三。四五六。", "七八九。")


def test_a_closing_quotation_mark_stays_with_its_sentence() -> None:
    assert part("他说：“好。”她说：“不好。”", 14) == ("他说：“好。”", "她说：“不好。”")


def test_a_sentence_without_an_end_is_parted_at_commas_then_anywhere() -> None:
    assert part("甲乙丙，丁戊己", 8) == ("甲乙丙，", "丁戊己")
    assert part("甲" * 9, 8) == ("甲" * 4, "甲" * 4, "甲")


def test_the_topic_is_the_first_sentence() -> None:
    assert sentence("加大力度。近年来很好。") == "加大力度。"
    assert sentence("没有句号") == "没有句号"
