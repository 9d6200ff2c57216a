"""Takes a question's text, and returns an answer: passages, a question back, or a refusal."""
