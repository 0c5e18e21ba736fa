"""What was found to be recovered, in words: month by month, with the old and the new basis."""

from collections.abc import Iterable
from dataclasses import dataclass

from yingbao.edges.web.money.due_words import Told, basis_of, difference_in_words, period_in_words
from yingbao.edges.web.naming import programme_name
from yingbao.law.packs import Pack
from yingbao.office.payments.queries.recoveries import Less, ToRecover
from yingbao.office.register.models import Person


@dataclass(frozen=True)
class ShownLess:
    """One difference that is open: the period, how much, why, old and new basis."""

    name: str
    difference: str
    cause: str
    old: Told | None
    new: Told


@dataclass(frozen=True)
class ShownToRecover:
    """What one person was paid of a programme and is not owed."""

    person: Person
    programme_id: str
    programme: str
    fen: int
    months: list[ShownLess]


def found_in_words(found: Iterable[ToRecover], pack: Pack) -> list[ShownToRecover]:
    """Return what was found to be recovered, in words."""
    return [
        ShownToRecover(
            each.person,
            each.programme,
            programme_name(pack, each.programme),
            each.fen,
            [_less(less) for less in each.months],
        )
        for each in found
    ]


def _less(less: Less) -> ShownLess:
    due = less.due
    return ShownLess(
        period_in_words(due),
        difference_in_words(due),
        due.get_cause_display(),
        basis_of(less.replaces) if less.replaces is not None else None,
        basis_of(due),
    )
