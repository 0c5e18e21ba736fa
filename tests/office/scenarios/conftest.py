"""Scenarios are tried on the compared programmes: the whole pack has tests of its own."""

from tests.programmes import compared_only  # noqa: F401  # a fixture
