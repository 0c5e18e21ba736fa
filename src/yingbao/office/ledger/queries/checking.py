"""Whether the book of money of a county holds together by itself: a few questions over all transfers."""

from collections.abc import Iterator

from django.db import connection

from yingbao.office.ledger.accounts import KEYS, SHAPES, SIDES
from yingbao.office.ledger.choices import AccountKind, Entry, Wrong
from yingbao.office.ledger.findings import TOLD, Checked, Findings, first_told, gather
from yingbao.office.ledger.models import Account

# What these count grows with debits and cannot be below nought in the end; the bank's the other way round.
# Of what is owed, less may be known than was sent: that is to be recovered. Of a fund more may come back in
# a year than was drawn.
_BY_DEBIT = (AccountKind.COST, AccountKind.DRAWN, AccountKind.RECEIVABLE, AccountKind.WRITTEN_OFF)
_BY_CREDIT = (AccountKind.IN_TRANSIT, AccountKind.BEFORE)

_SIDES = """
SELECT t.key AS place, t.fen FROM ledger_transfer t
LEFT JOIN ledger_account d ON d.id = t.debit_id LEFT JOIN ledger_account c ON c.id = t.credit_id
WHERE t.county = %s AND (t.entry, COALESCE(d.kind, ''), COALESCE(c.kind, '')) NOT IN (VALUES {sides})
"""
_KEY = "SELECT key AS place, fen FROM ledger_transfer t WHERE county = %s AND NOT ({keys})"
_COUNTY = """
SELECT t.key AS place, t.fen FROM ledger_transfer t
JOIN ledger_account d ON d.id = t.debit_id JOIN ledger_account c ON c.id = t.credit_id
WHERE t.county = %s AND (d.county <> t.county OR c.county <> t.county)
"""
# The stem of a key: what it is about. `line:7:settled` follows `line:7:sent`.
_FOLLOWS = """
SELECT t.key AS place, t.fen FROM ledger_transfer t
LEFT JOIN ledger_transfer before ON before.key = REPLACE(t.key, '{after}', '{before}')
WHERE t.county = %s AND t.entry = '{entry}' AND t.key LIKE '%%{after}%%' AND {wrong}
"""
_NOT_BEFORE = (
    "(before.id IS NULL OR before.fen <> t.fen OR before.county <> t.county"
    " OR before.credit_id <> t.debit_id)"
)
_NOT_BACK = f"({_NOT_BEFORE} OR before.debit_id <> t.credit_id)"
_ANSWERED_TWICE = """
SELECT t.key AS place, t.fen FROM ledger_transfer t
WHERE t.county = %s AND t.entry = 'failed'
  AND EXISTS (SELECT 1 FROM ledger_transfer paid WHERE paid.key = REPLACE(t.key, ':failed', ':settled'))
"""
_BELOW = """
SELECT a.kind || CASE WHEN a.fund = '' THEN '' ELSE ':' || a.fund END
    || CASE WHEN a.programme = '' THEN '' ELSE ':' || a.programme END
    || CASE WHEN a.year = 0 THEN '' ELSE ':' || a.year END AS place, ABS(b.fen) AS fen
FROM (SELECT account_id, SUM(fen) AS fen FROM (
        SELECT debit_id AS account_id, SUM(fen) AS fen FROM ledger_transfer
        WHERE county = %s GROUP BY debit_id
        UNION ALL
        SELECT credit_id, -SUM(fen) FROM ledger_transfer WHERE county = %s GROUP BY credit_id) sides
      GROUP BY account_id) b
JOIN ledger_account a ON a.id = b.account_id
WHERE (a.kind IN ({by_debit}) AND b.fen < 0) OR (a.kind IN ({by_credit}) AND b.fen > 0)
"""


def check_ledger(county: str) -> Checked:
    """Return what does not hold together in the book of money of a county; reads every transfer of it.

    Debits are credits by the shape of a row. What a key is about is asked by payments.queries.agreement.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*), COALESCE(SUM(fen), 0) FROM ledger_transfer WHERE county = %s", [county]
        )
        transfers, fen = cursor.fetchone()
    return Checked(int(transfers), int(fen), [each for each in _asked(county) if each])


def counties() -> list[str]:
    """Return the counties that have accounts."""
    return list(Account.objects.order_by("county").values_list("county", flat=True).distinct())


def _asked(county: str) -> Iterator[Findings | None]:
    yield _find(Wrong.SIDES, _SIDES.format(sides=_sides()), county)
    yield _find(Wrong.KEY, _KEY.format(keys=_keys()), county)
    yield _find(Wrong.COUNTY, _COUNTY, county)
    yield _misshapen(county)
    yield _find(Wrong.NOT_SENT, _follows(Entry.SETTLED, ":settled", ":sent", _NOT_BEFORE), county)
    yield _find(Wrong.NOT_SENT, _follows(Entry.FAILED, ":failed", ":sent", _NOT_BACK), county)
    early = 't."on" < before."on"'
    yield _find(Wrong.TOO_EARLY, _follows(Entry.SETTLED, ":settled", ":sent", early), county)
    yield _find(Wrong.TOO_EARLY, _follows(Entry.FAILED, ":failed", ":sent", early), county)
    yield _find(Wrong.TWO_ANSWERS, _ANSWERED_TWICE, county)
    # Of what was drawn, a part is given back.
    part = _NOT_BACK.replace("before.fen <> t.fen", "before.fen < t.fen")
    yield _find(Wrong.NOT_DRAWN, _follows(Entry.GIVEN_BACK, ":given-back:", ":drawn:", part), county)
    below = _BELOW.format(by_debit=_words(*_BY_DEBIT), by_credit=_words(*_BY_CREDIT))
    yield _find(Wrong.BELOW_NOUGHT, below, county, county)


def _find(wrong: Wrong, select: str, *params: str) -> Findings | None:
    with connection.cursor() as cursor:
        cursor.execute(first_told(select), params)
        return gather(wrong, cursor.fetchall())


def _follows(entry: Entry, after: str, before: str, wrong: str) -> str:
    return _FOLLOWS.format(entry=entry, after=after, before=before, wrong=wrong)


def _words(*words: str) -> str:
    return ", ".join(f"'{each}'" for each in words)


def _sides() -> str:
    return ", ".join(f"({_words(entry, *sides)})" for entry, sides in SIDES.items())


def _keys() -> str:
    like = connection.operators["regex"] % "'{}'"
    return " OR ".join(f"(entry = '{entry}' AND key {like.format(key)})" for entry, key in KEYS.items())


def _misshapen(county: str) -> Findings | None:
    accounts = Account.objects.filter(county=county).order_by("kind", "fund", "programme", "year")
    wrong = [
        str(each)
        for each in accounts
        if SHAPES[AccountKind(each.kind)] != (bool(each.fund), bool(each.programme), bool(each.year))
    ]
    return gather(Wrong.SHAPE, [(place, 0, len(wrong)) for place in wrong[:TOLD]])
