"""Takes answers, speeches and reports, and returns messages: their text and their buttons."""
