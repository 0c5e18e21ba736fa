"""Whatever is learned and whatever the rates: what is owed is what the plain engine answers, month by month."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from benchmarks.dues import disagreements, owed_by_dues
from tests.office.determination.register_of import cover, died, holder
from tests.office.determination.test_changes_over_time import learn_end, learn_scheme, taken_back
from tests.office.provision.awards import awarded
from tests.office.provision.basis import recompute
from tests.office.provision.laying import Laying
from tests.people import NOON, WULINGYUAN, make_cast, make_source
from yingbao.office.determination.actions import determine
from yingbao.office.provision.actions.reckoning import ask_for_stale_months, carry_out_reckoning, reckon
from yingbao.office.provision.models import Due
from yingbao.office.provision.queries.reckonings import get_next_reckoning
from yingbao.office.register.models import Person
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
MONTHS = [Month(2026, n) for n in range(3, 6)]
JUNE_15 = date(2026, 6, 15)
DAYS = st.dates(date(2026, 2, 1), date(2026, 6, 30))


def learn_death(person: Person, day: date) -> None:
    if not person.death_set.filter(ended_by=None).exists():
        died(person, day)


def learn_nothing_of_hukou(person: Person, day: date) -> None:
    person.hukou_set.filter(ended_by=None).update(ended_by=make_source())


def learn_grade(person: Person, day: date) -> None:
    person.certificate_set.filter(ended_by=None).update(grade=day.month % 4 + 1)


def learn_expiry(person: Person, day: date) -> None:
    person.certificate_set.filter(ended_by=None).update(expires_on=day)


def learn_tekun(person: Person, day: date) -> None:
    learn_scheme(person, "tekun", day)


def learn_end_of_schemes(person: Person, day: date) -> None:
    learn_end(person, "", day)


LEARNING = [
    learn_death, learn_nothing_of_hukou, learn_grade, learn_expiry, learn_tekun, learn_end_of_schemes
]  # fmt: skip
RATES = st.sampled_from([(MONTHS[0], 9000), (MONTHS[1], 12345)])
NEWS = st.one_of(st.tuples(st.sampled_from(LEARNING), st.integers(0, 2), DAYS), RATES)


def rates(start: Month, fen: int) -> str:
    return (
        f"id: laid\nname: {{zh: 标准, en: Rates}}\nparameters:\n  nursing_subsidy_rate:\n    values:"
        f" [{{from: {start}, value: {{1: {fen}, 2: {fen}}}, sure: stated, source: test}}]\n"
    )


def learn(folk: list[Person], news: Any, laying: Laying) -> None:
    if len(news) == 2:
        laying.lay(rates(*news))
    else:
        tell, who, day = news
        tell(folk[who], day)
    event(f"learned {'a rate' if len(news) == 2 else news[0].__name__}")


def settle() -> None:
    """Determine everything again, and reckon what became stale: as the worker does."""
    for month in MONTHS:
        determine(county=WULINGYUAN, month=month, at=NOON, by="test")
    while True:
        ask_for_stale_months(county=WULINGYUAN, on=JUNE_15, at=NOON, by="test")
        waiting = get_next_reckoning()
        if waiting is None:
            return
        carry_out_reckoning(reckoning=waiting, at=NOON)


@pytest.mark.slow
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(NEWS, min_size=3, max_size=3))
def test_what_is_owed_is_what_the_plain_engine_answers(laying: Laying, news: list[Any]) -> None:
    with taken_back(), laying:
        make_cast()
        cover(month=date(2026, 1, 1))
        folk = [holder("王秀兰"), holder("李明", grade=1), holder("赵一", expires_on=date(2026, 4, 30))]
        for person in folk:
            awarded(person, MONTHS[0])
        settle()
        for each in news:
            learn(folk, each, laying)
            settle()
            assert disagreements(WULINGYUAN, MONTHS) == []
            for month in MONTHS:
                assert reckon(county=WULINGYUAN, month=month, on=JUNE_15, at=NOON, by="test").counts == {}
        assert owed_by_dues(WULINGYUAN, MONTHS)
        for due in Due.objects.all():
            assert recompute(due) == due.after


def test_a_rate_risen_backwards_makes_exactly_the_differences(laying: Laying) -> None:
    with laying:
        make_cast()
        cover(month=date(2026, 1, 1))
        folk = [holder(f"某{n}", grade=1 + n % 3) for n in range(12)]
        for person in folk:
            awarded(person, MONTHS[0])
        settle()
        assert len(owed_by_dues(WULINGYUAN, MONTHS)) == 8 * len(MONTHS)

        laying.lay(rates(MONTHS[1], 12345))
        settle()

        assert disagreements(WULINGYUAN, MONTHS) == []
        more = Due.objects.filter(sequence=1).order_by("period").values_list("period", "amount", "cause")
        assert list(more) == [(month.first_day, 1345, "more") for month in MONTHS[1:] for _ in range(8)]
