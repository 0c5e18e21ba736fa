"""Wrong (不应享而享): somebody is paid, and the rules say no, or say another amount."""

from collections.abc import Callable
from datetime import date

from demo import circumstances
from demo.anomalies.missed import is_not_severe
from demo.anomalies.pool import Pool, is_severe, off_dibao, on_dibao
from demo.circumstances import day_between
from demo.months import month
from demo.people import ANNULLED, FROZEN, LIVING, NURSING, Forced, Person, Spell


def keep_paying(pool: Pool, person: Person, programmes: list[str], reason: str, story: str) -> None:
    for programme in programmes:
        person.forced[programme] = Forced()
        pool.expect("wrong", person, programme, reason, story)


def _spoil(pool: Pool, spoil: Callable[[Person], None], reason: str, story: str) -> None:
    """Pay people on after something ended their right: nursing, living, both."""
    groups = (
        ((NURSING,), (is_severe, off_dibao)),
        ((LIVING,), (is_not_severe, on_dibao)),
        ((LIVING, NURSING), (is_severe, on_dibao)),
    )
    for turn in range(pool.each):
        programmes, tests = groups[turn % 3]
        person = pool.take(*tests)
        spoil(person)
        keep_paying(pool, person, list(programmes), reason, story)


def died(pool: Pool) -> None:
    def die(person: Person) -> None:
        person.died = day_between(pool.rng, date(2025, 8, 3), date(2026, 4, 25))

    _spoil(pool, die, "alive", "去世后仍在发放")


def late_mother(pool: Pool) -> None:
    person = pool.take(is_severe, on_dibao, lambda someone: someone.birth.year < 1962 and not someone.male)
    son = pool.settlers.person(person.village, date(1983, 4, 9), male=True)
    person.died = date(2025, 12, 11)
    person.holder, person.account = son, son.account
    if pool.place.code == "430811":
        person.name, son.name = "陈桂香", "陈建国"
    story = f"{person.name}2025年12月11日去世，补贴仍打进儿子{son.name}的一卡通"
    keep_paying(pool, person, [LIVING, NURSING], "alive", story)


def moved_out(pool: Pool) -> None:
    def move(person: Person) -> None:
        circumstances.move_out(
            pool.settlers, person, day_between(pool.rng, date(2025, 9, 2), date(2026, 4, 20))
        )

    _spoil(pool, move, "registered_here", "户口迁出后仍在发放")


def expired(pool: Pool) -> None:
    def expire(person: Person) -> None:
        circumstances.expire(person, day_between(pool.rng, date(2025, 6, 1), date(2026, 4, 30)))

    _spoil(pool, expire, "certificate_unexpired", "残疾证到期没有换领，仍在发放")


def wang_xiulan(pool: Pool) -> None:
    person = pool.take(
        is_severe, off_dibao, lambda someone: not someone.male and 1955 < someone.birth.year < 1975
    )
    if pool.place.code == "430811":
        person.name = "王秀兰"
    person.cards[0].kind, person.cards[0].grade = 4, 2
    circumstances.expire(person, date(2026, 3, 31))
    keep_paying(
        pool,
        person,
        [NURSING],
        "certificate_unexpired",
        f"{person.name}的残疾证2026年3月31日到期，4月起仍在发放护理补贴",
    )


def stopped(pool: Pool) -> None:
    for status in (ANNULLED, FROZEN):

        def stop(person: Person, status: str = status) -> None:
            circumstances.stop(person, status, day_between(pool.rng, date(2025, 8, 1), date(2026, 4, 20)))

        _spoil(pool, stop, "certificate_in_force", f"残疾证{status}后仍在发放")


def reassessed(pool: Pool) -> None:
    for person in pool.several(is_severe, off_dibao):
        circumstances.regrade(
            person, pool.rng.choice((3, 4)), day_between(pool.rng, date(2026, 2, 2), date(2026, 4, 20))
        )
        keep_paying(pool, person, [NURSING], "severe", "重新评定后降为三、四级，护理补贴没有停")


def dibao_ended(pool: Pool) -> None:
    for person in pool.several(is_not_severe, on_dibao):
        end_dibao(person, month(2026, 4))
        keep_paying(pool, person, [LIVING], "receives_dibao", "低保今年4月底停保，生活补贴没有停")


def end_dibao(person: Person, end: int) -> None:
    """The whole household leaves dibao at the end of that month."""
    for member in person.household.members if person.household else []:
        for spell in member.spells:
            spell.end = end


