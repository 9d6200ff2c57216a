"""Takes text, and returns terms: words, stems, synonyms and translations in both languages."""
