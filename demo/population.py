"""A district's certificate holders as they would be: kinds, grades, ages, households, other schemes.

Everybody made here is ordinary: consistent with himself, and touched by no change between May and June 2026
except those that may not matter (a death in June still counts for June). `demo.anomalies` makes some of them
extraordinary; `demo.payees` then pays everybody exactly what is due. Also used by benchmarks, at any size.
"""

from datetime import date, timedelta
from random import Random

from demo import months, names, numbers
from demo.circumstances import live_through
from demo.months import DAY
from demo.people import Card, Household, Person
from demo.places import Place, Village

KINDS = ((4, 540), (1, 110), (6, 110), (5, 90), (2, 85), (7, 50), (3, 15))
GRADES = ((1, 15), (2, 28), (3, 27), (4, 30))
AGES = {
    1: (1, 30, 69),
    2: (2, 28, 70),
    3: (10, 55, 35),
    4: (2, 45, 53),
    5: (12, 68, 20),
    6: (1, 69, 30),
    7: (8, 50, 42),
}
SPANS = ((3, 15), (16, 59), (60, 94))
TODAY = date(2026, 6, 1)
RURAL_SHARE = 0.74
MALE_SHARE = 0.55


def weighted(rng: Random, shares: tuple[tuple[int, int], ...]) -> int:
    return rng.choices([value for value, _ in shares], [weight for _, weight in shares])[0]


def birth_date(rng: Random, span: tuple[int, int]) -> date:
    years = rng.randint(*span)
    return months.years_later(TODAY, -years) - timedelta(days=rng.randrange(1, 360))


class Settlers:
    """Makes people of one place."""

    def __init__(self, place: Place, rng: Random, registry: numbers.Registry) -> None:
        self.place = place
        self.rng = rng
        self.registry = registry
        self.rural = [village for village in place.villages if village.is_rural] or list(place.villages)
        self.urban = [village for village in place.villages if not village.is_rural] or list(place.villages)

    def village(self) -> Village:
        return self.rng.choice(self.rural if self.rng.random() < 0.62 else self.urban)

    def person(self, village: Village, birth: date, *, male: bool, surname: str | None = None) -> Person:
        name = names.full_name(self.rng, self.place.code, male=male, surname=surname)
        while not self.registry.is_new(name, birth):
            name = names.full_name(self.rng, self.place.code, male=male, surname=surname)
        number = self.registry.number(self.place.area_code(birth, self.rng), birth, male=male)
        rural = village.is_rural or self.rng.random() < 0.31
        return Person(
            name, number, birth, male, village, rural,
            account=numbers.account(self.rng), phone=numbers.phone(self.rng),
        )  # fmt: skip

    def household(self) -> Household:
        return Household(self.village())

    def relative(self, household: Household, kin: Person) -> Person:
        """Return somebody without a certificate who lives with `kin`: parent, spouse or child."""
        age = kin.age(TODAY)
        relation = "父母" if age < 22 else self.rng.choice(("配偶", "子女", "配偶"))
        span = {
            "父母": (age + 22, age + 35),
            "配偶": (max(20, age - 6), age + 6),
            "子女": (1, max(2, age - 20)),
        }[relation]
        male = not kin.male if relation == "配偶" else self.rng.random() < 0.5
        surname = None if relation == "配偶" else names.surname_of(kin.name)
        person = self.person(
            household.village, birth_date(self.rng, (span[0], min(span[1], 95))), male=male, surname=surname
        )
        person.relation = relation
        person.household = household
        return person

    def holder(self, household: Household) -> Person:
        kind = weighted(self.rng, KINDS)
        span = SPANS[self.rng.choices((0, 1, 2), AGES[kind])[0]]
        person = self.person(
            household.village, birth_date(self.rng, span), male=self.rng.random() < MALE_SHARE
        )
        person.household = household
        household.members.append(person)
        person.cards.append(self.card(person, kind))
        return person

    def card(self, person: Person, kind: int) -> Card:
        earliest = max(date(2016, 6, 10), person.birth + timedelta(days=700))
        issued = earliest + timedelta(days=self.rng.randrange(max(1, (date(2025, 12, 20) - earliest).days)))
        reissue = self.rng.choices((0, 1, 2), (965, 30, 5))[0]
        why = "补办" if reissue else self.rng.choice(("首次申领", "换领", "换领"))
        return Card(
            kind, weighted(self.rng, GRADES), issued, months.years_later(issued, 10) - DAY, reissue, why=why
        )


def settle(
    place: Place, seed: str = "yingbao", registry: numbers.Registry | None = None, spare: int = 0
) -> list[Person]:
    """Return the ordinary people of a district, holders and the relatives other lists name.

    `spare` holders fewer than the district has: they are to come with the anomalies.
    """
    rng = Random(f"{seed}-{place.code}")
    settlers = Settlers(place, rng, registry or numbers.Registry(rng))
    people: list[Person] = []
    made = 0
    while made < place.holders - spare:
        household = settlers.household()
        for _ in range(2 if rng.random() < 0.08 and made + 1 < place.holders - spare else 1):
            settlers.holder(household)
            made += 1
        live_through(settlers, household)
        people.extend(household.members)
    return people
