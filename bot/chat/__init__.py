"""Takes Telegram's updates, and sends messages; the only package that imports `telegram`."""
