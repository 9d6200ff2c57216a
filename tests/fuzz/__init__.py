"""Strange updates, corpora and articles by the thousand, each the same in every run."""
