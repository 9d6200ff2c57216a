"""Measures how good the answers are (docs/quality.md), and how fast (docs/performance.md)."""
