"""Setting free what a line holds: its dues for another roll, what was deducted for another time."""
# ruff: noqa: S608 - only our own names stand in these statements.

from yingbao.office.determination.tables import execute
from yingbao.office.payments.choices import LineState
from yingbao.office.payments.models import Roll

_OF_LINES = (
    "line_id IN (SELECT id FROM payments_line WHERE roll_id = %s AND state = %s AND number BETWEEN %s AND %s)"
)


def release(*, roll: Roll, state: LineState, first: int = 0, last: int = 2**31 - 1) -> int:
    """End what the lines of a roll numbered so and in a state hold, for good; return how many dues are free.

    Said of lines left out and of lines the bank sent back. The caller holds the roll.
    """
    lines = (roll.pk, str(state), first, last)
    execute(f"UPDATE payments_recovery SET alive = FALSE WHERE alive AND {_OF_LINES}", *lines)
    return execute(f"UPDATE payments_discharge SET alive = FALSE WHERE alive AND {_OF_LINES}", *lines)
