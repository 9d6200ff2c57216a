"""Takes a corpus folder, and returns its forums and speeches, split into passages."""
