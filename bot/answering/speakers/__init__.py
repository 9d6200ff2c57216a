"""Takes an analysed question, and returns whom it names: by name, sound, title, office or place."""
