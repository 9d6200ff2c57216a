"""Handles updates: each module reads a message or a press, asks, and replies."""
