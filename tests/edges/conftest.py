"""Commands and jobs work on the programmes compared with lists; the whole pack is tried in tests/demo."""

import pytest

from tests.programmes import compared_only  # noqa: F401  # a fixture


@pytest.fixture(autouse=True)
def _programmes(compared_only: None) -> None:  # noqa: F811  # the fixture by its name
    """Nothing here is about the others."""
