"""Which dues are open: no line, receivable or list taken over holds them."""

from dataclasses import dataclass
from datetime import date

from yingbao.office.payments.choices import RollKind

# A row that was merged counts as the person it was merged into.
_OPEN = """SELECT due.id AS due_id, COALESCE(person.merged_into_id, person.id) AS person_id,
       due.award_id AS award_id, due.division_code AS division_code, due.amount AS amount
FROM provision_due due JOIN register_person person ON person.id = due.person_id
WHERE due.county = %s AND due.programme = %s AND due.period <= %s AND due.unit = 'fen'
  AND NOT EXISTS (SELECT 1 FROM payments_discharge held WHERE held.due_id = due.id AND held.alive)"""

# What the bank sent back; and what was found since to be owed less, so that no more is paid than is owed now.
_SENT_BACK = """
  AND (due.amount < 0 OR EXISTS (SELECT 1 FROM payments_discharge tried
       JOIN payments_line line ON line.id = tried.line_id
       WHERE tried.due_id = due.id AND line.state = 'failed'))"""


@dataclass(frozen=True)
class Asked:
    """A SELECT of due_id, person_id, award_id, division_code, amount, and its parameters."""

    sql: str
    params: tuple[str, ...]


def open_dues(*, county: str, programme: str, upto: date, kind: RollKind) -> Asked:
    """Return how to ask for the open dues in fen of a programme up to a month that a kind of roll takes."""
    only = _SENT_BACK if kind is RollKind.REISSUE else ""
    return Asked(_OPEN + only, (county, programme, upto.isoformat()))
