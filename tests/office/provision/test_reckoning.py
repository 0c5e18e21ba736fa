"""What is owed for a month: found once, found again when more is known, never twice."""

from datetime import date

import pytest

from tests.office.determination.register_of import cover, died, holder
from tests.office.provision.awards import awarded, changed, dues_of
from tests.people import NOON, WULINGYUAN, Cast, make_source
from yingbao.office.casework.choices import Aim
from yingbao.office.determination.actions import NotDetermined, determine
from yingbao.office.ledger.models import Transfer
from yingbao.office.provision.actions.reckoning import reckon
from yingbao.office.provision.models import Due, Reckoning
from yingbao.values.month import Month

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("compared_only")]
MARCH, APRIL, MAY, JUNE = (Month(2026, n) for n in range(3, 7))
RATE = 11000


def know(*months: Month) -> None:
    """Determine months with what is known now."""
    for month in months:
        determine(county=WULINGYUAN, month=month, at=NOON, by="test")


def find(*months: Month, on: date = date(2026, 6, 15)) -> list[Reckoning]:
    return [reckon(county=WULINGYUAN, month=month, on=on, at=NOON, by="test") for month in months]


def test_a_month_is_owed_once(cast: Cast) -> None:
    cover(month=date(2026, 1, 1))
    person = holder("王秀兰")
    awarded(person, MAY)
    know(APRIL, MAY, JUNE)

    done = find(APRIL, MAY, JUNE, MAY, JUNE)

    assert dues_of(person) == [
        ("2026-05", 0, 0, RATE, "first"),
        ("2026-06", 0, 0, RATE, "first"),
    ]
    assert [each.counts for each in done] == [
        {}, {"first": {"dues": 1, "fen": RATE}}, {"first": {"dues": 1, "fen": RATE}}, {}, {}
    ]  # fmt: skip
    due = Due.objects.earliest("period")
    assert (due.division_code, due.on) == ("430811201203", date(2026, 6, 15))
    assert due.decision is not None
    assert due.decision.basis.pack_digest == due.pack_digest
    entries = Transfer.objects.order_by("key").values_list(
        "key", "entry", "fen", "debit__kind", "credit__kind"
    )
    assert list(entries) == [
        (f"due:{d.pk}", "owed", RATE, "cost", "payable") for d in Due.objects.order_by("pk")
    ]


def test_a_death_learned_late_takes_back_what_followed(cast: Cast) -> None:
    cover(month=date(2026, 1, 1))
    person = holder("王秀兰")
    awarded(person, APRIL)
    know(APRIL, MAY, JUNE)
    find(APRIL, MAY, JUNE)

    died(person, date(2026, 4, 20))
    know(APRIL, MAY, JUNE)
    find(APRIL, MAY, JUNE)

    assert dues_of(person) == [
        ("2026-04", 0, 0, RATE, "first"),
        ("2026-05", 0, 0, RATE, "first"),
        ("2026-05", 1, RATE, 0, "nothing"),
        ("2026-06", 0, 0, RATE, "first"),
        ("2026-06", 1, RATE, 0, "nothing"),
    ]
    assert Transfer.objects.filter(entry="owed_less", debit__kind="payable").count() == 2


def test_suspended_is_owed_nothing_until_it_is_resumed(cast: Cast) -> None:
    cover(month=date(2026, 1, 1))
    person = holder("王秀兰")
    award = awarded(person, APRIL)
    changed(award, Aim.SUSPEND, MAY)
    know(APRIL, MAY, JUNE)
    find(APRIL, MAY, JUNE)
    assert [row[0] for row in dues_of(person)] == ["2026-04"]

    # The resumption says that June is owed, and May is not.
    changed(award, Aim.RESUME, JUNE)
    find(MAY, JUNE)

    assert [row[0] for row in dues_of(person)] == ["2026-04", "2026-06"]


def test_what_a_month_not_known_keeps_follows_the_month_before(cast: Cast) -> None:
    cover(month=date(2026, 1, 1))
    person = holder("王秀兰", grade=2)
    awarded(person, APRIL)
    know(APRIL, MAY)
    find(APRIL, MAY)
    # In June nobody knows whether she has moved.
    person.hukou_set.update(ended_by=make_source())
    know(JUNE)
    find(JUNE)
    assert dues_of(person)[-1] == ("2026-06", 0, 0, RATE, "kept")

    died(person, date(2026, 4, 20))
    know(MAY)
    find(MAY)

    # Nobody determined June again; it keeps what May owes, which is nothing now.
    assert dues_of(person)[1:] == [
        ("2026-05", 0, 0, RATE, "first"),
        ("2026-05", 1, RATE, 0, "nothing"),
        ("2026-06", 0, 0, RATE, "kept"),
        ("2026-06", 1, RATE, 0, "nothing"),
    ]


def test_a_month_that_was_not_determined_is_not_reckoned(cast: Cast) -> None:
    with pytest.raises(NotDetermined):
        find(MAY)
