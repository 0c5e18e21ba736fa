"""Casework needs the officers, and counters that say how they are reached."""

import pytest

from tests.office.casework.desk import open_offices
from tests.people import Cast


@pytest.fixture(autouse=True)
def _offices(request: pytest.FixtureRequest) -> None:
    if "cast" in request.fixturenames:
        cast: Cast = request.getfixturevalue("cast")
        assert cast
        open_offices()
