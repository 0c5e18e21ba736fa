"""Since which month a finding has been so, and what it comes to: month by month into the past.

Past months are asked with today's knowledge. The walk stops where the answer
is another one or is unknown, where the enrolment begins, before the first payee
list for those who are missed, or after five years.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from yingbao.law.engines.answers import Answer
from yingbao.values.month import Month

FARTHEST = 60  # months; a finding that is older says so


class Claim(Enum):
    """What a finding claims about each of its months."""

    MISSED = auto()  # entitled and not enrolled
    NOT_ENTITLED = auto()  # enrolled and not entitled
    AMOUNT_DIFFERS = auto()  # enrolled once, entitled to another amount
    TWICE = auto()  # enrolled more than once


@dataclass(frozen=True)
class Case:
    """One person and programme, and the claim to follow into the past."""

    person: int
    programme: str
    claim: Claim


@dataclass(frozen=True)
class Paid:
    """What enrolment shows for a month: how many times, and how much in all where every list says it."""

    times: int
    fen: int | None
    # Whether a payee list tells of the month. Where none does, no times is not known to be none.
    listed: bool = True
    # Whether a list tells the amount of the month. A beginning before the first list is no amount.
    told: bool = True


@dataclass(frozen=True)
class Since:
    """How far back a claim holds without a gap, and the money of those months."""

    first: Month
    months: int = 0
    fen: int = 0
    # Months whose amount is not known; the sum leaves them out.
    unpriced: int = 0
    # The earliest month whose amount is known.
    priced_from: Month | None = None
    # Whether the walk ended because it went far enough, not because the claim ended.
    at_the_bound: bool = False


@dataclass
class Walk:
    """Where each case has got to."""

    answers: Callable[[Month, Sequence[int]], Mapping[int, Mapping[str, Answer]]]
    paid: Callable[[Case, Month], Paid]
    found: dict[Case, Since] = field(default_factory=dict)

    def back(self, cases: Iterable[Case], month: Month) -> dict[Case, Since]:
        """Return how far back every case holds; a case that does not hold in the month itself is left out."""
        waiting = list(dict.fromkeys(cases))
        for steps in range(FARTHEST):
            if not waiting:
                break
            waiting = self._step(waiting, month - steps)
        for case in waiting:
            self.found[case] = replace(self.found[case], at_the_bound=True)
        return self.found

    def _step(self, waiting: list[Case], month: Month) -> list[Case]:
        answers = self.answers(month, sorted({case.person for case in waiting}))
        holding = []
        for case in waiting:
            answer = answers.get(case.person, {}).get(case.programme)
            paid = self.paid(case, month)
            if answer is not None and holds(case.claim, answer, paid):
                self._count(case, month, stake(case.claim, answer, paid))
                holding.append(case)
        return holding

    def _count(self, case: Case, month: Month, fen: int | None) -> None:
        before = self.found.get(case, Since(month))
        self.found[case] = replace(
            before,
            first=month,
            months=before.months + 1,
            fen=before.fen + (fen or 0),
            unpriced=before.unpriced + (fen is None),
            priced_from=before.priced_from if fen is None else month,
        )


def holds(claim: Claim, answer: Answer, paid: Paid) -> bool:
    """Whether a claim is true of a month."""
    match claim:
        case Claim.MISSED:
            return answer.outcome is True and paid.listed and paid.times == 0
        case Claim.NOT_ENTITLED:
            return answer.outcome is False and paid.times > 0
        case Claim.AMOUNT_DIFFERS:
            known = None not in (paid.fen, answer.amount_fen)
            return answer.outcome is True and paid.times == 1 and known and paid.fen != answer.amount_fen
        case Claim.TWICE:
            return answer.outcome is True and paid.times > 1


def stake(claim: Claim, answer: Answer, paid: Paid) -> int | None:
    """Return the money of one month: what was owed and not paid, or paid and not owed; None if not known."""
    if claim is Claim.MISSED:
        return answer.amount_fen
    if not paid.told:
        return None
    if claim is Claim.NOT_ENTITLED:
        return paid.fen
    if paid.fen is None or answer.amount_fen is None:
        return None
    return abs(paid.fen - answer.amount_fen)
