"""Holding back from what is paid to a person what the person still has to give back."""
# ruff: noqa: S608 - only our own names stand in these statements.

from datetime import date

from django.db.models import Exists, OuterRef

from yingbao.office.access.models import Officer
from yingbao.office.determination.tables import execute
from yingbao.office.ledger.accounts import Which
from yingbao.office.ledger.actions.moving import Moved, move_all
from yingbao.office.ledger.choices import AccountKind, Entry
from yingbao.office.payments.choices import LineState, ReceivableState, RecoveryWay
from yingbao.office.payments.models import Receivable, Recovery, Roll
from yingbao.office.payments.queries.recoveries import left_of

# What is left of each receivable, and how much the person's older ones take of the line before it.
_OWING = """
SELECT line.id AS line_id, line.gross_fen AS gross, debt.id AS receivable_id, debt.rest AS rest,
       SUM(debt.rest) OVER (PARTITION BY line.id ORDER BY debt.id) - debt.rest AS earlier
FROM payments_line line
JOIN (SELECT receivable.id AS id, COALESCE(person.merged_into_id, person.id) AS person_id,
             receivable.fen - COALESCE((SELECT SUM(back.fen) FROM payments_recovery back
               WHERE back.receivable_id = receivable.id AND back.alive), 0) AS rest
      FROM payments_receivable receivable JOIN register_person person ON person.id = receivable.person_id
      WHERE receivable.county = %s AND receivable.programme = %s AND receivable.state = %s
        AND receivable.may_be_deducted) debt ON debt.person_id = line.person_id AND debt.rest > 0
WHERE line.roll_id = %s AND line.number BETWEEN %s AND %s AND line.state = %s
"""
_DEDUCT = f"""
INSERT INTO payments_recovery (receivable_id, key, way, line_id, fen, "on", "by", alive)
SELECT receivable_id, 'line:' || line_id, %s, line_id,
       CASE WHEN rest < gross - earlier THEN rest ELSE gross - earlier END, %s, %s, TRUE
FROM ({_OWING}) owing WHERE earlier < gross
"""


def deductions_for(*, roll: Roll, first: int, last: int, on: date, by: Officer) -> int:
    """Hold back from the lines of a roll numbered so what their persons still have to give back.

    Of the roll's programme, where an officer decided that it may be deducted; the oldest first, and never
    more than the line pays. Returns how many deductions were written; they live with their lines. Belongs
    into the transaction that writes the lines.
    """
    debts = Receivable.objects.filter(
        county=roll.county, programme=roll.programme, state=ReceivableState.OPEN, may_be_deducted=True
    )
    # Who notes a repayment meanwhile waits.
    if not list(debts.select_for_update().order_by("id").values_list("pk", flat=True)):
        return 0
    return execute(
        _DEDUCT,
        RecoveryWay.DEDUCTED.value,
        on.isoformat(),
        by.username,
        roll.county,
        roll.programme,
        ReceivableState.OPEN.value,
        roll.pk,
        first,
        last,
        LineState.IN.value,
    )


def set_off(*, roll: Roll, first: int, last: int, on: date) -> Moved:
    """Write into the book of money what was held back from the lines numbered so that are settled.

    A receivable of which nothing is left then is settled. What is written already is not written again.
    """
    moved = move_all(
        county=roll.county,
        on=on,
        entry=Entry.SET_OFF,
        debit=Which(AccountKind.PAYABLE, programme=roll.programme),
        credit=Which(AccountKind.RECEIVABLE, programme=roll.programme),
        select="SELECT 'line:' || line.id || ':set-off' AS key, line.deducted_fen AS fen"
        " FROM payments_line line WHERE line.roll_id = %s AND line.number BETWEEN %s AND %s"
        " AND line.state = %s AND line.deducted_fen > 0",
        params=(roll.pk, first, last, LineState.SETTLED.value),
    )
    if moved.count:
        _settle(roll, first, last)
    return moved


def _settle(roll: Roll, first: int, last: int) -> None:
    """Settle what these lines were held back for, where nothing is left and no line is on its way."""
    alive = Recovery.objects.filter(receivable=OuterRef("pk"), alive=True)
    here = alive.filter(line__roll=roll, line__number__gte=first, line__number__lte=last)
    on_their_way = alive.filter(line__isnull=False).exclude(line__state=LineState.SETTLED)
    deducted = Receivable.objects.filter(Exists(here), ~Exists(on_their_way), state=ReceivableState.OPEN)
    settled = [each.pk for each in deducted if not left_of(each)]
    Receivable.objects.filter(pk__in=settled).update(state=ReceivableState.SETTLED)
