"""Reads files of one format each into lines."""
