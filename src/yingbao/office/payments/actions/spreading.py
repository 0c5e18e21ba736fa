"""A bank's answer about the one payment to an organisation, as answers about everyone it was paid for."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from yingbao.office.payments.bank_answers import Answer, BankAnswers, Reason, ReturnRefused, Totals
from yingbao.office.payments.choices import LineState
from yingbao.office.payments.models import PayeeAccount, Roll
from yingbao.office.payments.queries.sheets import WHOLE
from yingbao.office.register.sealing import ACCOUNT, blind_index

ASKED = (LineState.SENT, LineState.SETTLED, LineState.FAILED)


def spread(roll: Roll, answers: BankAnswers) -> BankAnswers:
    """Return answers by lines of the roll: one about the whole sum is one about each line.

    Anything else is taken as it is: the organisation answers by person.

    Raises:
        ReturnRefused: the sum went to another account or holder than it was sent to.
    """
    if roll.payee_account is None:
        return answers
    first = list(islice(answers.answers, 2))
    if [(each.number, each.fen) for each in first] != [(WHOLE, roll.total_fen)]:
        return answers
    (answer,) = first
    if reasons := list(_differing(roll.payee_account, answer)):
        raise ReturnRefused(reasons)
    return answers._replace(answers=_by_line(roll, answer), totals=_without_counts(answers.totals, answer))


def _by_line(roll: Roll, answer: Answer) -> tuple[Answer, ...]:
    lines = roll.lines.filter(fen__gt=0, state__in=ASKED).order_by("number")
    return tuple(
        answer._replace(number=number, fen=fen, account=None, holder=None)
        for number, fen in lines.values_list("number", "fen")
    )


def _without_counts(totals: Totals, answer: Answer) -> Totals:
    """One payment is many lines; totals that count anything but the one are left to be refused."""
    stated = (totals.count, totals.paid_count, totals.refused_count)
    meant = (1, int(answer.ok), int(not answer.ok))
    if any(said not in {None, one} for said, one in zip(stated, meant, strict=True)):
        return totals
    return replace(totals, count=None, paid_count=None, refused_count=None)


def _differing(account: PayeeAccount, answer: Answer) -> Iterator[Reason]:
    if answer.account is not None and blind_index(answer.account, ACCOUNT) != bytes(account.account_index):
        yield Reason(answer.line, "account_differs", answer.number)
    if answer.holder is not None and answer.holder != account.holder_name:
        yield Reason(answer.line, "holder_differs", answer.number)
