"""Who was paid at the end of 2020, and who of them died since, and when anyone learned of it."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from demo import months, numbers, places
from demo.anomalies.pool import Pool, is_plain
from demo.people import LIVING, NURSING, Payee, Person
from demo.population import Settlers, settle
from demo.rosters import certificates, schemes
from demo.rosters.allowances import COLUMNS, Paymaster
from demo.rosters.certificates import Federation
from demo.rosters.events import POLICE, Recorder
from demo.rosters.schemes import CivilAffairs
from demo.rosters.sheet import Layout, Roster
from demo.world import District

SEED = "history"
FIRST = months.month(2021, 1)
LISTED = FIRST - 1
LAST = months.NOW
# What the lists of 2020 say, by district: the subsidy for living, and that for nursing by grade.
LIVING_FEN = {"430811": 10_000, "500156": 7_000}
NURSING_FEN = {"430811": {1: 10_000, 2: 10_000}, "500156": {1: 8_000, 2: 7_000}}
# Of a thousand persons so many die in a month, and of one in five it is learned a quarter late.
DEATHS, LATE = 4, 5


@dataclass(slots=True)
class History:
    """A district as it was at the end of 2020, and its deaths by the month they became known."""

    district: District
    learned: dict[int, list[tuple[Person, date]]] = field(default_factory=dict)

    @property
    def payees(self) -> list[Person]:
        return [person for person in self.district.people if person.payees]


def build(county: str, scale: float) -> History:
    """Return the same people of a district at the same scale, always."""
    place = places.read(county, scale)
    rng = Random(f"{SEED}-{county}")
    registry = numbers.Registry(rng)
    people = [person for person in settle(place, SEED, registry) if _stays(person)]
    settlers = Settlers(place, rng, registry)
    for person in people:
        _list(person, place.code)
    district = District(place, people, Pool(place, people, settlers, SEED), [], [], {})
    history = History(district)
    _let_die(history, rng)
    return history


def rosters_of_2020(history: History) -> list[Roster]:
    """Return what the offices of the county sent at the end of 2020: certificates, schemes, payees."""
    district = history.district
    federation = Federation(district, LISTED, "federation")
    holders = [federation.row(person, card) for person, card in federation.listed()]
    paymaster = Paymaster(district, LISTED, "paymaster")
    paid = [paymaster.row(person, line) for person, line in paymaster.lines()]
    return [
        federation.roster("certificates", "残疾人证名单", certificates.COLUMNS, holders, Layout()),
        *schemes.of_month(CivilAffairs(district, LISTED, "civil-affairs")),
        paymaster.roster("two-allowances-payees", "两项补贴发放名单", COLUMNS, paid, Layout()),
    ]


def deaths_of(history: History, month: int) -> Roster | None:
    """Return the list of deaths that became known in a month; None where none did."""
    learned = history.learned.get(month, [])
    police = Recorder(history.district, month, "police")
    rows = [police.cancelled(person, died) for person, died in learned]
    return police.roster("deaths", "死亡注销户口名单", POLICE, rows, Layout()) if rows else None


def _stays(person: Person) -> bool:
    """Whether nothing but death befalls the person in these years."""
    card = person.cards[0] if person.cards else None
    return is_plain(person) and card is not None and card.issued <= months.first_day(LISTED)


def _list(person: Person, county: str) -> None:
    dibao = person.on("dibao", LISTED)
    drawn = [
        (NURSING, NURSING_FEN[county].get(person.cards[0].grade or 0)),
        (LIVING, LIVING_FEN[county] if dibao is not None and dibao.end is None else None),
    ]
    since = months.month(2020, 7)
    lines = [Payee(name, fen, since, person.account, county) for name, fen in drawn if fen is not None]
    if lines:
        person.payees[LISTED] = lines


def _let_die(history: History, rng: Random) -> None:
    alive = list(history.payees)
    for month in range(FIRST, LAST + 1):
        for person in [each for each in alive if rng.randrange(1000) < DEATHS]:
            alive.remove(person)
            died = months.first_day(month) + timedelta(days=rng.randrange(27))
            known = month + (4 if rng.randrange(LATE) == 0 else 1)
            history.learned.setdefault(known, []).append((person, died))


__all__ = ["FIRST", "LAST", "LISTED", "History", "build", "deaths_of", "rosters_of_2020"]
