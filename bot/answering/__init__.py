"""From a question to an answer: what is asked, of whom, and whether the passages say it."""
