"""Writing down what a county may spend on a programme in a year, out of which fund."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum

from yingbao.office.access.models import Officer
from yingbao.office.access.own_county import must_be_own_county
from yingbao.office.access.permissions import Permission
from yingbao.office.audit.actions import record
from yingbao.office.ledger.choices import Fund
from yingbao.office.payments.models import BudgetEntry


class NoDocument(Exception):
    """A budget is written by a notice, and its number is said."""


class NothingBudgeted(Exception):
    """An entry adds something to a budget or takes something away."""


class LessThanNothing(Exception):
    """No budget is less than nothing: so much cannot be taken away."""


class AnotherEntry(Exception):
    """The form was sent already, with other contents."""


@transaction.atomic
def write_budget(  # noqa: PLR0913 - an entry is all of this
    *,
    county: str,
    year: int,
    programme: str,
    fund: Fund,
    fen: int,
    document: str,
    key: str,
    on: date,
    at: datetime,
    by: Officer,
) -> BudgetEntry:
    """Add so many fen to a budget, or take them away, by a notice (文号), and return the entry.

    The key was made when the form was drawn: the same entry sent twice is written once.

    Raises:
        NotPermitted, NotOwnCounty: the officer plans no budget here.
        NoDocument, NothingBudgeted: the entry says too little.
        LessThanNothing: the budget would be below nought.
        AnotherEntry: the key was used for another entry.
    """
    must_be_own_county(county, by, Permission.PLAN_BUDGETS)
    document = document.strip()
    if not document:
        raise NoDocument
    if fen == 0:
        raise NothingBudgeted
    said = {
        "county": county,
        "year": year,
        "programme": programme,
        "fund": Fund(fund).value,
        "fen": fen,
        "document": document,
    }
    entry, new = BudgetEntry.objects.get_or_create(
        key=key, defaults={**said, "on": on, "at": at, "by": by.username}
    )
    if not new:
        return _same(entry, said)
    _must_be_left(entry)
    record(
        "payments.budget.written",
        subject=f"budget:{entry.pk}",
        by=by,
        reason=document,
        detail={"year": year, "programme": programme, "fund": said["fund"], "fen": fen},
    )
    return entry


def _same(entry: BudgetEntry, said: dict[str, object]) -> BudgetEntry:
    if any(getattr(entry, name) != value for name, value in said.items()):
        raise AnotherEntry(entry.key)
    return entry


def _must_be_left(entry: BudgetEntry) -> None:
    """Refuse what takes away more than there is; two who do so at once wait for each other."""
    of_it = BudgetEntry.objects.filter(
        county=entry.county, year=entry.year, programme=entry.programme, fund=entry.fund
    )
    list(of_it.select_for_update().order_by("id").values_list("id"))
    if (of_it.aggregate(sum=Sum("fen"))["sum"] or 0) < 0:
        raise LessThanNothing(str(entry))
