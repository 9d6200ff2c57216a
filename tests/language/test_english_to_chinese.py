"""The phrases that a glossary knows."""

from bot.language.english_to_chinese import Glossary


def test_phrases_are_found_before_their_words() -> None:
    words = {"collect economi": {"集体经济": 1.0}, "economi": {"经济": 1.0}}
    glossary = Glossary(lambda key: words.get(key, {}), fixed={"high speed rail"}.__contains__)
    found = list(glossary.phrases(["strong", "collect", "economi"]))
    assert found == [["strong"], ["collect", "economi"]]
    found = list(glossary.phrases(["high", "speed", "rail", "economi"]))
    assert found == [["high", "speed", "rail"], ["economi"]]
