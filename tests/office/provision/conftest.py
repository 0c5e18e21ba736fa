"""Nothing here is about programmes nobody compares."""

from tests.programmes import compared_only  # noqa: F401  # a fixture
