"""How sure we are of a value."""

from enum import StrEnum


class Sure(StrEnum):
    """Where a value comes from. An assumed one is shown as such (待核) wherever it decides money."""

    STATED = "stated"
    DERIVED = "derived"
    ASSUMED = "assumed"
