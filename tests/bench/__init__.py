"""Measures the bot as a whole, and with each of its parts left out: see docs/quality.md."""
