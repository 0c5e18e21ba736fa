"""Missed (应享未享): the rules say yes, and nobody pays."""

from datetime import date

from demo import circumstances
from demo.anomalies.pool import Pool, is_severe, off_dibao, on_dibao
from demo.circumstances import day_between
from demo.months import month
from demo.people import LIVING, NURSING, SINGLE, Card, Person, Spell


def is_not_severe(person: Person) -> bool:
    return not is_severe(person)


def never_applied(pool: Pool) -> None:
    for person in pool.several(is_severe, off_dibao):
        person.unpaid.add(NURSING)
        pool.expect("missed", person, NURSING, "not_enrolled", "一直没有申请护理补贴")
    for person in pool.several(is_not_severe, on_dibao):
        person.unpaid.add(LIVING)
        pool.expect("missed", person, LIVING, "not_enrolled", "低保家庭，一直没有申请生活补贴")
    for person in pool.several(is_severe, on_dibao):
        person.unpaid |= {LIVING, NURSING}
        pool.expect_for([LIVING, NURSING], "missed", person, "not_enrolled", "两项补贴都没有申请")


def newly_certified(pool: Pool) -> None:
    for person in pool.several(is_severe, off_dibao):
        circumstances.begin(person, day_between(pool.rng, date(2026, 3, 2), date(2026, 5, 20)))
        person.unpaid.add(NURSING)
        pool.expect("missed", person, NURSING, "not_enrolled", "今年春天新办残疾证，没有人告诉他可以申请")


def household_joined_dibao(pool: Pool) -> None:
    for person in pool.several(is_not_severe, off_dibao):
        if person.household:
            circumstances.join_dibao(pool.settlers, person.household, month(2026, pool.rng.choice((2, 4, 5))))
            pool.people.extend(kin for kin in person.household.members if kin not in pool.people)
        person.unpaid.add(LIVING)
        pool.expect("missed", person, LIVING, "not_enrolled", "全家今年纳入低保，没有随之申请生活补贴")


def moved_in(pool: Pool) -> None:
    for place, person in enumerate(pool.several(is_severe, off_dibao)):
        circumstances.move_in(
            pool.settlers, person, day_between(pool.rng, date(2025, 11, 3), date(2026, 4, 20))
        )
        person.unpaid.add(NURSING)
        story = "户口迁入后没有重新申请"
        if place == 0 and pool.place.code == "430811":
            story = _li_ming(pool, person)
        pool.expect("missed", person, NURSING, "not_enrolled", story)


def _li_ming(pool: Pool, person: Person) -> str:
    person.name = "李明"
    circumstances.move_in(pool.settlers, person, date(2026, 2, 10))
    person.hukou[0] = (date.min, "430802")
    person.cards = [Card(5, 1, date(2021, 5, 18), date(2031, 5, 17), why="迁入")]
    return "李明，智力一级。姐姐2026年2月10日把他的户口从永定区迁来，护理补贴在永定区停了，这里没有人替他申请"


def at_the_margin(pool: Pool) -> None:
    for person in pool.several(is_severe, off_dibao):
        start = pool.rng.randrange(month(2022, 1), month(2025, 12))
        person.spells.append(Spell("dibao_margin", start, fen=90000))
        pool.expect(
            "missed", person, SINGLE, "not_enrolled", "低保边缘家庭的重度残疾人，可以单人户申请低保，没有申请"
        )


def left_tekun(pool: Pool) -> None:
    for person in pool.several(is_severe, off_dibao):
        person.spells.append(Spell("tekun", month(2021, 3), month(2026, 4), 91000, "分散供养"))
        person.unpaid.add(NURSING)
        pool.expect("missed", person, NURSING, "not_enrolled", "退出特困供养后没有接上护理补贴")


def plant(pool: Pool) -> None:
    never_applied(pool)
    newly_certified(pool)
    household_joined_dibao(pool)
    moved_in(pool)
    at_the_margin(pool)
    left_tekun(pool)
