"""As whom an officer is told: the unit whose turn it is, and the role the officer works in."""

from yingbao.office.access.models import Officer
from yingbao.office.casework.turns import unit_of


def units_of(officer: Officer) -> frozenset[str]:
    """Return the names under which news reaches this officer."""
    return frozenset({unit_of(officer), officer.role}) - {""}
