"""Checks a corpus: what keeps it from being used, and what is likely to be a slip."""

from bot.answering.checking.corpus import check_corpus
from bot.answering.checking.report import Report

__all__ = ["Report", "check_corpus"]
