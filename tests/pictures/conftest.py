"""Chromium, without which no picture is taken."""

import os

import pytest

from tests.pictures.camera import is_installed


@pytest.fixture(scope="session")
def chromium() -> None:
    """Skips where it is not installed."""
    if not is_installed() and not os.environ.get("CI"):
        pytest.skip("Chromium is not installed")
