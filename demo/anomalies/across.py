"""Paid in both districts: the hukou moved from one to the other, and the first never stopped."""

from datetime import date

from demo.anomalies.pool import Pool, is_severe, off_dibao
from demo.circumstances import day_between
from demo.people import NURSING, Person


def plant(here: Pool, there: Pool) -> None:
    """People who came from `there` and are still on its payee list."""
    for _ in range(min(here.each, there.each)):
        person = here.take(is_severe, off_dibao)
        former = there.rng.choice(there.place.villages)
        moved = day_between(here.rng, date(2025, 10, 8), date(2026, 3, 20))
        person.hukou = [(date.min, former.code), (moved, person.village.code)]
        person.elsewhere = there.place.code
        there.people.append(person)
        story = f"户口已从{there.place.name}迁到{here.place.name}，{there.place.name}没有停发，两区同时领取"
        there.expect("wrong", person, NURSING, "registered_here", story)


def both_certify(here: Pool, there: Pool) -> list[Person]:
    """Return people both districts claim as certificate holders; nothing is due to them in either."""

    def is_light(person: Person) -> bool:
        return person.cards[0].grade in (3, 4)

    return [here.take(is_light, off_dibao) for _ in range(2)]
