"""Takes groups of terms, and returns ranked passages, from an index that is saved and mapped."""
