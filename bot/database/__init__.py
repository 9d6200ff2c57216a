"""Takes what the bot has to remember, and returns it after a restart: SQLite or PostgreSQL."""
