"""Takes an article in any format, and returns a draft of a forum folder, with every doubt.

Every paragraph that comes out is the article's own; what is left out, moved or guessed is a
remark with its place.
"""
