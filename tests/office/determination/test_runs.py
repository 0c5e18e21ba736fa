"""What is believed, run after run: only changes are written, nothing is lost."""

from datetime import date
from typing import Any

import pytest

from tests.office.determination.register_of import cover, died, holder, on, stated
from tests.people import NOON, WULINGYUAN, WULONG, Cast, make_source
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.audit.models import Act
from yingbao.office.determination.actions import (
    ElsewhereThanOwnCounty,
    NotDetermined,
    Overtaken,
    TooFarAhead,
    ask_for_news,
    ask_for_run,
    carry_out,
    compare,
    determine,
    running,
)
from yingbao.office.determination.choices import RunState, Scope
from yingbao.office.determination.models import Decision, Finding, Grant, Run
from yingbao.office.determination.queries.persons import get_person_answers
from yingbao.office.register.choices import SourceState
from yingbao.office.register.models import Person, Standing
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _offices(cast: Cast) -> None:
    """The offices of both districts are open."""


def run(month: str = "2026-06", county: str = WULINGYUAN, **more: Any) -> Run:
    return determine(county=county, month=Month.parse(month), at=NOON, by="yingbao work", **more)


def believed(person: Person, month: str = "2026-06") -> dict[str, tuple[str, int | None]]:
    """What is believed now about a person in a month: programme → outcome and amount."""
    day = Month.parse(month).first_day
    decisions = [
        d
        for d in Decision.objects.filter(person=person, run_to=None, month_from__lte=day)
        if d.month_to is None or d.month_to >= day
    ]
    assert len(decisions) <= 1, "two beliefs about one month"
    return {
        g.programme: (g.outcome, g.amount_fen) for d in decisions for g in Grant.objects.filter(decision=d)
    }


def counts() -> tuple[int, int, int]:
    return Decision.objects.count(), Grant.objects.count(), Finding.objects.count()


def test_who_fulfils_every_condition_is_entitled() -> None:
    wang = holder("王秀兰", grade=1)
    on(wang, "dibao")
    cover()

    run()

    answers = believed(wang)
    assert answers["living_allowance"] == ("yes", 11000)
    assert answers["nursing_subsidy"] == ("yes", 11000)
    assert "single_dibao" not in answers


def test_without_lists_the_answer_is_to_ask_and_never_no() -> None:
    wang = holder("王秀兰")

    run()

    assert believed(wang)["living_allowance"][0] == "ask"


def test_the_same_again_writes_nothing() -> None:
    wang = holder("王秀兰")
    on(wang, "dibao")
    cover()
    run()
    before = counts()

    again = run()

    assert counts() == before
    assert again.counts == {"ended": 0, "written": 0, "findings_ended": 0, "findings_written": 0}
    assert again.state == RunState.FINISHED


def test_a_new_month_with_the_same_answers_writes_no_decision() -> None:
    on(holder("王秀兰"), "dibao")
    cover(month=date(2026, 5, 1))
    run("2026-05")

    assert run("2026-06").counts["written"] == 0


def test_a_new_month_closes_what_no_longer_holds() -> None:
    wang = holder("王秀兰", expires_on=date(2026, 5, 31))
    on(wang, "dibao")
    cover(month=date(2026, 5, 1))
    run("2026-05")

    run("2026-06")

    assert [(d.month_from, d.month_to) for d in Decision.objects.order_by("month_from")] == [
        (date(2026, 5, 1), date(2026, 5, 1)),
        (date(2026, 6, 1), None),
    ]
    assert believed(wang, "2026-05")["nursing_subsidy"] == ("yes", 11000)
    assert "nursing_subsidy" not in believed(wang, "2026-06")


def test_a_past_month_asked_again_keeps_both_bases() -> None:
    wang = holder("王秀兰")
    on(wang, "dibao")
    cover(month=date(2026, 3, 1))
    run("2026-04")
    run("2026-05")
    run("2026-06")
    first_basis = Decision.objects.get(person=wang).basis
    # Tekun in May only, learnt in June.
    on(wang, "tekun", since=date(2026, 5, 1), until=date(2026, 5, 31))

    second = run("2026-05")

    assert believed(wang, "2026-04")["living_allowance"] == ("yes", 11000)
    assert "living_allowance" not in believed(wang, "2026-05")
    assert believed(wang, "2026-06")["living_allowance"] == ("yes", 11000)
    old = Decision.objects.get(person=wang, run_to=second)
    assert (old.month_from, old.month_to) == (date(2026, 4, 1), None)
    assert Grant.objects.filter(decision=old, programme="living_allowance").exists()
    parts = Decision.objects.filter(person=wang, run_to=None).order_by("month_from")
    assert [(p.month_from, p.month_to, p.basis) for p in parts] == [
        (date(2026, 4, 1), date(2026, 4, 1), first_basis),
        (date(2026, 5, 1), date(2026, 5, 1), second),
        (date(2026, 6, 1), None, first_basis),
    ]


