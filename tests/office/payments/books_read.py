"""What the product has written, read in a few plain words of SQL: it is asked after every step."""

from typing import Any

from django.db import connection

from tests.people import WULINGYUAN
from yingbao.office.payments.choices import ALIVE

_ROLLS = "SELECT id, state FROM payments_roll ORDER BY id"
_ANSWERED = f"""
SELECT roll.number, line.number, line.state, line.fen
FROM payments_line line JOIN payments_roll roll ON roll.id = line.roll_id
WHERE roll.county = '{WULINGYUAN}' AND line.fen > 0 AND line.state IN ('settled', 'failed', 'out')
"""
_KNOWN = f"""
SELECT person_id, SUM(fen) FROM (
  SELECT due.person_id, due.amount AS fen FROM provision_due due WHERE NOT EXISTS (
    SELECT 1 FROM payments_discharge discharge WHERE discharge.due_id = due.id AND discharge.alive)
  UNION ALL SELECT line.person_id, line.gross_fen FROM payments_line line
  WHERE line.state IN ({", ".join(f"'{state}'" for state in sorted(ALIVE))})) known
GROUP BY person_id
"""
_UNDER_A_CLOSED_MONTH = """
SELECT roll.number FROM payments_roll roll JOIN payments_paymonth month ON month.id = roll.month_id
WHERE month.state = 'closed' AND roll.state NOT IN ('closed', 'cancelled')
"""
_LINES = "SELECT id, state, failure, answered_on FROM payments_line ORDER BY id"
_COUNTED = """
SELECT (SELECT COUNT(*) FROM ledger_transfer), (SELECT COUNT(*) FROM payments_discharge WHERE alive)
"""
_DEMANDED = "SELECT COALESCE(SUM(fen), 0) FROM payments_receivable WHERE person_id = %s"


def rolls() -> list[tuple[int, str]]:
    """Every roll and its state, the oldest first."""
    return _rows(_ROLLS)


def answered() -> list[tuple[str, int, str, int]]:
    """Roll, number, state and fen of every payment that was made, came back or was left out."""
    return _rows(_ANSWERED)


def known_of_each() -> dict[int, int]:
    """What is still owed to each person or stands on a line that lives, in fen."""
    return {person: int(fen) for person, fen in _rows(_KNOWN)}


def on_the_way_under_a_closed_month() -> list[tuple[str]]:
    """Rolls that are neither done nor given up, of months that are."""
    return _rows(_UNDER_A_CLOSED_MONTH)


def demanded_of(person: int) -> int:
    """What was ever demanded back of someone, in fen."""
    ((fen,),) = _rows(_DEMANDED, person)
    return int(fen)


def snapshot() -> list[Any]:
    """What an answer changes."""
    return [_rows(_LINES), _rows(_COUNTED), rolls()]


def _rows(select: str, *params: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(select, params or None)
        return list(cursor.fetchall())
