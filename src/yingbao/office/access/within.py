"""Rows of a division and of all below it, found by the range of their codes: the index is used."""

from django.db.models import Q

from yingbao.values.division import DivisionCode


def lies_within(code: str, column: str = "division_code") -> Q:
    """Return the condition that a row lies in a division.

    Raises:
        NotADivision: the code is none.
    """
    low, high = DivisionCode(code).range
    return Q((f"{column}__gte", low), (f"{column}__lt", high))
