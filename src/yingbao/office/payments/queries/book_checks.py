"""When books of money were last checked, and what came of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from yingbao.office.ledger.queries.checking import counties
from yingbao.office.payments.models import BookCheck


def get_last_check(county: str) -> BookCheck | None:
    """Return the newest check of a county's book, or None."""
    return BookCheck.objects.filter(county=county).order_by("-on").first()


@dataclass(frozen=True)
class BooksState:
    """All counties: the oldest of their last checks, None where one was never checked, and their faults."""

    checked_at: datetime | None
    faults: int


def get_books_state() -> BooksState | None:
    """Return how the books of all counties stand; None where none was begun."""
    begun = counties()
    if not begun:
        return None
    newest = BookCheck.objects.filter(county__in=begun).values("county").annotate(last=Max("id"))
    last = BookCheck.objects.filter(pk__in=newest.values("last"))
    found = list(last.values_list("at", "faults"))
    oldest = min((at for at, _ in found), default=None) if len(found) == len(begun) else None
    return BooksState(oldest, sum(faults for _, faults in found))
