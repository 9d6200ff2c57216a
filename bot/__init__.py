"""A Telegram bot that answers questions about the speeches given at a forum, word for word."""

__version__ = "0.1.0"
