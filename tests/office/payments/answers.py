"""What a bank answers to a roll: everything paid, but for what a test says."""

from collections.abc import Mapping
from typing import Any

from tests.money import Treasury
from tests.office.payments.rolls import AT, ON
from yingbao.office.payments.actions.returning import read_return
from yingbao.office.payments.bank_answers import Answer, BankAnswers, Totals
from yingbao.office.payments.models import BankReturn, Line, Roll
from yingbao.office.payments.queries.sheets import sheet_of


def answered(roll: Roll, failed: Mapping[int, str] | None = None, **more: Any) -> BankAnswers:
    """Every line of a roll answered: paid, or sent back for a reason by its number."""
    assert roll.filed_on is not None
    lines = tuple(
        Answer(
            place, each.number, each.account, each.holder, each.fen, *_outcome(each.number, failed or {}), ON
        )
        for place, each in enumerate(sheet_of(roll, roll.filed_on).lines, start=2)
    )
    return BankAnswers(lines, more.pop("totals", Totals(len(lines))), more.pop("complete", True))


def _outcome(number: int, failed: Mapping[int, str]) -> tuple[bool, str]:
    return (number not in failed, failed.get(number, ""))


def changed(answers: BankAnswers, place: int, **more: Any) -> BankAnswers:
    """The same answers, one of them another."""
    lines = list(answers.answers)
    lines[place] = lines[place]._replace(**more)
    return answers._replace(answers=tuple(lines))


def returned(
    treasury: Treasury, roll: Roll, answers: BankAnswers, digest: str = "first", **more: Any
) -> BankReturn:
    values = {"name": "回盘.csv", "on": ON, "at": AT, "by": treasury.finance, **more}
    return read_return(roll=roll, answers=answers, digest=digest, **values)


def states(roll: Roll) -> dict[int, tuple[str, str]]:
    """What became of each line."""
    rows = Line.objects.filter(roll=roll).order_by("number").values_list("number", "state", "failure")
    return {number: (state, failure) for number, state, failure in rows}
