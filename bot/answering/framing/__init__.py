"""Takes an analysed question, and returns what it asks for, of which forums, on which subject."""
