"""Takes questions with the passages expected, and returns how often these come first."""
