"""Each programme of a year or of a month as rows and the book of money count it, side by side."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from yingbao.office.determination.tables import fetch
from yingbao.values.month import Month


@dataclass(frozen=True)
class Agreement:
    """One programme of a year or a month as three rooms count it, in fen; a pair is equal or somebody erred.

    `owed`: dues of its periods, and the book. `sent` and `settled`: lines of its rolls, and the book.
    `failed`: what the bank sent back of them.
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
# An account is of a year: what the book says of a month is found by the keys of the month's dues and lines.
_COST_OF_MONTH = """
SELECT due.programme, SUM(CASE moved.entry WHEN 'owed' THEN moved.fen ELSE -moved.fen END)
FROM provision_due due JOIN ledger_transfer moved ON moved.key = 'due:' || due.id
WHERE due.county = %s AND due.unit = 'fen' AND due.period = %s GROUP BY due.programme
"""
_BANK_OF_MONTH = """
SELECT roll.programme, moved.entry, SUM(moved.fen) FROM payments_paymonth month
JOIN payments_roll roll ON roll.month_id = month.id JOIN payments_line line ON line.roll_id = roll.id
JOIN ledger_transfer moved ON moved.key IN
  ('line:' || line.id || ':sent', 'line:' || line.id || ':settled', 'line:' || line.id || ':failed')
WHERE roll.county = %s AND month.month = %s GROUP BY roll.programme, moved.entry
"""
Rows: TypeAlias = list[tuple[Any, ...]]


def agreement(county: str, year: int) -> list[Agreement]:
    """Return what dues, lines and the book of money say of each programme of a year, side by side."""
    first, last = f"{year}-01-01", f"{year}-12-31"
    return _beside(
        fetch(_DUES, county, first, last),
        fetch(_COST, county, year),
        fetch(_LINES, county, first, last),
        fetch(_BANK, county, year),
    )


def agreement_of_month(county: str, month: Month) -> list[Agreement]:
    """Return the same of a month: what is owed for it, and what became of the lines of its rolls.

    An entry of the book about a due or a line that is not there is of no month: check_agreement finds it.
    """
    first = month.first_day.isoformat()
    return _beside(
        fetch(_DUES, county, first, first),
        fetch(_COST_OF_MONTH, county, first),
        fetch(_LINES, county, first, first),
        fetch(_BANK_OF_MONTH, county, first),
    )


def _beside(owed: Rows, cost: Rows, lines: Rows, bank: Rows) -> list[Agreement]:
    """Return the programmes of two counts of what is owed and two of what became of lines."""
    dues, booked = _by_programme(owed), _by_programme(cost)
    ours, theirs = _by_word(lines), _by_word(bank)
    programmes = {*dues, *booked, *(each for each, _ in ours), *(each for each, _ in theirs)}
    return [
        Agreement(
            each,
            (dues.get(each, 0), booked.get(each, 0)),
            (
                sum(ours.get((each, word), 0) for word in ("sent", "settled", "failed")),
                theirs.get((each, "sent"), 0),
            ),
            (ours.get((each, "settled"), 0), theirs.get((each, "settled"), 0)),
            (ours.get((each, "failed"), 0), theirs.get((each, "failed"), 0)),
        )
        for each in sorted(programmes)
    ]


def _by_programme(rows: Rows) -> dict[str, int]:
    return {programme: int(fen) for programme, fen in rows}


def _by_word(rows: Rows) -> dict[tuple[str, str], int]:
    return {(programme, word): int(fen) for programme, word, fen in rows}