def test_the_newest_month_asked_again_keeps_what_was_believed() -> None:
    wang = holder("王秀兰")
    on(wang, "dibao")
    cover(month=date(2026, 5, 1))
    run("2026-05")
    run("2026-06")
    died(wang, date(2026, 5, 20))

    again = run("2026-06")

    assert believed(wang, "2026-05")["living_allowance"] == ("yes", 11000)
    assert believed(wang, "2026-06") == {}
    assert Decision.objects.get(run_to=again).month_to is None


def test_a_month_between_two_determined_ones_changes_only_itself() -> None:
    wang = holder("王秀兰")
    on(wang, "dibao", since=date(2026, 1, 1), until=date(2026, 4, 30))
    on(wang, "dibao", since=date(2026, 6, 1))
    cover(month=date(2026, 1, 1))
    run("2026-04")
    run("2026-06")

    run("2026-05")

    asked = ["2026-04", "2026-05", "2026-06"]
    assert ["living_allowance" in believed(wang, month) for month in asked] == [True, False, True]


def test_an_earlier_month_than_any_is_added_alone() -> None:
    wang = holder("王秀兰")
    on(wang, "dibao")
    cover(month=date(2026, 1, 1))
    run("2026-06")

    run("2026-03")

    assert "living_allowance" in believed(wang, "2026-03")
    assert believed(wang, "2026-04") == {}


def test_who_left_the_register_is_no_longer_believed_anything_about() -> None:
    wang = holder("王秀兰")
    on(wang, "dibao")
    cover(month=date(2026, 5, 1))
    run("2026-05")
    Standing.objects.filter(person=wang).update(ended_by=make_source())

    run("2026-06")

    assert believed(wang, "2026-05") != {}
    assert believed(wang, "2026-06") == {}


def test_only_touched_persons_are_determined_after_an_import() -> None:
    wang, li = holder("王秀兰"), holder("李明")
    on(wang, "dibao")
    cover()
    run()
    on(li, "dibao")

    after = run(scope=Scope.TOUCHED)

    assert after.scope == Scope.TOUCHED
    assert after.counts["written"] == 1
    assert believed(li)["living_allowance"] == ("yes", 11000)
    assert run().counts["written"] == 0


def test_a_list_that_covers_more_speaks_of_everyone() -> None:
    wang = holder("王秀兰")
    on(wang, "dibao")
    cover("dibao", "certificate")
    run()
    cover()

    after = run(scope=Scope.TOUCHED)

    assert after.scope == Scope.EVERYONE
    assert believed(wang)["living_allowance"] == ("yes", 11000)


def test_touched_is_everyone_while_the_month_was_never_determined() -> None:
    holder("王秀兰")

    assert run(scope=Scope.TOUCHED).scope == Scope.EVERYONE


def test_named_persons_only() -> None:
    wang, li = holder("王秀兰"), holder("李明")
    cover()
    run()
    on(wang, "dibao")
    on(li, "dibao")

    run(persons=[wang.pk])

    assert "living_allowance" in believed(wang)
    assert "living_allowance" not in believed(li)


def test_named_persons_wait_for_the_whole_county() -> None:
    wang = holder("王秀兰")

    with pytest.raises(NotDetermined):
        run(persons=[wang.pk])

    assert Run.objects.get().state == RunState.FAILED


def test_comparing_alone_determines_nobody() -> None:
    wang = holder("王秀兰")
    on(wang, "dibao")
    cover()
    run()
    on(wang, "living_allowance", 11000)
    before = Decision.objects.count()

    compare(county=WULINGYUAN, month=Month(2026, 6), at=NOON, by="yingbao compare")

    assert Decision.objects.count() == before
    assert not Finding.objects.filter(programme="living_allowance", run_to=None).exists()


