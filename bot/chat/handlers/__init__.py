"""Takes an update, and has it answered: each module reads, asks, and replies."""
