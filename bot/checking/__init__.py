"""Checks a corpus: what keeps it from being used, and what is likely to be a slip."""

from bot.checking.corpus import Report, check_corpus

__all__ = ["Report", "check_corpus"]
