"""Showing a number in clear, to someone who says why; and noting that a file was opened."""

from collections.abc import Sequence

from django.db import transaction

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, require
from yingbao.office.audit.actions import record
from yingbao.office.register.models import Person
from yingbao.office.register.queries.visible import get_owner
from yingbao.office.register.sealed_columns import SEALED

SHORTEST_REASON = 2


class NoReason(Exception):
    """A number is shown only for a reason, in words."""


class NothingToShow(Exception):
    """There is no such value, or the officer does not see this person."""


@transaction.atomic
def reveal_number(*, column: str, row: int, reason: str, by: Officer) -> str:
    """Return one sealed value in clear and write down who asked for it and why.

    The column is a key of sealed_columns.SEALED, such as person.number or bankaccount.account, and the row
    the id in that table.

    Raises:
        NotPermitted: the role reveals no numbers.
        NoReason: the reason is empty.
        NothingToShow: not found, or not visible to this officer.
        Tampered: the value was moved or changed.
    """
    require(by, Permission.REVEAL_NUMBERS)
    if len(reason.strip()) < SHORTEST_REASON:
        raise NoReason
    owner = get_owner(by, column=column, row=row)
    if owner is None:
        raise NothingToShow(column)
    sealed = SEALED[column]
    clear = sealed.clear(sealed.model._default_manager.get(pk=row))
    if not clear:
        raise NothingToShow(column)
    record(
        "register.number.revealed",
        subject=f"person:{owner.pk}",
        by=by,
        reason=reason.strip(),
        detail={"column": column, "row": row},
    )
    return clear


def note_viewing(*, person: Person, by: Officer) -> None:
    """Write down that an officer opened a person's file."""
    record("register.person.viewed", subject=f"person:{person.pk}", by=by)


def note_search(*, by: Officer, understood_as: str, found: int, persons: Sequence[int] = ()) -> None:
    """Write down that an officer searched: how it was understood, how many were found, and who was shown.

    What was typed is never written: it may be a number.
    """
    detail: dict[str, object] = {"by": understood_as, "found": found}
    if persons:
        detail["persons"] = list(persons)
    record("register.persons.searched", by=by, detail=detail)
