"""What the lists paid since January and what was owed, to the fen: reckoned here a second time, plainly.

Nothing here asks the product. A month nobody knows the answer of is as it was paid.
"""

from dataclasses import dataclass

from demo import months, rules
from demo.people import LIVING, NURSING, Payee, Person
from demo.places import Place

SINCE = months.BASELINE


@dataclass(frozen=True, slots=True)
class Difference:
    """So many fen are owed to somebody beyond what was paid; below nought: too much was paid."""

    programme: str
    number: str
    name: str
    fen: int


def differences(people: list[Person], place: Place) -> list[Difference]:
    """Return what is to be paid or recovered of everybody on the payee lists of a district."""
    found = []
    for person in people:
        for programme in (LIVING, NURSING):
            fen = sum(
                owed - paid
                for month, paid in paid_by_month(person, place, programme).items()
                for owed in [_owed(person, place, programme, month, paid)]
            )
            if fen:
                found.append(Difference(programme, person.number, person.name, fen))
    return sorted(found, key=lambda each: (each.number, each.programme))


def paid_by_month(person: Person, place: Place, programme: str) -> dict[int, int]:
    """Return what the lists say was paid, by month since January; nothing of who is on none."""
    may, june = (_lines(person, place, programme, month) for month in (months.BEFORE, months.NOW))
    listed = {months.BEFORE: may, months.NOW: june}
    if person.unreadable:
        # A row nobody can read says nothing: the list before goes on to hold, where there was one.
        listed[months.NOW] = may if person.unreadable == "known" else []
    paid = {}
    for month in range(SINCE, months.NOW + 1):
        lines = listed.get(month, listed[months.BEFORE] or listed[months.NOW])
        fen = sum(line.fen for line in lines if line.start <= month)
        if fen:
            paid[month] = fen
    return paid


def _lines(person: Person, place: Place, programme: str, month: int) -> list[Payee]:
    lines = person.payees.get(month, [])
    return [line for line in lines if line.programme == programme and line.county == place.code]


def _owed(person: Person, place: Place, programme: str, month: int, paid: int) -> int:
    decided, fen = rules.answer(person, place, programme, month)
    if decided is None:
        return paid
    return (fen or 0) if decided else 0
