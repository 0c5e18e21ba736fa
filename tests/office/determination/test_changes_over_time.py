"""Whatever is learnt in whatever order: an increment believes what a full run believes, and no belief is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.office.determination.register_of import cover, died, holder, on, stated
from tests.people import NOON, WULINGYUAN, XIEHE_VILLAGE, make_cast, make_source
from yingbao.office.determination.actions import determine
from yingbao.office.determination.choices import Scope
from yingbao.office.determination.models import Decision, Finding, Grant, Run
from yingbao.office.register.models import Hukou, Person, Spell, Standing
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
MONTHS = [Month(2026, n) for n in range(3, 8)]
DAYS = st.dates(date(2026, 2, 1), date(2026, 8, 31))


@contextmanager
def taken_back() -> Iterator[None]:
    """Take an example's rows back when it is over."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def run(month: Month, scope: Scope = Scope.EVERYONE) -> Run:
    return determine(county=WULINGYUAN, month=month, at=NOON, by="test", scope=scope)


def belief(month: Month) -> set[tuple[Any, ...]]:
    """What is believed now about a month, programme by programme."""
    day = month.first_day
    rows = []
    for decision in Decision.objects.filter(run_to=None, month_from__lte=day):
        if decision.month_to is None or decision.month_to >= day:
            words = decision.true_bits, decision.unknown_bits, decision.yes_bits, decision.ask_bits
            grants = Grant.objects.filter(decision=decision).values_list("programme", "outcome", "amount_fen")
            rows.append((decision.person_id, *words, *sorted(grants)))
    assert len(rows) == len({row[0] for row in rows}), "two beliefs about one person and month"
    return set(rows)


def lists(month: Month) -> list[tuple[Any, ...]]:
    columns = ["person", "list", "programme", "reason", "since_month", "monthly_fen", "at_stake_fen"]
    found = Finding.objects.filter(run_to=None, month=month.first_day).values_list(*columns)
    return sorted(found, key=str)


# What may be learnt about one of the people, each in a source of its own.
def learn_scheme(person: Person, scheme: str, day: date) -> None:
    if not Spell.objects.filter(person=person, scheme=scheme, valid_from=day, ended_by=None).exists():
        on(person, scheme, 11000, since=day)


def learn_end(person: Person, scheme: str, day: date) -> None:
    source = make_source()
    Spell.objects.filter(person=person, ended_by=None).update(ended_by=source)


def learn_death(person: Person, scheme: str, day: date) -> None:
    if not person.death_set.filter(ended_by=None).exists():
        died(person, day)


def learn_departure(person: Person, scheme: str, day: date) -> None:
    Standing.objects.filter(person=person, ended_by=None).update(ended_by=make_source())


def learn_return(person: Person, scheme: str, day: date) -> None:
    if not Standing.objects.filter(person=person, ended_by=None).exists():
        Standing.objects.create(
            person=person, county=WULINGYUAN, division_code=XIEHE_VILLAGE, source=make_source()
        )


def learn_move(person: Person, scheme: str, day: date) -> None:
    source = make_source()
    Hukou.objects.filter(person=person, ended_by=None).update(ended_by=source)
    Hukou.objects.create(person=person, division_code="500156", valid_from=day, source=source)


def learn_list(person: Person, scheme: str, day: date) -> None:
    cover(scheme, month=day.replace(day=1))


def learn_answer(person: Person, scheme: str, day: date) -> None:
    if not person.statedfact_set.filter(fact="on_tekun").exists():
        stated(person, "on_tekun", "true", valid_from=day)


LEARNING = [
    learn_scheme, learn_end, learn_death, learn_departure, learn_return, learn_move, learn_list, learn_answer,
]  # fmt: skip
SCHEMES = ["dibao", "tekun", "nursing_subsidy", "living_allowance", "dibao_margin", "prison"]
NEWS = st.tuples(
    st.sampled_from(LEARNING), st.integers(0, 3), st.sampled_from(SCHEMES), DAYS, st.sampled_from(MONTHS)
)


def people() -> list[Person]:
    make_cast()
    cover("certificate", "dibao", "tekun", "work_injury_care", "prison", month=date(2026, 1, 1))
    found = [holder("王秀兰"), holder("李明", grade=4), holder("赵一", hukou=None)]
    return [*found, holder("钱二", expires_on=date(2026, 5, 31))]


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(NEWS, min_size=1, max_size=6))
def test_an_increment_believes_what_a_full_run_believes(news: list[Any]) -> None:
    with taken_back():
        folk = people()
        for month in MONTHS[1:4]:
            run(month)
        for learn, who, scheme, day, month in news:
            learn(folk[who], scheme, day)
            run(month, Scope.TOUCHED)
            increment = belief(month), lists(month)
            full = run(month)
            assert full.counts["written"] == full.counts["ended"] == 0
            assert (belief(month), lists(month)) == increment


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(NEWS, min_size=1, max_size=8))
def test_what_was_believed_at_any_run_can_still_be_told(news: list[Any]) -> None:
    with taken_back():
        folk = people()
        seen: dict[tuple[int, Month], set[Any]] = {}
        for learn, who, scheme, day, month in news:
            learn(folk[who], scheme, day)
            done = run(month)
            for determined in {m for _, m in seen} | {month}:
                seen[done.pk, determined] = belief(determined)
        for (number, month), believed in seen.items():
            assert belief_at(number, month) == believed


def belief_at(number: int, month: Month) -> set[tuple[Any, ...]]:
    """What was believed about a month just after a run."""
    day = month.first_day
    rows = []
    for decision in Decision.objects.filter(run_from__lte=number, month_from__lte=day):
        superseded = decision.run_to_id is not None and decision.run_to_id <= number
        if not superseded and (decision.month_to is None or decision.month_to >= day):
            words = decision.true_bits, decision.unknown_bits, decision.yes_bits, decision.ask_bits
            grants = Grant.objects.filter(decision=decision).values_list("programme", "outcome", "amount_fen")
            rows.append((decision.person_id, *words, *sorted(grants)))
    return set(rows)
