"""The Telegram bot: the only package that knows Telegram."""
