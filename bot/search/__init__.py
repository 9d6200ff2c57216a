"""From terms to ranked passages: BM25, the index of a corpus, and what is saved of it."""
