"""Takes a corpus folder, and returns its errors, and warnings about likely slips."""
