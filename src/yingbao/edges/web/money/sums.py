"""Sums of what is owed to a person and of what became of it, in fen."""

from collections.abc import Iterable
from dataclasses import dataclass

from yingbao.office.payments.queries.person_money import OwedDue, Stands

ON_THE_WAY = {Stands.ON_ROLL, Stands.WITH_BANK, Stands.ELSEWHERE}
PAID = {Stands.PAID, Stands.BEFORE}


@dataclass(frozen=True)
class Sums:
    """What is owed = paid + on the way + open − to be recovered."""

    owed: int
    arrears: int
    paid: int
    on_the_way: int
    returned: int
    to_recover: int
    open: int


def sums_of(dues: Iterable[OwedDue]) -> Sums:
    """Return the sums of some dues. Arrears are what was found after the first finding of a period."""
    every = list(dues)
    return Sums(
        owed=sum(each.due.amount for each in every),
        arrears=sum(each.due.amount for each in every if each.due.sequence and each.due.amount > 0),
        paid=_standing(every, PAID),
        on_the_way=_standing(every, ON_THE_WAY),
        returned=sum(each.due.amount for each in every if each.returned),
        to_recover=-_standing(every, {Stands.TO_RECOVER}),
        open=_standing(every, {Stands.OPEN}),
    )


def _standing(dues: Iterable[OwedDue], where: set[Stands]) -> int:
    return sum(each.due.amount for each in dues if each.stands in where)
