"""How to ask whether lines, rolls and receivables add up: one SELECT (place, fen) a question."""

from yingbao.office.payments.choices import Disagreement

_HELD = """
SELECT 'line:' || line.id AS place, line.gross_fen AS fen FROM payments_line line
LEFT JOIN (SELECT held.line_id, SUM(due.amount) AS fen FROM payments_discharge held
           JOIN provision_due due ON due.id = held.due_id
           WHERE held.alive AND held.line_id IS NOT NULL GROUP BY held.line_id) paid ON paid.line_id = line.id
LEFT JOIN (SELECT back.line_id, SUM(back.fen) AS fen FROM payments_recovery back
           WHERE back.alive AND back.line_id IS NOT NULL GROUP BY back.line_id) deducted
  ON deducted.line_id = line.id
JOIN payments_roll roll ON roll.id = line.roll_id
WHERE line.county = %s AND roll.state <> 'drawing' AND {wrong}
"""
_ROLL = """
SELECT roll.number AS place, {fen} AS fen FROM payments_roll roll
LEFT JOIN (SELECT roll_id,
    SUM(CASE WHEN state <> 'out' AND fen > 0 THEN 1 ELSE 0 END) AS many,
    SUM(CASE WHEN state <> 'out' THEN fen ELSE 0 END) AS fen,
    SUM(CASE WHEN state = 'failed' THEN fen ELSE 0 END) AS failed_fen,
    SUM(CASE WHEN state IN ('in', 'sent') THEN 1 ELSE 0 END) AS unanswered
  FROM payments_line WHERE county = %s GROUP BY roll_id) lines ON lines.roll_id = roll.id
LEFT JOIN (SELECT drawn.roll_id, SUM(drawn.fen) AS fen,
    SUM(COALESCE(moved.fen, 0)) AS drawn_fen, SUM(COALESCE(back.fen, 0)) AS back_fen,
    SUM(CASE WHEN moved.id IS NULL OR moved.fen <> drawn.fen OR fund.fund <> drawn.fund
        THEN 1 ELSE 0 END) AS wrong
  FROM payments_rollfund drawn
  LEFT JOIN ledger_transfer moved ON moved.key = 'roll:' || drawn.roll_id || ':drawn:' || drawn.fund
  LEFT JOIN ledger_account fund ON fund.id = moved.credit_id
  LEFT JOIN ledger_transfer back ON back.key = 'roll:' || drawn.roll_id || ':given-back:' || drawn.fund
  GROUP BY drawn.roll_id) funds ON funds.roll_id = roll.id
WHERE roll.county = %s AND {wrong}
"""
_HOLDS = "line.state IN ('in', 'sent', 'settled')"
_STANDING = "roll.state NOT IN ('drawing', 'cancelled')"
_APPROVED = "roll.state IN ('approved', 'filed', 'sent', 'closed')"
_LINES_FEN, _FUNDS_FEN = "COALESCE(lines.fen, 0)", "COALESCE(funds.fen, 0)"

# What was drawn or given back for no roll, or out of a fund that was not named for it.
_NO_ROLL = """
SELECT moved.key AS place, moved.fen FROM ledger_transfer moved
WHERE moved.county = %s AND moved.entry IN ('drawn', 'given_back') AND NOT EXISTS (
  SELECT 1 FROM payments_rollfund drawn JOIN payments_roll roll ON roll.id = drawn.roll_id
  WHERE 'roll:' || roll.id || ':drawn:' || drawn.fund = REPLACE(moved.key, ':given-back:', ':drawn:')
    AND roll.state IN ('filed', 'approved', 'sent', 'closed'))
"""

LINES: tuple[tuple[Disagreement, str], ...] = (
    (
        Disagreement.LINE_SUM,
        _HELD.format(
            wrong=f"{_HOLDS} AND (COALESCE(paid.fen, 0) <> line.gross_fen"
            " OR COALESCE(deducted.fen, 0) <> line.deducted_fen)"
        ),
    ),
    (
        Disagreement.HELD,
        _HELD.format(wrong=f"NOT ({_HOLDS}) AND (paid.line_id IS NOT NULL OR deducted.line_id IS NOT NULL)"),
    ),
    (Disagreement.ROLL_DRAWN, _NO_ROLL),
)
# Each with the county twice.
ROLLS: tuple[tuple[Disagreement, str], ...] = (
    (
        Disagreement.ROLL_SUM,
        _ROLL.format(
            fen="roll.total_fen",
            wrong=f"{_STANDING} AND (roll.total_fen <> {_LINES_FEN}"
            " OR roll.lines_in <> COALESCE(lines.many, 0))",
        ),
    ),
    (
        Disagreement.ROLL_FUNDS,
        _ROLL.format(fen="roll.total_fen", wrong=f"{_APPROVED} AND {_FUNDS_FEN} <> roll.total_fen"),
    ),
    (
        Disagreement.ROLL_DRAWN,
        _ROLL.format(
            fen="COALESCE(funds.drawn_fen, 0)",
            wrong="((roll.state IN ('sent', 'closed') AND COALESCE(funds.wrong, 0) > 0)"
            " OR (roll.state = 'closed' AND COALESCE(funds.back_fen, 0) <> COALESCE(lines.failed_fen, 0))"
            " OR (roll.state <> 'closed' AND COALESCE(funds.back_fen, 0) > 0))",
        ),
    ),
    (
        Disagreement.ROLL_UNANSWERED,
        _ROLL.format(fen=_LINES_FEN, wrong="roll.state = 'closed' AND COALESCE(lines.unanswered, 0) > 0"),
    ),
)
_RECEIVABLE = """
SELECT receivable.number AS place, receivable.fen AS fen FROM payments_receivable receivable
LEFT JOIN (SELECT held.receivable_id, -SUM(due.amount) AS fen FROM payments_discharge held
           JOIN provision_due due ON due.id = held.due_id
           WHERE held.alive AND held.receivable_id IS NOT NULL GROUP BY held.receivable_id) dues
  ON dues.receivable_id = receivable.id
LEFT JOIN (SELECT back.receivable_id, SUM(back.fen) AS fen FROM payments_recovery back
           WHERE back.alive GROUP BY back.receivable_id) came_back ON came_back.receivable_id = receivable.id
LEFT JOIN (SELECT given_up.receivable_id, SUM(given_up.fen) AS fen FROM payments_writeoff given_up
           WHERE given_up.state = 'approved' GROUP BY given_up.receivable_id) written_off
  ON written_off.receivable_id = receivable.id
WHERE receivable.county = %s AND {wrong}
"""
# What a line holds back comes back when the line is settled.
_WAITING = (
    "SELECT 1 FROM payments_recovery waiting JOIN payments_line line ON line.id = waiting.line_id"
    " WHERE waiting.receivable_id = receivable.id AND waiting.alive AND line.state <> 'settled'"
)
_CAME_BACK = "COALESCE(came_back.fen, 0) + COALESCE(written_off.fen, 0)"
RECEIVABLES: tuple[tuple[Disagreement, str], ...] = (
    (
        Disagreement.RECEIVABLE_SUM,
        _RECEIVABLE.format(wrong="COALESCE(dues.fen, 0) <> receivable.fen"),
    ),
    (
        Disagreement.RECOVERED_SUM,
        _RECEIVABLE.format(
            wrong=f"({_CAME_BACK} > receivable.fen"
            f" OR (receivable.state <> 'open') <> ({_CAME_BACK} = receivable.fen AND"
            f" NOT EXISTS ({_WAITING}))"
            " OR (receivable.state = 'written_off') <> (written_off.fen IS NOT NULL))"
        ),
    ),
)
