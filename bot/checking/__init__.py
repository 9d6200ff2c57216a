"""Checks a corpus: what keeps it from being used, and what is likely to be a slip."""
