"""Addresses on a search server, each with indices of its own."""

from collections.abc import Callable
from itertools import count

import pytest

from bot.search.opensearch.address import ServerAddress
from tests.search_node import SearchNode

_NUMBERS = count()

NewAddress = Callable[[], ServerAddress]


@pytest.fixture
def address(search_server: SearchNode) -> ServerAddress:
    """An address under which there is no index yet."""
    return ServerAddress((search_server.url,), prefix=f"test-{next(_NUMBERS)}")
