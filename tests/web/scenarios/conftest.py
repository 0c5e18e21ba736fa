"""What-ifs are looked at on the compared programmes."""

import pytest

from tests.programmes import compared_only  # noqa: F401  # a fixture


@pytest.fixture(autouse=True)
def _programmes(compared_only: None) -> None:  # noqa: F811  # the fixture by its name
    """Nothing here is about the others."""
