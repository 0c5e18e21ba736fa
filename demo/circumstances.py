"""What happens to ordinary people: they move, grow poor, renew a card, die; before May 2026 or in June."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from demo import months
from demo.months import DAY, month
from demo.people import ANNULLED, FROZEN, Card, Household, Person, Spell

if TYPE_CHECKING:
    from demo.population import Settlers

FAR = {
    "430811": {
        "430802": "湖南省张家界市永定区",
        "430821": "湖南省张家界市慈利县",
        "430822": "湖南省张家界市桑植县",
        "430104": "湖南省长沙市岳麓区",
        "440306": "广东省深圳市宝安区",
    },
    "500156": {
        "500102": "重庆市涪陵区",
        "500119": "重庆市南川区",
        "500230": "重庆市丰都县",
        "500243": "重庆市彭水苗族土家族自治县",
        "330382": "浙江省乐清市",
    },
}
JOBS = ("农业种养加", "灵活就业", "自主创业", "按比例就业", "公益性岗位", "辅助性就业")
END_OF_APRIL = month(2026, 4)


def day_between(rng: Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def is_severe(person: Person) -> bool:
    return person.cards[-1].grade in (1, 2)


def move_in(settlers: Settlers, person: Person, day: date) -> None:
    """His hukou came here on that day."""
    person.hukou = [
        (date.min, settlers.rng.choice(list(FAR[settlers.place.code]))),
        (day, person.village.code),
    ]


def move_out(settlers: Settlers, person: Person, day: date) -> None:
    """His hukou left on that day; some stay on the certificate list with the old address."""
    person.hukou = [
        (date.min, person.village.code),
        (day, settlers.rng.choice(list(FAR[settlers.place.code]))),
    ]
    # Who left in January must have been on some list, or nobody would ever have heard of the certificate.
    person.stale = settlers.rng.random() < 0.5 or months.of(day) == months.BASELINE


def expire(person: Person, day: date) -> None:
    """His card ran out on that day."""
    card = person.cards[-1]
    card.expires = day
    card.issued = months.years_later(day + DAY, -10)


def stop(person: Person, status: str, day: date) -> None:
    card = person.cards[-1]
    card.status, card.status_on = status, day
    if card.issued >= day:
        card.issued = day - timedelta(days=700)
        card.expires = months.years_later(card.issued, 10) - DAY


def regrade(person: Person, grade: int, day: date) -> None:
    """He was assessed again: another number, another card."""
    former = person.cards[-1]
    if former.issued >= day:
        former.issued = day - timedelta(days=900)
        former.expires = months.years_later(former.issued, 10) - DAY
    person.cards.append(Card(former.kind, grade, day, months.years_later(day, 10) - DAY, why="类别/等级变更"))


def renew(person: Person, day: date) -> None:
    expire(person, day + timedelta(days=20))
    former = person.cards[-1]
    person.cards.append(Card(former.kind, former.grade, day, months.years_later(day, 10) - DAY, why="换领"))


def begin(person: Person, day: date) -> None:
    """His first card was issued on that day."""
    card = person.cards[-1]
    card.issued, card.expires, card.reissue, card.why = day, months.years_later(day, 10) - DAY, 0, "首次申领"


def _died(settlers: Settlers, person: Person) -> None:
    person.died = day_between(settlers.rng, date(2025, 7, 3), date(2026, 4, 28))
    if settlers.rng.random() < 0.5:
        stop(person, ANNULLED, person.died + DAY)


def _died_in_june(settlers: Settlers, person: Person) -> None:
    person.died = day_between(settlers.rng, date(2026, 6, 1), date(2026, 6, 12))


def _moved_out(settlers: Settlers, person: Person) -> None:
    move_out(settlers, person, day_between(settlers.rng, date(2025, 8, 1), date(2026, 3, 28)))


def _moves_out_in_june(settlers: Settlers, person: Person) -> None:
    move_out(settlers, person, day_between(settlers.rng, date(2026, 6, 2), date(2026, 6, 12)))


def _moved_in(settlers: Settlers, person: Person) -> None:
    move_in(settlers, person, day_between(settlers.rng, date(2025, 3, 1), date(2026, 4, 20)))


def _expired(settlers: Settlers, person: Person) -> None:
    expire(person, day_between(settlers.rng, date(2024, 2, 1), date(2026, 3, 31)))


def _expires_in_june(settlers: Settlers, person: Person) -> None:
    expire(person, day_between(settlers.rng, date(2026, 6, 1), date(2026, 6, 30)))


def _annulled(settlers: Settlers, person: Person) -> None:
    stop(person, ANNULLED, day_between(settlers.rng, date(2023, 1, 5), date(2026, 4, 25)))


def _frozen(settlers: Settlers, person: Person) -> None:
    stop(person, FROZEN, day_between(settlers.rng, date(2025, 1, 5), date(2026, 4, 25)))


def _renewed(settlers: Settlers, person: Person) -> None:
    renew(person, day_between(settlers.rng, date(2026, 2, 2), date(2026, 4, 25)))


def _regraded(settlers: Settlers, person: Person) -> None:
    other = settlers.rng.choice([grade for grade in (1, 2, 3, 4) if grade != person.cards[-1].grade])
    regrade(person, other, day_between(settlers.rng, date(2025, 3, 2), date(2026, 4, 25)))


def _new(settlers: Settlers, person: Person) -> None:
    begin(person, day_between(settlers.rng, date(2026, 1, 5), date(2026, 5, 12)))


EVENTS: tuple[tuple[float, Callable[[Settlers, Person], None]], ...] = (
    (0.008, _died),
    (0.001, _died_in_june),
    (0.010, _moved_out),
    (0.002, _moves_out_in_june),
    (0.015, _moved_in),
    (0.025, _expired),
    (0.004, _expires_in_june),
    (0.012, _annulled),
    (0.008, _frozen),
    (0.012, _renewed),
    (0.006, _regraded),
    (0.010, _new),
)


def _something_happens(settlers: Settlers, person: Person) -> None:
    chance = settlers.rng.random()
    for share, event in EVENTS:
        if chance < share:
            event(settlers, person)
            return
        chance -= share


def live_through(settlers: Settlers, household: Household) -> None:
    """Give a new household its circumstances."""
    holders = list(household.members)
    for person in holders:
        _something_happens(settlers, person)
        _grow_old(settlers.rng, person)
        _answer_the_survey(settlers.rng, person)
        _be_insured(settlers.rng, person)
        _hand_over_the_account(settlers, household, person)
    _be_poor(settlers, household, holders)


def _be_poor(settlers: Settlers, household: Household, holders: list[Person]) -> None:
    chance = settlers.rng.random()
    if chance < 0.14:
        join_dibao(settlers, household)
    elif chance < 0.175:
        be_at_the_margin(settlers, household, holders)
    elif chance < 0.21 and len(holders) == 1 and holders[0].age(date(2026, 6, 1)) >= 18:
        start = settlers.rng.randrange(month(2015, 1), month(2026, 1))
        holders[0].spells.append(
            Spell("tekun", start, fen=settlers.rng.choice((91000, 105000)), category="分散供养")
        )


def join_dibao(settlers: Settlers, household: Household, start: int | None = None) -> None:
    """The household is on dibao, relatives and all."""
    rng = settlers.rng
    for kin in list(household.members[:1]) * rng.choice((0, 1, 1, 2)):
        household.members.append(settlers.relative(household, kin))
    begun = start or rng.randrange(month(2014, 1), month(2026, 5))
    end = END_OF_APRIL if start is None and begun < END_OF_APRIL and rng.random() < 0.02 else None
    urban = "城市低保" if not household.village.is_rural else "农村低保"
    amount = rng.randrange(18000, 52000, 500)
    for person in household.members:
        person.spells.append(Spell("dibao", begun, end, amount, urban))


def be_at_the_margin(settlers: Settlers, household: Household, holders: list[Person]) -> None:
    """The household is a little too well off for dibao; its severely disabled members drew it alone."""
    rng = settlers.rng
    if rng.random() < 0.7:
        household.members.append(settlers.relative(household, household.head))
    start = rng.randrange(month(2021, 8), month(2026, 1))
    for person in household.members:
        person.spells.append(Spell("dibao_margin", start, fen=rng.randrange(80000, 105000, 100)))
    for person in holders:
        if any(card.grade in (1, 2) for card in person.cards):
            person.spells.append(Spell("dibao", start + rng.randrange(3), fen=70000, category="单人户低保"))


def _grow_old(rng: Random, person: Person) -> None:
    age = person.age(date(2026, 6, 1))
    start = rng.randrange(month(2018, 1), month(2026, 3))
    if age < 18 and rng.random() < 0.06:
        scheme = rng.choice(("orphan_support", "unsupported_child_support"))
        person.spells.append(Spell(scheme, start, fen=120000))
    elif age >= 70 and rng.random() < 0.05:
        person.spells.append(
            Spell("elder_care_subsidy", start, fen=rng.choice((6000, 6000, 20000)), category="老年护理补贴")
        )
    elif 18 <= age < 60 and rng.random() < 0.004:
        person.spells.append(
            Spell("work_injury_care", start, fen=rng.choice((156000, 208000)), category="二级")
        )
    elif 18 <= age < 60 and person.male and rng.random() < 0.004:
        person.spells.append(Spell("prison", start))
    elif age >= 60 and rng.random() < 0.006:
        kind = "老年生活补贴"
        person.spells.append(
            Spell("other_welfare_living_subsidy", start, fen=rng.choice((5000, 30000)), category=kind)
        )


def _answer_the_survey(rng: Random, person: Person) -> None:
    if rng.random() < 0.04:
        return
    person.needs_care = rng.random() < (0.7 if is_severe(person) else 0.15)
    if 16 <= person.age(date(2026, 6, 1)) < 60 and rng.random() < (0.2 if is_severe(person) else 0.5):
        person.job = rng.choice(JOBS)


def _be_insured(rng: Random, person: Person) -> None:
    chance = rng.random()
    if person.age(date(2026, 6, 1)) >= 16 and chance < 0.95:
        person.insured["pension"] = "企业职工基本养老保险" if chance < 0.05 else "城乡居民基本养老保险"
    if chance < 0.98:
        person.insured["medical"] = "职工基本医疗保险" if chance < 0.05 else "城乡居民基本医疗保险"


def _hand_over_the_account(settlers: Settlers, household: Household, person: Person) -> None:
    child = person.age(date(2026, 6, 1)) < 16
    if child or (person.cards[-1].kind in (5, 6) and settlers.rng.random() < 0.4):
        person.holder = settlers.relative(household, person)
        person.account = person.holder.account
