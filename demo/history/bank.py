"""A bank: it pays what it is asked to, but for some accounts it sends back, and answers every line."""

from random import Random

from demo import months
from yingbao.office.payments.bank_answers import Answer, BankAnswers, Totals
from yingbao.office.payments.bank_sheet import BankSheet

# Of a thousand payments so many come back.
SENT_BACK = 8
CLOSED = "account_closed"


class Bank:
    """Reads the sheets it is given and answers them; what came back once is paid the next time."""

    def __init__(self, seed: str) -> None:
        self.rng = Random(f"bank-{seed}")
        self.asked = self.paid = 0

    def answer(self, sheet: BankSheet, *, again: bool) -> BankAnswers:
        """Return the answers to a sheet; what is tried again is paid."""
        day = months.first_day(sheet.month.ordinal).replace(day=20)
        answers = []
        for place, line in enumerate(sheet.lines, start=1):
            ok = again or self.rng.randrange(1000) >= SENT_BACK
            answers.append(
                Answer(place, line.number, line.account, line.holder, line.fen, ok, "" if ok else CLOSED, day)
            )
            self.asked += line.fen
            self.paid += line.fen if ok else 0
        return BankAnswers(tuple(answers), Totals(), complete=True)
