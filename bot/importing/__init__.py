"""Turns an article into a forum folder: lines, then blocks, then an article, then files.

Every paragraph that comes out is the article's own; what is left out, moved or guessed is a
remark with the place where it stands.
"""
