"""A bank's answers held against the roll they are about: what in them cannot be right."""
# ruff: noqa: S608 - only our own names stand in these statements.

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice

from yingbao.office.determination.tables import analyze, execute, fetch, temporary
from yingbao.office.payments.bank_answers import Answer, BankAnswers, Reason, Totals
from yingbao.office.payments.models import Roll
from yingbao.office.register.actions.rosters.tables import insert_values
from yingbao.office.register.sealing import ACCOUNT, blind_index
from yingbao.values.money import Money

ANSWERS, AT_ONCE = "bank_answers", 5_000
_TABLE = (
    "line BIGINT NOT NULL, number BIGINT NOT NULL, fen BIGINT NOT NULL, ok BOOLEAN NOT NULL,"
    " failure TEXT NOT NULL, day DATE, answered_on DATE NOT NULL, account BYTEA, holder TEXT"
)
_COLUMNS = ("line", "number", "fen", "ok", "failure", "day", "answered_on", "account", "holder")
# A line the bank was asked to pay, however it was answered.
_OF_ROLL = (
    f"FROM {ANSWERS} s JOIN payments_line l ON l.roll_id = %s AND l.number = s.number"
    " AND l.fen > 0 AND l.state IN ('sent', 'settled', 'failed')"
)
_CONTRADICTS = (
    "l.state <> 'sent' AND (s.ok <> (l.state = 'settled') OR s.failure <> l.failure"
    " OR (s.day IS NOT NULL AND s.day <> l.answered_on))"
)


@dataclass(frozen=True)
class Counted:
    """What staged answers come to: how many were paid and sent back, their sums, the last line they name."""

    paid: int
    paid_fen: int
    refused: int
    refused_fen: int
    last: int

    @property
    def totals(self) -> Totals:
        """Return it as a bank would say it."""
        both = self.paid + self.refused, self.paid_fen + self.refused_fen
        return Totals(*both, self.paid, self.paid_fen, self.refused, self.refused_fen)


@contextmanager
def staged(answers: Iterable[Answer], on: date) -> Iterator[None]:
    """Put answers into a table of this connection: accounts as blind indexes, `on` where no day is said."""
    with temporary(ANSWERS, _TABLE):
        rows = (_row(answer, on) for answer in answers)
        while some := list(islice(rows, AT_ONCE)):
            insert_values(ANSWERS, _COLUMNS, some)
        execute(f"CREATE INDEX {ANSWERS}_number ON {ANSWERS} (number)")
        analyze(ANSWERS)
        yield


def counted() -> Counted:
    """Return what the staged answers come to."""
    (found,) = fetch(
        "SELECT COUNT(CASE WHEN ok THEN 1 END), SUM(CASE WHEN ok THEN fen END),"
        " COUNT(CASE WHEN NOT ok THEN 1 END), SUM(CASE WHEN NOT ok THEN fen END), MAX(number)"
        f" FROM {ANSWERS}"
    )
    return Counted(*(int(each or 0) for each in found))


def _row(answer: Answer, on: date) -> tuple[object, ...]:
    account = None if answer.account is None else blind_index(answer.account, ACCOUNT)
    day = answer.day and answer.day.isoformat()
    values = (answer.line, answer.number, answer.fen, answer.ok, answer.failure, day, day or on.isoformat())
    return (*values, account, answer.holder)


def reasons_against(roll: Roll, answers: BankAnswers, on: date) -> list[Reason]:
    """Return every reason why staged answers are not taken, by their lines. The caller sees everyone."""
    found = [
        *_differing_totals(answers),
        *_unknown(roll),
        *_twice(),
        *_differing(roll),
        *_untimely(roll, on),
        *contradictions(roll, 0, 2**62),
    ]
    if answers.complete:
        found += _missing(roll)
    return sorted(found, key=lambda reason: (reason.line, reason.number or 0, reason.code))


