"""Takes requests to Telegram, and sends them, paced and repeated; returns what it fetched."""
