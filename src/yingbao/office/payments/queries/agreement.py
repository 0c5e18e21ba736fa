"""Whether what is owed, what is paid and the book of money of a county say the same."""

from collections.abc import Iterator

from yingbao.office.determination.tables import fetch
from yingbao.office.ledger.findings import TOLD, Finding, Findings, first_told, gather
from yingbao.office.payments.book_sql import BOOK
from yingbao.office.payments.choices import Disagreement, RollState
from yingbao.office.payments.models import Roll
from yingbao.office.payments.queries.digests import read_digest
from yingbao.office.payments.sums_sql import LINES, RECEIVABLES, ROLLS

_APPROVED = (RollState.APPROVED, RollState.FILED, RollState.SENT, RollState.CLOSED)


def check_agreement(county: str) -> list[Findings]:
    """Return where dues, lines, rolls, receivables and the book of money of a county differ.

    Reads every due, line and transfer, and so whoever may be seen: ask where the whole county may be.
    """
    return [each for each in _asked(county) if each]


def _asked(county: str) -> Iterator[Findings | None]:
    for wrong, select in (*BOOK, *LINES, *RECEIVABLES):
        yield _find(wrong, select, county)
    for wrong, select in ROLLS:
        yield _find(wrong, select, county, county)
    yield _other_lines(county)


def _find(wrong: Disagreement, select: str, *params: str) -> Findings | None:
    return gather(wrong, fetch(first_told(select), *params))


def _other_lines(county: str) -> Findings | None:
    """Return the rolls whose lines are not those of the digest that was approved."""
    rolls = Roll.objects.filter(county=county, state__in=_APPROVED).select_related("month").order_by("number")
    other = [each for each in rolls if read_digest(each) != each.digest]
    told = [Finding(Disagreement.ROLL_DIGEST, each.number, each.total_fen) for each in other[:TOLD]]
    return Findings(Disagreement.ROLL_DIGEST, len(other), told) if other else None
