"""What was paid under a month: by programme, by fund, by township; what the month sheet prints."""

from typing import Any

from yingbao.office.determination.tables import fetch
from yingbao.office.payments.models import PayMonth

TOWNSHIP = 9  # digits of a township's code

_PROGRAMMES = """
SELECT roll.programme, COUNT(DISTINCT roll.id),
  SUM(CASE WHEN line.state <> 'out' AND line.fen > 0 THEN 1 ELSE 0 END),
  SUM(CASE WHEN line.state <> 'out' THEN line.fen ELSE 0 END),
  SUM(CASE WHEN line.state = 'settled' AND line.fen > 0 THEN 1 ELSE 0 END),
  SUM(CASE WHEN line.state = 'settled' THEN line.fen ELSE 0 END),
  SUM(CASE WHEN line.state = 'failed' THEN 1 ELSE 0 END),
  SUM(CASE WHEN line.state = 'failed' THEN line.fen ELSE 0 END),
  SUM(CASE WHEN line.state = 'settled' THEN line.deducted_fen ELSE 0 END),
  SUM(CASE WHEN line.state = 'out' THEN 1 ELSE 0 END)
FROM payments_roll roll JOIN payments_line line ON line.roll_id = roll.id
WHERE roll.month_id = %s AND roll.state <> 'cancelled'
GROUP BY roll.programme ORDER BY roll.programme
"""
_FUNDS = """
SELECT roll.programme, drawn.fund, SUM(drawn.fen), SUM(COALESCE(back.fen, 0))
FROM payments_rollfund drawn JOIN payments_roll roll ON roll.id = drawn.roll_id
LEFT JOIN ledger_transfer back ON back.key = 'roll:' || roll.id || ':given-back:' || drawn.fund
WHERE roll.month_id = %s AND roll.state <> 'cancelled'
GROUP BY roll.programme, drawn.fund ORDER BY roll.programme, drawn.fund
"""
_TOWNSHIPS = f"""
SELECT roll.programme, SUBSTR(line.division_code, 1, {TOWNSHIP}) AS township, COUNT(*), SUM(line.fen)
FROM payments_roll roll JOIN payments_line line ON line.roll_id = roll.id
WHERE roll.month_id = %s AND roll.state <> 'cancelled' AND line.state = 'settled' AND line.fen > 0
GROUP BY roll.programme, SUBSTR(line.division_code, 1, {TOWNSHIP}) ORDER BY roll.programme, township
"""  # noqa: S608 - only our own words stand in it
_COUNTED = (
    "rolls lines fen settled settled_fen failed failed_fen set_off_fen out".split()  # noqa: SIM905 - the columns
)


def totals_of_month(pay_month: PayMonth) -> dict[str, list[dict[str, Any]]]:
    """Return what was paid under a month, counts and sums in fen, by programme; cancelled rolls left out.

    `programmes`: payments asked for (lines, fen), paid, sent back, set off, left out. `funds`: what was drawn
    and given back. `townships`: what was paid, by where the persons stood when the roll was drawn up.
    """
    return {
        "programmes": [
            {"programme": programme, **dict(zip(_COUNTED, map(int, counted), strict=True))}
            for programme, *counted in fetch(_PROGRAMMES, pay_month.pk)
        ],
        "funds": [
            {"programme": programme, "fund": fund, "fen": int(fen), "given_back_fen": int(back)}
            for programme, fund, fen, back in fetch(_FUNDS, pay_month.pk)
        ],
        "townships": [
            {"programme": programme, "code": code, "lines": int(lines), "fen": int(fen)}
            for programme, code, lines, fen in fetch(_TOWNSHIPS, pay_month.pk)
        ],
    }
