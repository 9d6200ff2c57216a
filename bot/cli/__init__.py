"""Takes a command line, and prints answers, reports, and errors in one line."""
