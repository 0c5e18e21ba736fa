"""Which months are reckoned again, who may ask, what is left out, and what a killed reckoning leaves."""

from datetime import date, timedelta

import pytest
from django.db import connection

from tests.office.determination.register_of import cover, died, holder
from tests.office.determination.test_killed_runs import Killed, Killer
from tests.office.provision.awards import awarded, changed, dues_of
from tests.office.provision.test_reckoning import APRIL, JUNE, MARCH, MAY, RATE, find, know
from tests.people import NOON, WULINGYUAN, WULONG, Cast, make_source
from yingbao.edges.jobs import worker
from yingbao.edges.jobs.reckonings import do_next_reckoning
from yingbao.office.access.own_county import NotOwnCounty
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.audit.models import Act
from yingbao.office.casework.choices import Aim
from yingbao.office.determination.packs import pack_of
from yingbao.office.ledger.models import Transfer
from yingbao.office.provision.actions import finding
from yingbao.office.provision.actions.reckoning import ask_for_reckoning, reckon
from yingbao.office.provision.choices import LeftOut, ReckoningState
from yingbao.office.provision.models import Due, Reckoning
from yingbao.office.provision.programmes import is_money
from yingbao.office.provision.queries.reckonings import list_stale_months
from yingbao.values.month import Month

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("compared_only")]
TODAY = date(2026, 6, 15)


def stale() -> list[Month]:
    return list_stale_months(WULINGYUAN, Month.of(TODAY))


def test_a_month_is_asked_for_again_when_more_is_known(cast: Cast) -> None:
    cover(month=date(2026, 1, 1))
    person = holder("王秀兰")
    know(MARCH, APRIL, MAY, JUNE)
    assert stale() == []  # without awards nothing is owed

    award = awarded(person, APRIL)
    assert stale() == [MARCH, APRIL, MAY, JUNE]  # carried over: a list may have paid before
    find(MARCH, APRIL, MAY, JUNE)
    assert stale() == []

    know(MAY)
    assert stale() == []  # nothing else is believed than before
    changed(award, Aim.SUSPEND, MAY)
    assert stale() == [MAY, JUNE]
    find(MAY, JUNE)
    assert stale() == []

    died(person, date(2026, 2, 20))
    know(APRIL)
    assert stale() == [APRIL]
    reckon(county=WULINGYUAN, month=APRIL, on=TODAY, at=NOON, by="test")
    # May may keep what April owes; `reckon` has looked.
    assert stale() == []
    assert dues_of(person)[1] == ("2026-04", 1, RATE, 0, "nothing")


def test_who_left_the_county_keeps_what_was_found_and_gets_nothing_new(cast: Cast) -> None:
    cover(month=date(2026, 1, 1))
    person = holder("王秀兰")
    awarded(person, APRIL)
    know(APRIL, MAY)
    find(APRIL, MAY)

    person.standings.update(ended_by=make_source())
    know(APRIL, MAY, JUNE)
    find(APRIL, MAY, JUNE)

    assert dues_of(person) == [("2026-04", 0, 0, RATE, "first"), ("2026-05", 0, 0, RATE, "first")]


def test_who_may_ask(cast: Cast) -> None:
    cover(month=date(2026, 1, 1))
    know(MAY)
    asked = {"county": WULINGYUAN, "month": MAY, "on": TODAY, "at": NOON}
    for officer, why in (
        (cast.ran_jing, NotOwnCounty),
        (cast.shen_ji, NotPermitted),
        (cast.wu_gang, NotPermitted),
    ):
        with pytest.raises(why):
            ask_for_reckoning(**asked, by=officer)
    first = ask_for_reckoning(**asked, by=cast.xiang_dong)
    assert ask_for_reckoning(**asked, by=cast.zhou_min) == first
    verbs = Act.objects.filter(verb__startswith="provision.").values_list("verb", "subject")
    assert list(verbs) == [("provision.reckoning.asked", f"reckoning:{first.pk}")]
    assert first.county != WULONG


def test_what_cannot_be_reckoned_per_person_is_said(cast: Cast) -> None:
    cover(month=date(2026, 1, 1))
    awarded(holder("王秀兰"), APRIL, "no_such_programme")
    pack = pack_of(WULINGYUAN, APRIL)
    awarded(holder("李明"), APRIL, next(each.id for each in pack.programmes if not is_money(each)))
    know(APRIL)

    (done,) = find(APRIL)

    # A visit is delivered, not paid, and is no matter of money.
    assert done.counts == {"left_out": {"no_such_programme": {"awards": 1, "why": LeftOut.NOT_IN_RULES}}}
    assert not Due.objects.exists()


def test_the_worker_finds_what_is_owed_after_a_run(cast: Cast) -> None:
    cover(month=date(2026, 1, 1))
    person = holder("王秀兰")
    awarded(person, MAY)
    know(APRIL, MAY, JUNE)

    def clock() -> object:
        return NOON + timedelta(days=1)

    worker.Watch(clock).look()  # type: ignore[arg-type]
    waiting = Reckoning.objects.filter(state=ReckoningState.ASKED).order_by("id")
    assert [Month.of(each.month) for each in waiting] == [APRIL, MAY, JUNE]
    while do_next_reckoning(at=NOON + timedelta(days=1)):
        pass

    assert [row[0] for row in dues_of(person)] == ["2026-05", "2026-06"]
    assert Reckoning.objects.filter(state=ReckoningState.FINISHED).count() == 3


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_reckoning_killed_at_any_statement_ends_as_one_never_killed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tests.people import make_cast

    make_cast()
    monkeypatch.setattr(finding, "CHUNK", 2)
    cover(month=date(2026, 1, 1))
    folk = [holder(f"某{n}") for n in range(5)]
    for person in folk:
        awarded(person, APRIL)
    know(APRIL)
    asked = ask_for_reckoning(county=WULINGYUAN, month=APRIL, on=TODAY, at=NOON, by="test")

    killed = part = 0
    while True:
        try:
            with connection.execute_wrapper(Killer(killed + 1)):
                do_next_reckoning(at=NOON)
            break
        except Killed:
            killed += 1
            part += 0 < Due.objects.count() < 5
            # What is owed and what is in the book go together, whenever it dies.
            assert Transfer.objects.count() == Due.objects.count()

    # That it really died at many points, and between two chunks.
    assert killed > 40
    assert part > 3
    asked.refresh_from_db()
    assert asked.state == ReckoningState.FINISHED
    assert asked.counts == {"first": {"dues": 5, "fen": 5 * RATE}}
    assert sorted(Due.objects.values_list("person_id", "amount")) == [(each.pk, RATE) for each in folk]
    assert sorted(Transfer.objects.values_list("fen", flat=True)) == [RATE] * 5
