"""From text to terms: scripts, words, stems, and the dictionary between the two languages."""
