"""What the bot's messages look like: their text, and the buttons under it."""
