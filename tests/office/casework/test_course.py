"""Where a case stands follows from its process, its acts and the calendar; nothing else."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yingbao.law import packs
from yingbao.law.calendars import Calendar
from yingbao.law.packs.record_shapes import Does
from yingbao.law.packs.records import records_of
from yingbao.office.casework.choices import ENDED, ActKind, CaseState
from yingbao.office.casework.course import (
    Course,
    Done,
    HeldByObjection,
    NotBefore,
    NotNow,
    Position,
    StillPublished,
)

POLICY = Path(__file__).resolve().parents[3] / "policy"
MONDAY = date(2026, 6, 1)
A = ActKind


@cache
def course(process: str = "two_subsidies", days: int | None = 5, request: str = "") -> Course:
    found = records_of(packs.load(POLICY, "cn-430811")).processes[process]
    return Course(found, dict.fromkeys(found.limits, days), Calendar.load(POLICY), request)


def acts(*steps: tuple[ActKind, int] | tuple[ActKind, int, dict[str, Any]]) -> list[Done]:
    """Return acts on days counted from the first Monday of June 2026."""
    return [
        Done(number, each[0], MONDAY + timedelta(days=each[1]), **(each[2] if len(each) > 2 else {}))
        for number, each in enumerate(steps, start=1)
    ]


def stands(*steps: Any) -> Position:
    return course().read(acts(*steps))


TO_NOTICE = ((A.HANDED_IN, 0), (A.ACCEPTED, 0), (A.PASSED, 1), (A.PASSED, 2), (A.APPROVED, 3))


def test_an_application_goes_from_desk_to_desk() -> None:
    turns = [course().read(acts(*TO_NOTICE[: n + 1])) for n in range(len(TO_NOTICE))]

    assert [(each.step.id, each.turn) for each in turns if each.step] == [
        ("accept", "township"),
        ("check", "township"),
        ("review", "disabled_federation"),
        ("approve", "civil_affairs"),
        ("notice", "township"),
    ]


def test_the_day_of_the_act_does_not_count() -> None:
    # Accepted on Monday 1 June: five working days end on Monday 8 June.
    assert stands((A.HANDED_IN, 0), (A.ACCEPTED, 0)).due.day == date(2026, 6, 8)  # type: ignore[union-attr]


def test_days_on_which_papers_are_waited_for_do_not_count() -> None:
    waiting = stands((A.HANDED_IN, 0), (A.ASKED_FOR_PAPERS, 0))
    assert (waiting.state, waiting.turn, waiting.due) == (CaseState.WAITING, "applicant", None)

    stopped = stands((A.HANDED_IN, 0), (A.ACCEPTED, 0), (A.STOPPED, 1, {"cause": "renewing_certificate"}))
    assert (stopped.state, stopped.turn) == (CaseState.WAITING, "township")
    again = stands(
        (A.HANDED_IN, 0),
        (A.ACCEPTED, 0),
        (A.STOPPED, 1, {"cause": "renewing_certificate"}),
        (A.RESUMED, 3),
    )
    assert again.due.day == date(2026, 6, 10)  # type: ignore[union-attr]  # two working days later


def test_what_is_missing_is_told_once() -> None:
    told = (A.HANDED_IN, 0), (A.ASKED_FOR_PAPERS, 0), (A.PAPERS_BROUGHT, 4)
    assert A.ASKED_FOR_PAPERS not in stands(*told).may
    with pytest.raises(NotNow):
        stands(*told, (A.ASKED_FOR_PAPERS, 4))


def test_a_notice_stands_for_all_its_days() -> None:
    on_notice = stands(*TO_NOTICE, (A.PUBLISHED, 4))  # Friday 5 June, until Friday 12 June
    assert (on_notice.state, on_notice.due.day) == (CaseState.ON_NOTICE, date(2026, 6, 12))  # type: ignore[union-attr]
    with pytest.raises(StillPublished):
        stands(*TO_NOTICE, (A.PUBLISHED, 4), (A.TAKEN_DOWN, 11))
    over = *TO_NOTICE, (A.PUBLISHED, 4), (A.TAKEN_DOWN, 12)
    assert stands(*over).settled
    assert stands(*over, (A.TOLD, 13)).state is CaseState.DONE


def test_an_objection_holds_the_award() -> None:
    objected = (*TO_NOTICE, (A.PUBLISHED, 4), (A.OBJECTED, 5, {"objection": 7}))
    with pytest.raises(HeldByObjection):
        stands(*objected, (A.TAKEN_DOWN, 20))
    rejected = (*objected, (A.OBJECTION_ANSWERED, 6, {"objection": 7, "upheld": False}))
    assert stands(*rejected, (A.TAKEN_DOWN, 20)).settled


def test_an_objection_that_is_upheld_leads_back_to_the_decision() -> None:
    upheld = stands(
        *TO_NOTICE,
        (A.PUBLISHED, 4),
        (A.OBJECTED, 5, {"objection": 7}),
        (A.OBJECTION_ANSWERED, 6, {"objection": 7, "upheld": True}),
    )
    assert upheld.step is not None
    assert (upheld.step.id, upheld.state) == ("approve", CaseState.OPEN)


def test_a_case_is_sent_back_to_an_earlier_step_only() -> None:
    before = (A.HANDED_IN, 0), (A.ACCEPTED, 0), (A.PASSED, 1)
    back = stands(*before, (A.SENT_BACK, 2, {"step": "check"}))
    assert back.step is not None
    assert back.step.id == "check"
    for nowhere in ("review", "approve", "nonsense"):
        with pytest.raises(NotNow):
            stands(*before, (A.SENT_BACK, 2, {"step": nowhere}))


def test_a_proposal_is_no_application() -> None:
    proposed = stands((A.PROPOSED, 0))
    assert (proposed.state, proposed.turn, proposed.due) == (CaseState.PROPOSED, "township", None)
    assert proposed.may == {A.HANDED_IN, A.DECLINED}


def test_nothing_is_done_before_what_it_follows() -> None:
    with pytest.raises(NotBefore):
        stands((A.HANDED_IN, 3), (A.ACCEPTED, 2))


def test_a_limit_nobody_has_said_is_unknown_and_not_none() -> None:
    position = course(days=None).read(acts((A.HANDED_IN, 0), (A.ACCEPTED, 0)))
    assert (position.due, position.limit_unknown) == (None, True)


def every_process() -> list[str]:
    return sorted(file.stem.replace("-", "_") for file in (POLICY / "packs/cn/processes").glob("*.yaml"))


@settings(deadline=None, max_examples=150)
@given(process=st.sampled_from(every_process()), data=st.data())
def test_whatever_is_done_the_case_is_somebodys_turn_or_ended(process: str, data: st.DataObject) -> None:
    """Walk at random through what may be done: there is always a next act until the end, and a turn."""
    asked = course(process)
    if not asked.steps:
        return
    done = [Done(1, A.HANDED_IN, MONDAY)]
    position = asked.read(done)
    for number in range(2, 30):
        if position.state in ENDED:
            assert (position.turn, position.may) == ("", frozenset())
            return
        assert position.turn
        assert position.may - {A.WITHDRAWN} or position.stopped_for
        kind = data.draw(st.sampled_from(sorted(position.may)))
        on = done[-1].on + timedelta(days=data.draw(st.integers(0, 12)))
        act = Done(
            number,
            kind,
            on,
            step=data.draw(st.sampled_from([each.id for each in asked.steps])),
            cause=data.draw(st.sampled_from([*asked.process.stops_clock, "nothing"])),
            objection=data.draw(st.integers(1, 3)),
            upheld=data.draw(st.booleans()),
        )
        try:
            position = asked.read([*done, act])
        except (NotNow, HeldByObjection, StillPublished):
            continue
        done.append(act)
        if position.due is not None:
            assert position.due.day >= position.began_on


def test_every_step_a_case_can_be_at_has_acts() -> None:
    for process in every_process():
        for step in course(process).steps:
            assert step.does not in {Does.CARRY_OUT, Does.REQUEST}
