"""HTML elements of a picture."""

from html import escape
from typing import TypeAlias

Html: TypeAlias = str
"""Text that is HTML already."""


def words(text: str) -> Html:
    """Text as it is: nothing in it is taken for a tag."""
    return escape(text)


def element(tag: str, css_class: str, *inner: Html) -> Html:
    """An element around what is HTML already.

    >>> element("b", "name", words("A & B"))
    '<b class="name">A &amp; B</b>'
    """
    return f'<{tag} class="{escape(css_class)}">{"".join(inner)}</{tag}>'


def block(css_class: str, *inner: Html) -> Html:
    return element("div", css_class, *inner)


def inline(css_class: str, *inner: Html) -> Html:
    return element("span", css_class, *inner)
