"""Changed: the answer for June is not the answer for May. Most were put right in time, some were not."""

from collections.abc import Callable
from datetime import date

from demo import circumstances
from demo.anomalies.missed import is_not_severe
from demo.anomalies.pool import Pool, Test, is_severe, off_dibao, on_dibao
from demo.anomalies.wrong import end_dibao, keep_paying
from demo.circumstances import day_between
from demo.months import BEFORE, NOW
from demo.people import LIVING, NURSING, Person, Spell

MAY = (date(2026, 5, 4), date(2026, 5, 29))
SEVERE: tuple[Test, ...] = (is_severe, off_dibao)
POOR: tuple[Test, ...] = (is_not_severe, on_dibao)


def _change(
    pool: Pool,
    tests: tuple[Test, ...],
    event: Callable[[Person], None],
    programme: str,
    what: str,
    story: str,
) -> None:
    for person in pool.several(*tests):
        event(person)
        pool.expect("changed", person, programme, what, story)


def stopped_in_time(pool: Pool) -> None:
    def die(person: Person) -> None:
        person.died = day_between(pool.rng, *MAY)

    def move(person: Person) -> None:
        circumstances.move_out(pool.settlers, person, day_between(pool.rng, *MAY))

    def expire(person: Person) -> None:
        circumstances.expire(person, day_between(pool.rng, *MAY))

    def regrade(person: Person) -> None:
        circumstances.regrade(person, 3, day_between(pool.rng, date(2026, 6, 2), date(2026, 6, 12)))

    def join_tekun(person: Person) -> None:
        person.spells.append(Spell("tekun", NOW, None, 91000, "集中供养"))

    def end(person: Person) -> None:
        end_dibao(person, BEFORE)

    _change(pool, SEVERE, die, NURSING, "alive", "5月去世，6月已停发")
    _change(pool, POOR, die, LIVING, "alive", "5月去世，6月已停发")
    _change(pool, SEVERE, move, NURSING, "registered_here", "5月户口迁出，6月已停发")
    _change(pool, SEVERE, expire, NURSING, "certificate_unexpired", "残疾证5月到期，6月已停发")
    _change(pool, SEVERE, regrade, NURSING, "severe", "6月重新评定为三级，已停发")
    _change(pool, SEVERE, join_tekun, NURSING, "without_tekun", "6月纳入特困供养，已停发")
    _change(pool, POOR, end, LIVING, "receives_dibao", "低保5月底停保，生活补贴已停发")


def started_in_time(pool: Pool) -> None:
    def move(person: Person) -> None:
        circumstances.move_in(pool.settlers, person, day_between(pool.rng, *MAY))

    def begin(person: Person) -> None:
        circumstances.begin(person, day_between(pool.rng, date(2026, 6, 2), date(2026, 6, 12)))

    def worsen(person: Person) -> None:
        circumstances.regrade(person, 2, day_between(pool.rng, date(2026, 6, 2), date(2026, 6, 12)))

    def join_dibao(person: Person) -> None:
        if person.household:
            circumstances.join_dibao(pool.settlers, person.household, NOW)
            pool.people.extend(kin for kin in person.household.members if kin not in pool.people)

    _change(pool, SEVERE, move, NURSING, "became_eligible", "5月户口迁入，6月起发放")
    _change(pool, SEVERE, begin, NURSING, "became_eligible", "6月新办残疾证，当月申请，当月起发放")
    _change(
        pool, (is_not_severe, off_dibao), worsen, NURSING, "became_eligible", "6月重新评定为二级，当月起发放"
    )
    _change(
        pool,
        (is_not_severe, off_dibao),
        join_dibao,
        LIVING,
        "became_eligible",
        "6月纳入低保，生活补贴同月起发放",
    )


def amount(pool: Pool) -> None:
    """Grade 2 became grade 1: only where the rate goes by grade."""
    rates = pool.place.rates[NURSING]
    if rates[1] == rates[2]:
        return

    def worsen(person: Person) -> None:
        circumstances.regrade(person, 1, day_between(pool.rng, date(2026, 6, 2), date(2026, 6, 12)))

    _change(
        pool,
        (_grade_two, off_dibao),
        worsen,
        NURSING,
        "amount_changed",
        "6月由二级重新评定为一级，已按新标准发放",
    )


def _grade_two(person: Person) -> bool:
    return person.cards[0].grade == 2


def not_in_time(pool: Pool) -> None:
    for person in pool.several(*SEVERE):
        person.died = day_between(pool.rng, *MAY)
        pool.expect("changed", person, NURSING, "alive", "5月去世")
        keep_paying(pool, person, [NURSING], "alive", "5月去世，6月仍在发放")
    for person in pool.several(*SEVERE):
        circumstances.begin(person, day_between(pool.rng, date(2026, 6, 2), date(2026, 6, 12)))
        person.unpaid.add(NURSING)
        pool.expect("changed", person, NURSING, "became_eligible", "6月新办残疾证")
        pool.expect("missed", person, NURSING, "not_enrolled", "6月新办残疾证，还没有申请")
    for person in pool.several(*POOR):
        end_dibao(person, BEFORE)
        pool.expect("changed", person, LIVING, "receives_dibao", "低保5月底停保")
        keep_paying(pool, person, [LIVING], "receives_dibao", "低保5月底停保，6月仍在发放生活补贴")


def plant(pool: Pool) -> None:
    stopped_in_time(pool)
    started_in_time(pool)
    amount(pool)
    not_in_time(pool)
