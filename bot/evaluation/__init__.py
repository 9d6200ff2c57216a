"""Asks questions whose right answers are known, and counts how many are answered rightly."""
