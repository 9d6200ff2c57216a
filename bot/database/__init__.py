"""What the bot keeps between restarts, in SQLite or PostgreSQL."""
