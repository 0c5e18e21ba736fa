"""What a perfect comparison would find: computed over everybody, planted or not."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from demo import months, rules
from demo.people import SINGLE, Payee, Person
from demo.places import Place

REACH = 60
# The first month a list says who is paid: nobody is known to be unpaid before.
LISTED = {SINGLE: months.BASELINE}
PAYEES_LISTED = months.BEFORE


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    district: str
    list: str
    programme: str
    number: str
    name: str
    reason: str
    since: str | None = None

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        return (self.district, self.list, self.programme, self.number, self.reason)


def _enrolled(person: Person, place: Place, programme: str) -> list[Payee]:
    if programme == SINGLE:
        spell = person.on("dibao", months.NOW)
        return [Payee(SINGLE, spell.fen or 0, spell.start, "", place.code)] if spell else []
    lines = person.payees.get(months.NOW, [])
    found = [line for line in lines if line.programme == programme and line.county == place.code]
    if person.unreadable == "known":
        return [replace(line, refused=False) for line in found]
    return found


def _walk(holds: Callable[[int], bool]) -> str:
    month = months.NOW
    while months.NOW - month < REACH and holds(month - 1):
        month -= 1
    return months.text(month)


class Comparison:
    """One person, one programme, one district, June 2026."""

    def __init__(self, person: Person, place: Place, programme: str) -> None:
        self.person = person
        self.place = place
        self.programme = programme
        self.lines = _enrolled(person, place, programme)
        self.good = [line for line in self.lines if not line.refused]

    def at(self, month: int) -> tuple[bool | None, int | None]:
        return rules.answer(self.person, self.place, self.programme, month)

    def found(self, name: str, reason: str, since: str | None = None) -> Finding:
        return Finding(
            self.place.code, name, self.programme, self.person.number, self.person.name, reason, since
        )

    def findings(self) -> list[Finding]:
        found = []
        now, before = self.at(months.NOW), self.at(months.BEFORE)
        if now != before:
            found.append(self.found("changed", self.change(before[0], now[0]), months.text(months.NOW)))
        if now[0] is None:
            found.append(self.found("ask", self.question()))
        elif now[0]:
            found += self.when_due(now[1])
        elif self.good and self.programme != SINGLE:
            found.append(self.wrong())
        return found

    def change(self, before: bool | None, now: bool | None) -> str:
        if now is False:
            return self.blame()
        if now is None:
            return "became_unknown"
        return "amount_changed" if before else "became_eligible"

    def blame(self) -> str:
        return rules.first_failing(rules.conditions(self.person, self.place, self.programme, months.NOW))

    def question(self) -> str:
        return ASKED[rules.unknown(rules.conditions(self.person, self.place, self.programme, months.NOW))[0]]

    def when_due(self, due: int | None) -> list[Finding]:
        if not self.good and self.lines:
            return [self.found("ask", "row_refused")]
        if not self.good:
            return [self.found("missed", "not_enrolled", _walk(self.is_missed))]
        if self.programme == SINGLE:
            return []
        if len(self.good) > 1:
            return [self.paid_twice()]
        return [self.amount_differs(self.good[0])] if self.good[0].fen != due else []

    def is_missed(self, month: int) -> bool:
        return month >= LISTED.get(self.programme, PAYEES_LISTED) and self.at(month)[0] is True

    def amount_differs(self, paid: Payee) -> Finding:

        def differs(month: int) -> bool:
            decided, fen = self.at(month)
            return decided is True and fen is not None and fen != paid.fen and month >= paid.start

        return self.found("wrong", "amount_differs", _walk(differs))

    def paid_twice(self) -> Finding:
        start = max(line.start for line in self.good)
        return self.found(
            "wrong", "paid_twice", _walk(lambda month: month >= start and self.at(month)[0] is True)
        )

    def wrong(self) -> Finding:
        start = min(line.start for line in self.good)
        return self.found(
            "wrong", self.blame(), _walk(lambda month: month >= start and self.at(month)[0] is False)
        )


ASKED = {
    "registered_here": "hukou_division",
    "certificate_unexpired": "certificate_expires_on",
    "severe": "certificate_grade",
    "higher_than_elder_care_subsidy": "elder_care_subsidy_fen",
    "higher_than_other_welfare_living_subsidy": "other_welfare_living_subsidy_fen",
}


def compare(people: list[Person], place: Place) -> list[Finding]:
    """Return every finding of a district, sorted."""
    found: list[Finding] = []
    for person in people:
        if not person.cards and not person.payees:
            continue
        for programme in rules.PROGRAMMES:
            found += Comparison(person, place, programme).findings()
    return sorted(found)
