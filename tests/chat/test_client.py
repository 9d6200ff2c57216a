"""The client overrides a private method of python-telegram-bot, which may change."""

import telegram


def test_the_version_is_the_one_whose_private_post_was_checked() -> None:
    """With another one, see first whether all calls still go through `ExtBot._post`."""
    assert telegram.__version__ == "22.8"
