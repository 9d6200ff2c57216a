"""The command line: `forum-bot`, the same as `python -m bot`."""
