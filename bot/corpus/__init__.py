"""The corpus folder: reads it, checks it, and parts its speeches into passages."""
