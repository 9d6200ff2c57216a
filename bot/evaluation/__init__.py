"""Question sets with the passages that are right for them: asks them and counts what is found."""
