"""How to ask where rows and the book of money differ, both ways round: one SELECT (place, fen) a question."""

from yingbao.office.ledger.choices import Entry
from yingbao.office.payments.choices import Disagreement

# The table, and the rows of it that are in the book: {key}, {fen} and {entry} are of the row `it`.
_NOT_IN_BOOK = """
SELECT {key} AS place, {fen} AS fen FROM {rows}
LEFT JOIN ledger_transfer moved ON moved.key = {key}
LEFT JOIN ledger_account debit ON debit.id = moved.debit_id
LEFT JOIN ledger_account credit ON credit.id = moved.credit_id
WHERE {county} = %s AND {which}
  AND (moved.id IS NULL OR moved.fen <> {fen} OR moved.entry <> {entry} OR moved.county <> {county}
       OR {wrong})
"""
# Transfers about a row that is not there, or not so: the number of the row is in the key.
_NOT_OUTSIDE = """
SELECT moved.key AS place, moved.fen FROM (
  SELECT key, fen, REPLACE(REPLACE(key, '{head}', ''), '{tail}', '') AS number FROM ledger_transfer
  WHERE county = %s AND entry IN ({entries})) moved
LEFT JOIN {rows} ON it.id =
  CAST(CASE WHEN moved.number <> '' AND TRIM(moved.number, '0123456789') = '' THEN moved.number ELSE '0' END
       AS bigint) AND {which}
WHERE it.id IS NULL
"""
_LINES = (
    "payments_line it JOIN payments_roll roll ON roll.id = it.roll_id"
    " JOIN payments_paymonth month ON month.id = roll.month_id"
)
_YEAR = "CAST(SUBSTR(CAST({day} AS text), 1, 4) AS integer)"
_ALIVE = (
    "EXISTS (SELECT 1 FROM payments_discharge held WHERE held.due_id = it.id AND held.alive"
    " AND held.taken_over_id IS NOT NULL)"
)
_OF_RECEIVABLE = "JOIN payments_receivable receivable ON receivable.id = it.receivable_id"


def _not_in_book(  # noqa: PLR0913 - what a question is made of
    rows: str, key: str, entry: str, *, fen: str = "it.fen", which: str, wrong: str, county: str = "it.county"
) -> str:
    return _NOT_IN_BOOK.format(
        rows=rows, key=key, entry=entry, fen=fen, which=which, wrong=wrong, county=county
    )


def _not_outside(rows: str, head: str, tail: str, which: str, *entries: Entry) -> str:
    named = ", ".join(f"'{each.value}'" for each in entries)
    return _NOT_OUTSIDE.format(rows=rows, head=head, tail=tail, which=which, entries=named)


def _of_line(entry: Entry, which: str, *, fen: str = "it.fen", tail: str) -> str:
    # Nothing is set off under a year; whatever is with the bank is under that of the roll's month.
    wrong = "debit.programme <> roll.programme OR credit.programme <> roll.programme"
    if entry is not Entry.SET_OFF:
        side = "credit" if entry is Entry.SENT else "debit"
        wrong += f" OR {side}.year <> {_YEAR.format(day='month.month')}"
    key = f"'line:' || it.id || ':{tail}'"
    return _not_in_book(_LINES, key, f"'{entry.value}'", fen=fen, which=which, wrong=wrong)


_DUE_WRONG = (
    "(CASE WHEN it.amount > 0 THEN debit.programme ELSE credit.programme END) <> it.programme"
    " OR (CASE WHEN it.amount > 0 THEN debit.year ELSE credit.year END) <> " + _YEAR.format(day="it.period")
)
_PROGRAMME_WRONG = "credit.programme <> {programme}"
_SENT = "it.state IN ('sent', 'settled', 'failed') AND it.fen > 0"
_SETTLED, _FAILED = "it.state = 'settled' AND it.fen > 0", "it.state = 'failed'"
_SET_OFF = "it.state = 'settled' AND it.deducted_fen > 0"

# One question a row; each with the county once.
BOOK: tuple[tuple[Disagreement, str], ...] = (
    (
        Disagreement.DUE,
        _not_in_book(
            "provision_due it",
            "'due:' || it.id",
            "CASE WHEN it.amount > 0 THEN 'owed' ELSE 'owed_less' END",
            fen="ABS(it.amount)",
            which="it.unit = 'fen'",
            wrong=_DUE_WRONG,
        ),
    ),
    (
        Disagreement.NO_DUE,
        _not_outside("provision_due it", "due:", "", "it.unit = 'fen'", Entry.OWED, Entry.OWED_LESS),
    ),
    (
        Disagreement.TAKEN_OVER,
        _not_in_book(
            "provision_due it",
            "'before:' || it.id",
            "'paid_before'",
            fen="it.amount",
            which=_ALIVE,
            wrong=_PROGRAMME_WRONG.format(programme="it.programme"),
        ),
    ),
    (
        Disagreement.NOT_TAKEN_OVER,
        _not_outside("provision_due it", "before:", "", _ALIVE, Entry.PAID_BEFORE),
    ),
    (Disagreement.LINE, _of_line(Entry.SENT, _SENT, tail="sent")),
    (Disagreement.LINE, _of_line(Entry.SETTLED, _SETTLED, tail="settled")),
    (Disagreement.LINE, _of_line(Entry.FAILED, _FAILED, tail="failed")),
    (Disagreement.LINE, _of_line(Entry.SET_OFF, _SET_OFF, fen="it.deducted_fen", tail="set-off")),
    (Disagreement.NO_LINE, _not_outside("payments_line it", "line:", ":sent", _SENT, Entry.SENT)),
    (Disagreement.NO_LINE, _not_outside("payments_line it", "line:", ":settled", _SETTLED, Entry.SETTLED)),
    (Disagreement.NO_LINE, _not_outside("payments_line it", "line:", ":failed", _FAILED, Entry.FAILED)),
    (Disagreement.NO_LINE, _not_outside("payments_line it", "line:", ":set-off", _SET_OFF, Entry.SET_OFF)),
    (
        Disagreement.RECEIVABLE,
        _not_in_book(
            "payments_receivable it",
            "'receivable:' || it.id",
            "'to_recover'",
            which="TRUE",
            wrong=_PROGRAMME_WRONG.format(programme="it.programme"),
        ),
    ),
    (
        Disagreement.RECEIVABLE,
        _not_in_book(
            f"payments_recovery it {_OF_RECEIVABLE}",
            "'recovery:' || it.id",
            "'recovered'",
            which="it.way = 'repaid' AND it.alive",
            wrong=_PROGRAMME_WRONG.format(programme="receivable.programme"),
            county="receivable.county",
        ),
    ),
    (
        Disagreement.RECEIVABLE,
        _not_in_book(
            f"payments_writeoff it {_OF_RECEIVABLE}",
            "'write-off:' || it.id",
            "'written_off'",
            which="it.state = 'approved'",
            wrong=_PROGRAMME_WRONG.format(programme="receivable.programme"),
            county="receivable.county",
        ),
    ),
    (
        Disagreement.NO_RECEIVABLE,
        _not_outside("payments_receivable it", "receivable:", "", "TRUE", Entry.TO_RECOVER),
    ),
    (
        Disagreement.NO_RECEIVABLE,
        _not_outside(
            "payments_recovery it", "recovery:", "", "it.way = 'repaid' AND it.alive", Entry.RECOVERED
        ),
    ),
    (
        Disagreement.NO_RECEIVABLE,
        _not_outside("payments_writeoff it", "write-off:", "", "it.state = 'approved'", Entry.WRITTEN_OFF),
    ),
)
