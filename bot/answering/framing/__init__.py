"""What a question asks for, of whom and of whom not, at which forums, and what is its subject."""
