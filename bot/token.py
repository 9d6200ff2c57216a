"""What a bot's token looks like, and texts without any."""

import re

TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{20,100}")


def without_token(text: str) -> str:
    """The text with whatever may be a token taken out.

    >>> without_token("https://api.telegram.org/bot123456:ABC-DEF1234ghIkl-zyx57W2v1u/getMe")
    'https://api.telegram.org/bot[secret]/getMe'
    """
    return TOKEN.sub("[secret]", text)
