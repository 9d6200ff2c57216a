"""Pictures of the bot at work: scenes are played with the real bot, and photographed.

`python -m tests.pictures [SCENE…]` plays scenes, or all of them, in English and in Chinese, and
writes a picture of each into docs/pictures/, which docs/telegram.md shows.
"""
