"""Whether what is owed, what is paid and the book of money of a county say the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from yingbao.office.determination.tables import fetch
from yingbao.office.ledger.findings import TOLD, Finding, Findings, gather
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
    found = f"SELECT place, fen, COUNT(*) OVER () FROM ({select}) found ORDER BY place LIMIT {TOLD}"  # noqa: S608
    return gather(wrong, fetch(found, *params))


def _other_lines(county: str) -> Findings | None:
    """Return the rolls whose lines are not those of the digest that was approved."""
    rolls = Roll.objects.filter(county=county, state__in=_APPROVED).select_related("month").order_by("number")
    other = [each for each in rolls if read_digest(each) != each.digest]
    told = [Finding(Disagreement.ROLL_DIGEST, each.number, each.total_fen) for each in other[:TOLD]]
    return Findings(Disagreement.ROLL_DIGEST, len(other), told) if other else None


@dataclass(frozen=True)
class Agreement:
    """One programme of a year as three rooms count it, in fen; each pair is equal, or somebody erred.

    `owed`: dues of periods of the year, and the cost of it in the book. `sent` and `settled`: lines of rolls
    of the year, and the book. `failed`: what the bank sent back of them.
    """

    programme: str
    owed: tuple[int, int]
    sent: tuple[int, int]
    settled: tuple[int, int]
    failed: tuple[int, int]

    @property
    def agrees(self) -> bool:
        """Return whether every pair is equal."""
        return all(one == other for one, other in (self.owed, self.sent, self.settled, self.failed))


_DUES = """
SELECT programme, SUM(amount) FROM provision_due
WHERE county = %s AND unit = 'fen' AND period BETWEEN %s AND %s GROUP BY programme
"""
_COST = """
SELECT account.programme,
  COALESCE((SELECT SUM(fen) FROM ledger_transfer WHERE debit_id = account.id), 0)
  - COALESCE((SELECT SUM(fen) FROM ledger_transfer WHERE credit_id = account.id), 0)
FROM ledger_account account WHERE account.county = %s AND account.kind = 'cost' AND account.year = %s
"""
_LINES = """
SELECT roll.programme, line.state, SUM(line.fen) FROM payments_line line
JOIN payments_roll roll ON roll.id = line.roll_id JOIN payments_paymonth month ON month.id = roll.month_id
WHERE roll.county = %s AND month.month BETWEEN %s AND %s AND line.state IN ('sent', 'settled', 'failed')
GROUP BY roll.programme, line.state
"""
_BANK = """
SELECT account.programme, moved.entry, SUM(moved.fen) FROM ledger_account account
JOIN ledger_transfer moved ON moved.debit_id = account.id OR moved.credit_id = account.id
WHERE account.county = %s AND account.kind = 'in_transit' AND account.year = %s
GROUP BY account.programme, moved.entry
"""


def agreement(county: str, year: int) -> list[Agreement]:
    """Return what dues, lines and the book of money say of each programme of a year, side by side."""
    first, last = f"{year}-01-01", f"{year}-12-31"
    dues, cost = dict(fetch(_DUES, county, first, last)), dict(fetch(_COST, county, year))
    lines = {(each, state): int(fen) for each, state, fen in fetch(_LINES, county, first, last)}
    bank = {(each, entry): int(fen) for each, entry, fen in fetch(_BANK, county, year)}
    programmes = {*dues, *cost, *(each for each, _ in lines), *(each for each, _ in bank)}

    def both(programme: str, word: str) -> tuple[int, int]:
        return lines.get((programme, word), 0), bank.get((programme, word), 0)

    return [
        Agreement(
            each,
            (int(dues.get(each, 0)), int(cost.get(each, 0))),
            (
                sum(lines.get((each, word), 0) for word in ("sent", "settled", "failed")),
                both(each, "sent")[1],
            ),
            both(each, "settled"),
            both(each, "failed"),
        )
        for each in sorted(programmes)
    ]