def contradictions(roll: Roll, first: int, last: int) -> list[Reason]:
    """Return which of the staged answers to these lines are other than what was answered before."""
    rows = fetch(
        f"SELECT s.line, s.number, l.state {_OF_ROLL} AND s.number BETWEEN %s AND %s WHERE {_CONTRADICTS}",
        *(roll.pk, first, last),
    )
    said = {"settled": "paid", "failed": "refused"}
    return [
        Reason(int(str(line)), "contradicts", int(str(number)), {"before": said[str(state)]})
        for line, number, state in rows
    ]


def _differing_totals(answers: BankAnswers) -> Iterator[Reason]:
    found = counted().totals
    for total in Totals.__slots__:
        stated, added = getattr(answers.totals, total), getattr(found, total)
        if stated is not None and stated != added:
            shown = (lambda fen: str(Money(fen))) if total.endswith("fen") else str
            yield Reason(
                0, "totals_differ", None, {"stated": shown(stated), "found": shown(added), "total": total}
            )


def _unknown(roll: Roll) -> list[Reason]:
    rows = fetch(
        f"SELECT s.line, s.number FROM {ANSWERS} s WHERE NOT EXISTS (SELECT 1 FROM payments_line l"
        " WHERE l.roll_id = %s AND l.number = s.number AND l.fen > 0"
        " AND l.state IN ('sent', 'settled', 'failed'))",
        roll.pk,
    )
    return [_reason("unknown_line", line, number) for line, number in rows]


def _twice() -> list[Reason]:
    rows = fetch(f"SELECT MIN(line), number, COUNT(*) FROM {ANSWERS} GROUP BY number HAVING COUNT(*) > 1")
    return [_reason("line_twice", line, number, times=times) for line, number, times in rows]


def _differing(roll: Roll) -> list[Reason]:
    amounts = fetch(f"SELECT s.line, s.number, s.fen, l.fen {_OF_ROLL} WHERE s.fen <> l.fen", roll.pk)
    accounts = fetch(
        f"SELECT s.line, s.number {_OF_ROLL} JOIN register_bankaccount a ON a.id = l.account_id"
        " WHERE s.account <> a.account_index",
        roll.pk,
    )
    holders = fetch(f"SELECT s.line, s.number {_OF_ROLL} WHERE s.holder <> l.holder_name", roll.pk)
    return [
        *(
            _reason("amount_differs", line, number, found=str(_money(found)), asked=str(_money(asked)))
            for line, number, found, asked in amounts
        ),
        *(_reason("account_differs", line, number) for line, number in accounts),
        *(_reason("holder_differs", line, number) for line, number in holders),
    ]


def _untimely(roll: Roll, on: date) -> list[Reason]:
    """A day to come is no answer; one before the file was made is about another roll."""
    filed = roll.filed_on.isoformat() if roll.filed_on else on.isoformat()
    rows = fetch(
        f"SELECT s.line, s.number, s.day, CASE WHEN s.day > %s THEN 1 ELSE 0 END FROM {ANSWERS} s"
        " WHERE s.day > %s OR s.day < %s",
        *(on.isoformat(), on.isoformat(), filed),
    )
    return [
        _reason("day_to_come" if later else "day_before_the_file", line, number, day=str(day)[:10])
        for line, number, day, later in rows
    ]


def _missing(roll: Roll) -> list[Reason]:
    rows = fetch(
        "SELECT COUNT(*), MIN(l.number) FROM payments_line l WHERE l.roll_id = %s AND l.fen > 0"
        f" AND l.state IN ('sent', 'settled', 'failed')"
        f" AND NOT EXISTS (SELECT 1 FROM {ANSWERS} s WHERE s.number = l.number)",
        roll.pk,
    )
    ((count, number),) = rows
    return [Reason(0, "answers_missing", None, {"count": count, "number": number})] if count else []


def _reason(code: str, line: object, number: object, **params: object) -> Reason:
    return Reason(int(str(line)), code, int(str(number)), params)


def _money(fen: object) -> Money:
    return Money(int(str(fen)))
