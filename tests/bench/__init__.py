"""Measures how good the answers are (docs/quality.md), and how fast (the other pages of docs/)."""
