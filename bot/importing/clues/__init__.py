"""What shows that somebody begins to speak: one file a clue."""