def test_the_other_county_is_left_alone() -> None:
    wang = holder("王秀兰")
    cover()
    run()
    before = believed(wang)

    run(county=WULONG)

    assert believed(wang) == before


def test_a_wish_waiting_is_not_doubled(cast: Any) -> None:
    wish = {"county": WULINGYUAN, "month": Month(2026, 6), "at": NOON}

    first = ask_for_run(by=cast.zhou_min, **wish)

    assert ask_for_run(by=cast.xiang_dong, **wish) == first
    assert Act.objects.filter(verb="determination.run.asked").count() == 1


def test_a_township_officer_asks_for_no_run(cast: Any) -> None:
    with pytest.raises(NotPermitted):
        ask_for_run(by=cast.tian_fang, county=WULINGYUAN, month=Month(2026, 6), at=NOON)


def test_nobody_asks_for_another_county(cast: Any) -> None:
    with pytest.raises(ElsewhereThanOwnCounty):
        ask_for_run(by=cast.ran_jing, county=WULINGYUAN, month=Month(2026, 6), at=NOON)


def test_an_answer_to_a_question_changes_the_answer() -> None:
    wang = holder("王秀兰", hukou=None)
    on(wang, "dibao")
    cover()
    run()
    assert believed(wang)["living_allowance"][0] == "ask"
    stated(wang, "hukou_division", "430811201203")

    run(scope=Scope.TOUCHED)

    assert believed(wang)["living_allowance"] == ("yes", 11000)


def test_a_finished_run_is_not_done_again() -> None:
    holder("王秀兰")
    cover()
    done = run()
    written = done.counts

    assert carry_out(run=done, at=NOON).counts == written


def test_a_run_asked_for_before_one_that_finished_already_changes_nothing() -> None:
    wang = holder("王秀兰")
    cover()
    asked = {"county": WULINGYUAN, "at": NOON, "by": "test"}
    earlier = ask_for_run(month=Month(2026, 5), **asked)  # type: ignore[arg-type]  # one dict for both
    later = ask_for_run(month=Month(2026, 6), **asked)  # type: ignore[arg-type]
    carry_out(run=later, at=NOON)

    with pytest.raises(Overtaken):
        carry_out(run=earlier, at=NOON)

    earlier.refresh_from_db()
    assert earlier.state == RunState.OVERTAKEN
    assert believed(wang, "2026-05") == {}


def test_a_run_that_another_worker_finished_meanwhile_is_not_finished_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    holder("王秀兰")
    cover()
    wish = ask_for_run(county=WULINGYUAN, month=Month(2026, 6), at=NOON, by="test")
    answer = running._answer_inside

    def answer_late(*work: Any) -> Any:
        monkeypatch.setattr(running, "_answer_inside", answer)
        carry_out(run=wish, at=NOON)
        return answer(*work)

    monkeypatch.setattr(running, "_answer_inside", answer_late)
    done = carry_out(run=wish, at=NOON)

    assert done.counts["written"] > 0, "what the other worker wrote is what is told"
    assert Act.objects.filter(verb="determination.run.finished", subject=f"run:{wish.pk}").count() == 1


def test_someone_a_list_is_just_bringing_is_not_yet_known(cast: Any) -> None:
    wang = holder("王秀兰")
    cover()
    run()
    Standing.objects.filter(person=wang).update(
        source=make_source(state=SourceState.APPLYING, applied_at=None)
    )

    answers = get_person_answers(officer=cast.zhou_min, person=wang.pk, month=Month(2026, 6))

    assert answers is not None
    assert {answer.explanation.outcome for answer in answers.answers} == {None}


def test_no_month_later_than_the_next_can_be_asked_for() -> None:
    cover()
    holder("王秀兰")
    assert run("2026-07").state == RunState.FINISHED

    for month in ("2026-08", "2030-01", "9999-12"):
        with pytest.raises(TooFarAhead):
            run(month)


def test_news_do_not_ask_for_a_month_far_ahead_that_was_determined_once() -> None:
    cover()
    wang = holder("王秀兰")
    ahead = run()
    Run.objects.filter(pk=ahead.pk).update(month=date(2030, 1, 1))
    died(wang, date(2026, 6, 3))

    assert ask_for_news(at=NOON, by="test") == []
