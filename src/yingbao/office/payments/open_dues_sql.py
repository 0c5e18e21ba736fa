"""Which dues are open: no line, receivable or list taken over holds them."""

from dataclasses import dataclass
from datetime import date

from yingbao.office.payments.choices import RollKind

# A row that was merged counts as the person it was merged into.
_OPEN = """SELECT due.id AS due_id, COALESCE(person.merged_into_id, person.id) AS person_id,
       due.award_id AS award_id, due.division_code AS division_code, due.amount AS amount
FROM provision_due due JOIN register_person person ON person.id = due.person_id
WHERE due.county = %s AND due.programme = %s AND due.unit = 'fen'
  AND (due.period <= %s OR EXISTS (SELECT 1 FROM provision_freezing frozen
       WHERE frozen.county = due.county AND frozen.programme = due.programme
         AND frozen.period = due.period AND frozen.month <= %s))
  AND NOT EXISTS (SELECT 1 FROM payments_discharge held WHERE held.due_id = due.id AND held.alive)"""

# What the bank sent back; and what was found since to be owed less, so that no more is paid than is owed now.
_SENT_BACK = """
  AND (due.amount < 0 OR EXISTS (SELECT 1 FROM payments_discharge tried
       JOIN payments_line line ON line.id = tried.line_id
       WHERE tried.due_id = due.id AND line.state = 'failed'))"""

# Whoever is insured is insured for the whole of a year: what is owed less for another takes nothing off it.
_OF_WHOLE_PERIODS = """
  AND (SELECT SUM(beside.amount) FROM provision_due beside
       WHERE beside.county = due.county AND beside.programme = due.programme AND beside.period = due.period
         AND beside.person_id = due.person_id AND beside.unit = 'fen'
         AND NOT EXISTS (SELECT 1 FROM payments_discharge held
                         WHERE held.due_id = beside.id AND held.alive)) >= 0"""


@dataclass(frozen=True)
class Asked:
    """A SELECT of due_id, person_id, award_id, division_code, amount, and its parameters."""

    sql: str
    params: tuple[str, ...]


def open_dues(*, county: str, programme: str, upto: date, kind: RollKind, to_payee: bool = False) -> Asked:
    """Return how to ask for the open dues in fen of a programme up to a month that a kind of roll takes.

    A year to come counts from the month it was frozen by. What goes to an organisation goes by periods: each
    whole, or not at all.
    """
    only = _SENT_BACK if kind is RollKind.REISSUE else ""
    only += _OF_WHOLE_PERIODS if to_payee else ""
    return Asked(_OPEN + only, (county, programme, upto.isoformat(), upto.isoformat()))
