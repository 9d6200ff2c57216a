"""How the bot talks to Telegram: requests, floods and faults, and what it reads of updates."""
