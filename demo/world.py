"""Both districts, planted, paid and compared: everything the files and the truth are written from."""

from dataclasses import dataclass
from random import Random

from demo import anomalies, findings, months, numbers, payees, places
from demo.anomalies import across
from demo.anomalies.pool import Pool, check, how_often
from demo.findings import Finding
from demo.people import Person
from demo.places import Place
from demo.population import Settlers, settle

DISTRICTS = ("430811", "500156")
NEW_CHILDREN = 2  # kinds of children `demo.anomalies.wrong.orphans` adds


@dataclass(slots=True)
class District:
    """A county as it is in June 2026."""

    place: Place
    people: list[Person]
    pool: Pool
    both_certified: list[Person]
    findings: list[Finding]
    stories: dict[tuple[str, str, str, str, str], str]


def _people_a_district(
    code: str, scale: float, seed: str, registry: numbers.Registry
) -> tuple[Place, list[Person], Pool]:
    place = places.read(code, scale)
    people = settle(place, seed, registry, spare=NEW_CHILDREN * how_often(place.holders))
    settlers = Settlers(place, Random(f"{seed}-latecomers-{code}"), registry)
    return place, people, Pool(place, people, settlers, seed)


def build(scale: float = 1.0, seed: str = "yingbao") -> dict[str, District]:
    """Return both districts. The same scale and seed give the same people, to the digit.

    Raises:
        UnexpectedFinding: what was planted is not what a perfect comparison finds.
    """
    registry = numbers.Registry(Random(f"{seed}-numbers"))
    made = {code: _people_a_district(code, scale, seed, registry) for code in DISTRICTS}
    pools = [made[code][2] for code in DISTRICTS]
    for pool in pools:
        anomalies.plant(pool)
    for here, there in (pools, pools[::-1]):
        across.plant(here, there)
    claimed = {here.place.code: across.both_certify(here, there) for here, there in (pools, pools[::-1])}
    for place, people, _ in made.values():
        payees.pay(people, place, seed)
    districts = {}
    for code, (place, people, pool) in made.items():
        found = findings.compare(people, place)
        other = next(theirs for owner, theirs in claimed.items() if owner != code)
        districts[code] = District(place, people, pool, other, found, check(pool, found))
    return districts


if __name__ == "__main__":
    for district in build().values():
        print(district.place.name, len(district.people), len(district.findings), months.text(months.NOW))
