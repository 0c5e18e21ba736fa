"""Whoever pays has officers for it."""

import pytest

from tests.money import Treasury, make_treasury


@pytest.fixture
def treasury() -> Treasury:
    """The officers a roll of 武陵源区 passes through."""
    return make_treasury()
