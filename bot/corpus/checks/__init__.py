"""What in a corpus is likely to be a slip, though it can be read: one sort of slip a file."""
