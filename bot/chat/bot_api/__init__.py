"""Takes requests to Telegram, and sends them, paced and repeated; returns the updates it fetched."""
