"""Builds the messages of the bot: their text, and the buttons under it."""
