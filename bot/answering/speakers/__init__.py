"""Whom a question names: by name, by sound, by surname and title, by role or place."""
