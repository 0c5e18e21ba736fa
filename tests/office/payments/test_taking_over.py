"""Who was paid before the product came is taken over once, by two officers, exactly as the list says."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import Sum

from tests.money import Treasury, make_treasury, take_over_waiting
from tests.office.determination.register_of import cover
from tests.office.payments.rolls import opened
from tests.people import NOON, WULINGYUAN, make_person, make_source, make_spell
from yingbao.edges.jobs.running import do_next_job
from yingbao.office.access.own_county import NotOwnCounty
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.access.two_hands import AlreadyDecided, OwnProposal
from yingbao.office.audit.models import Act
from yingbao.office.casework.models import Award
from yingbao.office.jobs.actions import cancel, run_again
from yingbao.office.jobs.models import Job
from yingbao.office.jobs.queries import DEAD_AFTER
from yingbao.office.ledger.models import Transfer
from yingbao.office.payments.actions import carrying_on
from yingbao.office.payments.actions.carrying_over import CarryingOver
from yingbao.office.payments.actions.drawing_up import HalfTakenOver, NothingOpen, draw_up
from yingbao.office.payments.actions.holding import NoReason
from yingbao.office.payments.actions.taking_over import (
    NotByList,
    NotThatList,
    TakenOverAlready,
    WrongMonths,
    approve_taking_over,
    propose_taking_over,
    refuse_taking_over,
)
from yingbao.office.payments.choices import RollKind
from yingbao.office.payments.models import Discharge, TakeOver
from yingbao.office.payments.queries import takeovers
from yingbao.office.payments.queries.takeovers import (
    WORK,
    jobs_of,
    left_out_of,
    lists_to_take_over,
    take_overs_of,
)
from yingbao.office.provision.models import Due
from yingbao.office.register.models import Person, Source
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
NURSING = "nursing_subsidy"
APRIL, JULY = Month(2026, 4), Month(2026, 7)
TODAY = date(2026, 7, 3)


@pytest.fixture
def treasury() -> Treasury:
    return make_treasury()


@pytest.fixture
def payees(treasury: Treasury) -> Source:
    """The list of June; who stands on it, and how."""
    source = make_source("two-allowances-payees", name="六月名单.xlsx")
    cover(NURSING, source=source)
    return source


def on_list(name: str, source: Source, *, fen: int | None = 11_000, **more: Any) -> int:
    person = make_person(name, source=source)
    make_spell(person, NURSING, source, amount_fen=fen, **more)
    return int(person.pk)


def proposed(treasury: Treasury, source: Source, **more: Any) -> TakeOver:
    asked: dict[str, Any] = {
        "county": WULINGYUAN,
        "programme": NURSING,
        "source": source,
        "since": APRIL,
        "first_month": JULY,
        "by": treasury.preparer,
        **more,
    }
    return propose_taking_over(at=NOON, **asked)


def approved(treasury: Treasury, take_over: TakeOver) -> TakeOver:
    """Approve a list, and let the worker write it."""
    approve_taking_over(take_over=take_over, on=TODAY, at=NOON, by=treasury.approver)
    take_over_waiting()
    return TakeOver.objects.get(pk=take_over.pk)


def dues_of(person: int) -> list[tuple[str, int]]:
    rows = Due.objects.filter(person=person).order_by("period").values_list("period", "amount")
    return [(f"{period:%Y-%m}", amount) for period, amount in rows]


def test_everyone_gets_an_award_and_what_the_list_paid(treasury: Treasury, payees: Source) -> None:
    long_ago = on_list("王一", payees, valid_from=date(2021, 3, 1))
    since_may = on_list("王二", payees, valid_from=date(2026, 5, 1), fen=10_000)
    twice = on_list("王三", payees)
    make_spell(Person.objects.get(pk=twice), NURSING, payees, amount_fen=11_000, valid_from=date(2026, 6, 1))
    until_may = on_list("王四", payees, valid_to=date(2026, 5, 31))
    on_list("王五", payees, valid_to=date(2026, 3, 31))

    take_over = proposed(treasury, payees)
    assert not Award.objects.exists()
    assert take_over.counts == {
        "persons": 4,
        "monthly_fen": 43_000,
        "twice": 1,
        "no_longer": 1,
        "awarded": 0,
        "no_amount": 0,
    }
    take_over = approved(treasury, take_over)

    assert (take_over.state, take_over.decided_by) == ("approved", "liu_kang")
    assert take_over.finished_at == NOON
    assert dues_of(long_ago) == [("2026-04", 11_000), ("2026-05", 11_000), ("2026-06", 11_000)]
    assert dues_of(since_may) == [("2026-05", 10_000), ("2026-06", 10_000)]
    assert dues_of(twice) == [("2026-04", 11_000), ("2026-05", 11_000), ("2026-06", 22_000)]
    assert dues_of(until_may) == [("2026-04", 11_000), ("2026-05", 11_000)]
    awards = {each.person_id: each for each in Award.objects.all()}
    assert [awards[each].first_month.month for each in (long_ago, since_may, twice)] == [4, 5, 4]
    assert [awards[each].amount_fen for each in (long_ago, since_may, twice)] == [11_000, 10_000, 22_000]
    assert {(each.case_id, each.carried_from_id) for each in awards.values()} == {(None, payees.pk)}
    ended = awards[until_may]
    assert (ended.state, ended.last_month) == ("ended", date(2026, 5, 1))
    assert [each.aim for each in ended.changes.order_by("number")] == ["grant", "end"]
    assert sorted(each.number for each in awards.values()) == [
        f"X{WULINGYUAN}-2026-{n:06}" for n in (1, 2, 3, 4)
    ]


def test_what_the_list_paid_is_paid_and_stands_in_the_book(treasury: Treasury, payees: Source) -> None:
    on_list("王一", payees)
    take_over = approved(treasury, proposed(treasury, payees, since=Month(2025, 12)))

    dues = Due.objects.all()
    assert dues.count() == 7
    assert Discharge.objects.filter(taken_over=take_over, alive=True).count() == 7
    assert not dues.exclude(discharges__alive=True).exists()
    moved = Transfer.objects.values_list("entry").annotate(fen=Sum("fen")).order_by("entry")
    assert list(moved) == [("owed", 77_000), ("paid_before", 77_000)]
    assert set(Transfer.objects.values_list("key", flat=True)) == {
        f"{what}:{due.pk}" for due in dues for what in ("due", "before")
    }
    assert set(Transfer.objects.filter(entry="owed").values_list("debit__year", flat=True)) == {2025, 2026}
    assert Act.objects.filter(verb="payments.taking_over.approved", by="liu_kang").count() == 1


def test_who_cannot_be_taken_over_is_told_with_the_reason(treasury: Treasury, payees: Source) -> None:
    on_list("王一", payees)
    silent = on_list("李二", payees, fen=None)
    half_silent = on_list("李三", payees)
    make_spell(Person.objects.get(pk=half_silent), NURSING, payees, amount_fen=None)
    held = on_list("张四", payees)
    earlier = make_source("two-allowances-payees", month=date(2025, 6, 1))
    awarded(held, earlier)

    take_over = proposed(treasury, payees)
    assert (take_over.counts["persons"], take_over.counts["no_amount"], take_over.counts["awarded"]) == (
        1,
        2,
        1,
    )
    approved(treasury, take_over)
    for _ in range(2):  # before and after
        told = {(each.person.pk, each.reason.value) for each in left_out_of(treasury.approver, take_over)}
        assert told == {(silent, "no_amount"), (half_silent, "no_amount"), (held, "awarded")}
    assert not Due.objects.filter(person__in=[silent, half_silent, held]).exists()


def awarded(person: int, source: Source) -> Award:
    return Award.objects.create(  # type: ignore[no-any-return]  # a manager cut to sight
        number="X-1",
        county=WULINGYUAN,
        division_code=WULINGYUAN,
        person_id=person,
        programme=NURSING,
        carried_from=source,
        first_month=date(2025, 7, 1),
        pack_id="cn",
        pack_digest="",
        grounds={},
        decided_by="liu_kang",
        decided_on=date(2025, 7, 1),
        made_at=NOON,
    )


def test_only_another_officer_of_the_county_approves(treasury: Treasury, payees: Source) -> None:
    on_list("王一", payees)
    with pytest.raises(NotPermitted):
        proposed(treasury, payees, by=treasury.finance)
    with pytest.raises(NotOwnCounty):
        proposed(treasury, payees, by=treasury.cast.ran_jing)
    take_over = proposed(treasury, payees)
    with pytest.raises(OwnProposal):
        approve_taking_over(take_over=take_over, on=TODAY, at=NOON, by=treasury.preparer)
    with pytest.raises(NotPermitted):
        approve_taking_over(take_over=take_over, on=TODAY, at=NOON, by=treasury.finance)
    assert not Award.objects.exists()
    approved(treasury, take_over)
    with pytest.raises(AlreadyDecided):
        approved(treasury, take_over)
    with pytest.raises(TakenOverAlready):
        proposed(treasury, payees)
    assert list(take_overs_of(treasury.finance)) == [take_over]
    assert list(take_overs_of(treasury.cast.ran_jing)) == []


def test_only_the_countys_own_list_of_the_month_before(treasury: Treasury, payees: Source) -> None:
    on_list("王一", payees)
    of_township = cover(NURSING, division="430811201")
    of_dibao = cover("dibao")
    for source in (of_township, of_dibao):
        with pytest.raises(NotThatList):
            proposed(treasury, source)
    for since, first_month in ((APRIL, Month(2026, 8)), (APRIL, Month(2026, 6)), (Month(2026, 8), JULY)):
        with pytest.raises(WrongMonths):
            proposed(treasury, payees, since=since, first_month=first_month)
    with pytest.raises(NotByList):
        proposed(treasury, payees, programme="assistive_devices")
    offered = {programme.id: source for programme, source in lists_to_take_over(WULINGYUAN, JULY)}
    assert offered[NURSING] == payees


def test_a_refused_one_says_why_and_can_be_proposed_again(treasury: Treasury, payees: Source) -> None:
    on_list("王一", payees)
    take_over = proposed(treasury, payees)
    with pytest.raises(NoReason):
        refuse_taking_over(take_over=take_over, reason=" ", at=NOON, by=treasury.approver)
    with pytest.raises(OwnProposal):
        refuse_taking_over(take_over=take_over, reason="名单不全", at=NOON, by=treasury.preparer)
    refused = refuse_taking_over(take_over=take_over, reason="名单不全", at=NOON, by=treasury.approver)
    assert (refused.state, refused.reason) == ("refused", "名单不全")
    assert approved(treasury, proposed(treasury, payees)).state == "approved"


def test_approved_it_waits_for_the_worker_and_is_asked_for_once(treasury: Treasury, payees: Source) -> None:
    on_list("王一", payees)
    take_over = proposed(treasury, payees)
    who: dict[str, Any] = {"take_over": take_over, "at": NOON, "by": treasury.approver}
    approve_taking_over(on=TODAY, **who)
    with pytest.raises(AlreadyDecided):
        approve_taking_over(on=TODAY, **who)
    with pytest.raises(AlreadyDecided):
        refuse_taking_over(reason="算了", **who)
    job = Job.objects.get()
    assert (job.kind, job.params) == (WORK, {"on": "2026-07-03", "taking_over": take_over.pk})
    assert not Award.objects.exists()
    assert jobs_of(take_overs_of(treasury.finance)) == {take_over.pk: job}


def test_interrupted_it_goes_on_where_it_stood(
    treasury: Treasury, payees: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    persons = [on_list(f"王{n}", payees) for n in range(5)]
    take_over = proposed(treasury, payees)
    approve_taking_over(take_over=take_over, on=TODAY, at=NOON, by=treasury.approver)
    monkeypatch.setattr(carrying_on, "AT_ONCE", 6)  # two persons of three months
    write, left = CarryingOver.write, iter([True, True])

    def killed(self: CarryingOver, persons: list[int]) -> None:
        write(self, persons)
        if not next(left, False):
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(CarryingOver, "write", killed)
        with pytest.raises(KeyboardInterrupt):
            take_over_waiting()
    job = Job.objects.get()
    assert (Award.objects.count(), job.done, job.total, job.percent) == (4, 4, 5, 80)
    take_over_waiting(NOON + DEAD_AFTER + timedelta(seconds=1))
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 5, 5)
    assert [len(dues_of(person)) for person in persons] == [3] * 5
    assert Transfer.objects.count() == 30
    assert [each.number[-1] for each in Award.objects.order_by("id")] == ["1", "2", "3", "4", "5"]


def test_cancelled_half_way_it_can_be_run_again(
    treasury: Treasury, payees: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    persons = [on_list(f"王{n}", payees) for n in range(3)]
    take_over = proposed(treasury, payees)
    approve_taking_over(take_over=take_over, on=TODAY, at=NOON, by=treasury.approver)
    monkeypatch.setattr(carrying_on, "AT_ONCE", 3)
    write, guan_li = CarryingOver.write, treasury.cast.guan_li

    def then_cancelled(self: CarryingOver, persons: list[int]) -> None:
        write(self, persons)
        cancel(job=Job.objects.get(), at=NOON, by=guan_li)

    with monkeypatch.context() as patched:
        patched.setattr(CarryingOver, "write", then_cancelled)
        assert do_next_job(lambda: NOON).state == "cancelled"  # type: ignore[union-attr]
    assert Award.objects.count() == 1
    assert TakeOver.objects.get().finished_at is None
    again = run_again(job=Job.objects.get(), at=NOON, by=guan_li)
    assert jobs_of([TakeOver.objects.get()]) == {take_over.pk: again}
    take_over_waiting()
    assert TakeOver.objects.get().finished_at == NOON
    assert [len(dues_of(person)) for person in persons] == [3] * 3
    assert jobs_of([TakeOver.objects.get()]) == {}


def test_nobody_is_left_off_a_roll_because_the_worker_is_not_there_yet(
    treasury: Treasury, payees: Source
) -> None:
    on_list("王一", payees)
    roll: dict[str, Any] = {
        "pay_month": opened(treasury),
        "programme": NURSING,
        "kind": RollKind.REGULAR,
        "bank_format": "bank-transfer",
        "memo": "护理补贴",
        "at": NOON,
        "by": treasury.preparer,
    }
    approve_taking_over(take_over=proposed(treasury, payees), on=TODAY, at=NOON, by=treasury.approver)
    with pytest.raises(HalfTakenOver):
        draw_up(**roll)
    take_over_waiting()
    with pytest.raises(NothingOpen):
        draw_up(**roll)


def test_rules_that_no_longer_know_the_programme_are_told(
    treasury: Treasury, payees: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_list("王一", payees)
    take_over = proposed(treasury, payees)
    for_each = {"take_over": take_over, "on": TODAY, "at": NOON, "by": treasury.approver}
    with monkeypatch.context() as patched:
        patched.setattr(takeovers, "is_paid_by_list", lambda programme: False)
        with pytest.raises(NotByList):
            approve_taking_over(**for_each)
        assert not Job.objects.exists()
        patched.undo()
        approve_taking_over(**for_each)
        patched.setattr(takeovers, "is_paid_by_list", lambda programme: False)
        job = do_next_job(lambda: NOON)
    assert job is not None
    assert (job.state, job.problem) == ("failed", "rules")


def test_what_a_later_list_says_is_not_taken_over(treasury: Treasury, payees: Source) -> None:
    on_list("王一", payees)
    later = make_source("two-allowances-payees", month=date(2026, 7, 1))
    cover(NURSING, month=date(2026, 7, 1), source=later)
    on_list("王二", later)
    assert proposed(treasury, payees).counts["persons"] == 1