def other_schemes(pool: Pool) -> None:
    _overlap(
        pool,
        NURSING,
        Spell("tekun", month(2026, 3), fen=91000, category="分散供养"),
        "without_tekun",
        "已是特困供养人员",
    )
    _overlap(
        pool,
        LIVING,
        Spell("tekun", month(2025, 11), fen=91000, category="集中供养"),
        "without_tekun",
        "已是特困供养人员",
    )
    injury = Spell("work_injury_care", month(2026, 2), fen=156000, category="二级")
    _overlap(pool, NURSING, injury, "without_work_injury_care", "领取工伤保险生活护理费")
    _overlap(pool, NURSING, Spell("prison", month(2026, 3)), "without_prison", "服刑期间没有停发")
    care = Spell("elder_care_subsidy", month(2025, 10), fen=20000, category="老年护理补贴")
    _overlap(pool, NURSING, care, "higher_than_elder_care_subsidy", "已选择更高的老年护理补贴，两头都领")
    living = Spell("other_welfare_living_subsidy", month(2025, 9), fen=30000, category="老年生活补贴")
    _overlap(pool, LIVING, living, "higher_than_other_welfare_living_subsidy", "已领取更高的福利性生活补贴")


def _overlap(pool: Pool, programme: str, spell: Spell, reason: str, story: str) -> None:
    def may_have(person: Person) -> bool:
        return person.birth.year < (1956 if "welfare" in spell.scheme or "elder" in spell.scheme else 2005)

    def may_serve(person: Person) -> bool:
        return spell.scheme not in ("prison", "work_injury_care") or (
            person.male and 1970 < person.birth.year < 2005
        )

    tests = (is_severe, off_dibao) if programme == NURSING else (is_not_severe, on_dibao)
    for person in pool.several(*tests, may_have, may_serve):
        person.spells.append(Spell(spell.scheme, spell.start, None, spell.fen, spell.category))
        keep_paying(pool, person, [programme], reason, story)


def orphans(pool: Pool) -> None:
    for scheme in ("orphan_support", "unsupported_child_support"):
        for turn in range(pool.each):
            child = pool.newcomer(date(2011 + turn % 9, 3, 4 + turn), male=bool(turn % 2))
            circumstances_of_child(pool, child, scheme)
            story = (
                "孤儿基本生活费和生活补贴重复"
                if scheme == "orphan_support"
                else "事实无人抚养儿童补贴和生活补贴重复"
            )
            keep_paying(pool, child, [LIVING], f"without_{scheme}", story)


def circumstances_of_child(pool: Pool, child: Person, scheme: str) -> None:
    """A child on the certificate list, on dibao with a grandparent and on the children's list."""
    child.cards.append(pool.settlers.card(child, pool.rng.choice((4, 5))))
    child.cards[0].grade, child.cards[0].issued = 3, date(2022, 3, 1 + pool.rng.randrange(27))
    child.cards[0].expires = date(2032, 2, 28)
    child.holder = pool.settlers.relative(child.household, child) if child.household else None
    child.spells += [
        Spell("dibao", month(2022, 6), None, 42000, "农村低保"),
        Spell(scheme, month(2023, 2), None, 120000),
    ]


def amounts(pool: Pool) -> None:
    old = {"500156": {LIVING: 9000, NURSING: 9000}, "430811": {LIVING: 10000, NURSING: 10000}}[
        pool.place.code
    ]
    for person in pool.several(is_severe, off_dibao, _grade_one):
        _pay_amount(pool, person, NURSING, old[NURSING], "2026年1月提标后仍按旧标准发放")
    for person in pool.several(is_not_severe, on_dibao):
        _pay_amount(pool, person, LIVING, old[LIVING], "2026年1月提标后仍按旧标准发放")
    other = {"500156": 11000, "430811": 12000}[pool.place.code]
    for person in pool.several(is_severe, off_dibao, _grade_two):
        _pay_amount(
            pool, person, NURSING, other, "二级按一级的标准发放" if other == 11000 else "发放标准录错"
        )


def _grade_one(person: Person) -> bool:
    return person.cards[0].grade == 1


def _grade_two(person: Person) -> bool:
    return person.cards[0].grade == 2


def _pay_amount(pool: Pool, person: Person, programme: str, fen: int, story: str) -> None:
    person.forced[programme] = Forced(fen=fen)
    pool.expect("wrong", person, programme, "amount_differs", story)


def paid_twice(pool: Pool) -> None:
    for person in pool.several(is_severe, off_dibao):
        person.forced[NURSING] = Forced(times=2)
        pool.expect("wrong", person, NURSING, "paid_twice", "同一名单里出现两次，打进两张卡")


def never_certified(pool: Pool) -> None:
    for turn in range(pool.each):
        person = pool.newcomer(date(1952 + turn * 3, 5, 6 + turn), male=bool(turn % 2))
        person.forced[NURSING] = Forced(start=month(2023, 4 + turn))
        pool.expect("wrong", person, NURSING, "has_certificate", "没有残疾证，却在发放名单中")


def plant(pool: Pool) -> None:
    for anomaly in (
        late_mother, wang_xiulan, orphans, never_certified, other_schemes, died, moved_out, expired, stopped,
        reassessed, dibao_ended, amounts, paid_twice,
    ):  # fmt: skip
        anomaly(pool)
