"""Nothing here is about programmes nobody compares."""

import pytest

from tests.office.provision.laying import Laying
from tests.programmes import compared_only  # noqa: F401  # a fixture


@pytest.fixture(scope="module")
def laying() -> Laying:
    """What rates are changed by; entered by each test for itself."""
    return Laying()
