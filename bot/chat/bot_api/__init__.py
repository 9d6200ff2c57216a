"""Talks to Telegram: connections, requests, retries, concurrency, and the validation of updates."""
