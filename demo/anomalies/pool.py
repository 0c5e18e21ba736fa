"""Ordinary people to make extraordinary, each at most once, and what is expected to be found about them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from demo.findings import Finding
from demo.months import BASELINE, NOW, month
from demo.people import VALID, Person
from demo.places import Place
from demo.population import Settlers

Test = Callable[[Person], bool]


@dataclass(frozen=True, slots=True)
class Planted:
    """An anomaly and the story told about it."""

    finding: tuple[str, str, str, str, str]
    story: str


def is_plain(person: Person) -> bool:
    """Alive, at home, one valid card that stays valid, no other scheme but dibao."""
    if person.planted or len(person.cards) != 1 or person.died or person.hukou:
        return False
    card = person.cards[0]
    lasts = (
        card.expires is not None and card.expires >= date(2026, 9, 1) and card.issued <= date(2025, 12, 31)
    )
    return lasts and card.status == VALID and all(spell.scheme == "dibao" for spell in person.spells)


def is_alone(person: Person) -> bool:
    """The only certificate holder of the household, so that nobody else is touched."""
    return person.household is not None and sum(member.is_holder for member in person.household.members) == 1


def is_severe(person: Person) -> bool:
    return person.cards[0].grade in (1, 2)


def on_dibao(person: Person) -> bool:
    """On dibao with the family since before 2025 and still."""
    spell = person.on("dibao", BASELINE)
    return spell is not None and spell.end is None and spell.start < month(2025, 1) and spell.covers(NOW)


def off_dibao(person: Person) -> bool:
    return not person.spells


def how_often(holders: int) -> int:
    if holders < 1500:
        return 1
    return 3 if holders < 6000 else 8


class Pool:
    """Takes people from a district, in an order of its own."""

    def __init__(self, place: Place, people: list[Person], settlers: Settlers, seed: str) -> None:
        self.place = place
        self.people = people
        self.settlers = settlers
        self.rng = Random(f"{seed}-anomalies-{place.code}")
        self.waiting = [person for person in people if is_plain(person)]
        self.rng.shuffle(self.waiting)
        self.expected: list[Planted] = []

    @property
    def each(self) -> int:
        """How often every kind of anomaly is planted."""
        return how_often(self.place.holders)

    def take(self, *tests: Test) -> Person:
        """Return a person nobody has touched who passes all the tests.

        Raises:
            LookupError: nobody is left; the district is too small.
        """
        for person in self.waiting:
            if not person.planted and is_alone(person) and all(test(person) for test in tests):
                person.planted = True
                return person
        raise LookupError(f"{self.place.name}: nobody left for {[test.__name__ for test in tests]}")

    def several(self, *tests: Test, count: int | None = None) -> list[Person]:
        return [self.take(*tests) for _ in range(count or self.each)]

    def newcomer(self, birth: date, *, male: bool) -> Person:
        """Return somebody without a certificate whom nobody knew."""
        household = self.settlers.household()
        person = self.settlers.person(household.village, birth, male=male)
        person.household = household
        household.members.append(person)
        person.planted = True
        self.people.append(person)
        return person

    def expect(self, name: str, person: Person, programme: str, reason: str, story: str) -> None:
        finding = (self.place.code, name, programme, person.number, reason)
        self.expected.append(Planted(finding, story))

    def expect_for(self, programmes: list[str], name: str, person: Person, reason: str, story: str) -> None:
        for programme in programmes:
            self.expect(name, person, programme, reason, story)


class UnexpectedFinding(Exception):
    """The demo contradicts itself: what was planted is not what a perfect comparison finds."""


def check(pool: Pool, found: list[Finding]) -> dict[tuple[str, str, str, str, str], str]:
    """Return the story of each finding, having made sure that planted and found are the same."""
    stories = {planted.finding: planted.story for planted in pool.expected}
    keys = {finding.key for finding in found}
    if keys != set(stories):
        raise UnexpectedFinding(
            f"not planted: {sorted(keys - set(stories))}; not found: {sorted(set(stories) - keys)}"
        )
    return stories
