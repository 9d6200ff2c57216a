"""The phrases that a glossary knows."""

from bot.language.glossary import Glossary


def test_phrases_are_found_before_their_words() -> None:
    glossary = Glossary({"collect economi": {"集体经济": 1.0}, "economi": {"经济": 1.0}})
    found = list(glossary.phrases(["strong", "collect", "economi"]))
    assert found == [["strong"], ["collect", "economi"]]
