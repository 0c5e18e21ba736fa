"""A list being written by workers that die, or by several at once: everybody is taken over, and once."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.killing import EVERY, Copies, Ground, Work, done_by_many, done_in_child, ended
from tests.money import Treasury, take_over_waiting
from tests.money_people import NURSING
from tests.office.determination.register_of import cover
from tests.people import NOON, WULINGYUAN, make_person, make_source, make_spell
from yingbao.office.audit.models import Act
from yingbao.office.casework.models import Award
from yingbao.office.jobs.models import Job
from yingbao.office.jobs.queries import DEAD_AFTER
from yingbao.office.ledger.models import Transfer
from yingbao.office.payments.actions import carrying_on
from yingbao.office.payments.actions.taking_over import approve_taking_over, propose_taking_over
from yingbao.office.payments.models import Discharge, TakeOver
from yingbao.office.payments.queries.agreement import check_agreement
from yingbao.office.provision.models import Due
from yingbao.values.month import Month

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
PERSONS, MONTHS = 5, 3
LATER = NOON + DEAD_AFTER + timedelta(seconds=1)


@pytest.fixture
def copies(treasury: Treasury, monkeypatch: pytest.MonkeyPatch) -> Iterator[Copies]:
    """A county whose list of five was approved just now; two persons are written in a transaction."""
    monkeypatch.setattr(carrying_on, "AT_ONCE", 2 * MONTHS)
    source = make_source("two-allowances-payees")
    cover(NURSING, source=source)
    for number in range(PERSONS):
        make_spell(make_person(f"王{number}", source=source), NURSING, source, amount_fen=11_000)
    asked: dict[str, Any] = {"county": WULINGYUAN, "programme": NURSING, "source": source}
    months = {"since": Month(2026, 4), "first_month": Month(2026, 7)}
    take_over = propose_taking_over(**asked, **months, at=NOON, by=treasury.preparer)
    approve_taking_over(take_over=take_over, on=date(2026, 7, 3), at=NOON, by=treasury.approver)
    with Copies() as made:
        yield made


def at(moment: datetime) -> Work:
    return lambda folder: take_over_waiting(moment)


def end_state() -> list[object]:
    """What is there, without the numbers of rows."""
    dues = Due.objects.order_by("person_id", "period").values_list("person_id", "period", "amount")
    return [
        [str(each) for each in dues],
        sorted(Award.objects.values_list("number", flat=True)),
        Discharge.objects.filter(alive=True).count(),
        Transfer.objects.count(),
        Act.objects.filter(verb="payments.taking_over.finished").count(),
        TakeOver.objects.get().finished_at is not None,
        list(Job.objects.values_list("state", "done", "total")),
        [str(each) for each in check_agreement(WULINGYUAN)],
    ]


def carried_on(ground: Ground) -> list[object]:
    """Let another worker go on, and return how it ends."""

    def whole(folder: Path) -> list[object]:
        take_over_waiting(LATER)
        return end_state()

    return list(ended(ground, whole))


def test_killed_anywhere_another_worker_goes_on(copies: Copies) -> None:
    with copies.one() as ground:
        done = done_in_child(ground, at(NOON))
        expected = carried_on(ground)
    assert done is not None
    _, points = done
    assert expected[2:] == [15, 30, 1, True, [["done", PERSONS, PERSONS]], []]

    wrong = []
    for point in range(1, points + 1, EVERY or 19):
        with copies.one() as ground:
            killed = done_in_child(ground, at(NOON), die_at=point) is None
            if not killed or carried_on(ground) != expected:
                wrong.append(point)
    assert wrong == []


def test_three_workers_take_everybody_over_once(copies: Copies) -> None:
    """As where a worker was given up for dead and lives: each writes who is left when its turn comes."""

    def write(folder: Path) -> int:
        take_over, written = TakeOver.objects.get(), 0
        while many := carrying_on.carry_on(take_over=take_over, on=date(2026, 7, 3), at=NOON):
            written += many
        return written

    with copies.one() as ground:
        assert sum(done_by_many(ground, 3, write)) == PERSONS
        found = carried_on(ground)
    assert found[2:6] == [15, 30, 1, True]
