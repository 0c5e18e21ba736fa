"""A worker killed at any statement of a job: another comes to the same end as if nothing had happened."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from tests.people import WULINGYUAN, make_divisions, make_person
from yingbao.edges.jobs import pieces
from yingbao.edges.jobs.running import do_next_job
from yingbao.office.casework.choices import Aim, CaseState, Origin
from yingbao.office.casework.models import Alarm, Case
from yingbao.office.jobs.actions import ask
from yingbao.office.jobs.choices import JobState
from yingbao.office.jobs.models import Job
from yingbao.office.jobs.queries import DEAD_AFTER
from yingbao.office.messages.models import Message

NOON = datetime(2026, 6, 20, 4, tzinfo=UTC)


class Killed(BaseException):
    """The process is gone: nothing catches it, and what was not committed is not there."""


class Dying:
    """Counts the statements sent; dies at the one it is told to."""

    def __init__(self, at: int) -> None:
        self.at, self.sent = at, 0

    def __call__(self, execute: Any, *args: Any) -> Any:
        self.sent += 1
        if self.sent == self.at:
            raise Killed
        return execute(*args)


class Clock:
    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at


def overdue_cases(count: int) -> None:
    make_divisions()
    for number in range(count):
        person = make_person(f"某{number}")
        Case.objects.create(
            number=f"{WULINGYUAN}-2026-{number:06}",
            county=WULINGYUAN,
            division_code="430811201203",
            person=person,
            programme="nursing_subsidy",
            process="two_subsidies",
            aim=Aim.GRANT,
            origin=Origin.PERSON,
            month=date(2026, 6, 1),
            opened_by="wu_gang",
            opened_at=NOON,
            state=CaseState.OPEN,
            step="check",
            turn="township",
            began_with=1,
            due_on=date(2026, 6, 10),
        )


def content() -> list[object]:
    alarms = Alarm.objects.order_by("case_id", "kind").values_list("case_id", "kind", "due_on", "for_day")
    return [list(alarms), sorted(Message.objects.values_list("key", flat=True))]


def work_dying(at: int) -> int:
    """Do the one job with a worker that dies at a statement, then with others; return how many were sent first."""
    clock, dying = Clock(), Dying(at)
    try:
        with connection.execute_wrapper(dying):
            do_next_job(clock)
    except Killed:
        clock.at += DEAD_AFTER + timedelta(seconds=1)
        while do_next_job(clock) is not None:
            pass
    return dying.sent


@pytest.mark.django_db(transaction=True)
def test_killed_at_any_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "PIECE", 2)
    overdue_cases(5)
    ends = []
    point, last = 0, 1
    while point <= last:
        Alarm.objects.all().delete()
        Message.objects.all().delete()
        Job.objects.all().delete()
        ask(kind="limits_alarm", county=WULINGYUAN, params={"on": "2026-06-20"}, at=NOON, by="tests")
        sent = work_dying(point)
        last = sent if point == 0 else last
        job = Job.objects.get()
        assert (job.state, job.done, job.total) == (JobState.DONE, 5, 5), point
        ends.append(content())
        point += 1

    assert last > 20  # three pieces, each alarmed, told and noted
    assert len(ends[0][0]) == 15  # type: ignore[arg-type]  # reminder, overdue, escalation of each
    assert all(end == ends[0] for end in ends)


@pytest.mark.django_db(transaction=True)
def test_another_goes_on_where_the_committed_progress_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was committed is not done again: the second worker asks for the cases after it."""
    monkeypatch.setattr(pieces, "PIECE", 2)
    overdue_cases(4)
    ask(kind="limits_alarm", county=WULINGYUAN, params={"on": "2026-06-20"}, at=NOON, by="tests")
    worked: list[list[int]] = []
    told = []

    def dying_after_one_piece(*, cases: list[int], **more: Any) -> int:
        worked.append(cases)
        if len(worked) == 2:
            raise Killed
        told.extend(cases)
        return 0

    from yingbao.edges.jobs.daily import limits_alarm

    monkeypatch.setattr(limits_alarm, "raise_alarms", dying_after_one_piece)
    clock = Clock()
    with pytest.raises(Killed):
        do_next_job(clock)
    assert do_next_job(clock) is None
    clock.at += DEAD_AFTER + timedelta(seconds=1)
    assert do_next_job(clock) is not None
    assert worked[1] == worked[2]
    assert sorted(told) == sorted(Case.objects.values_list("pk", flat=True))


@pytest.mark.django_db
def test_what_breaks_fails_and_the_next_has_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    overdue_cases(1)
    for kind in ("limits_alarm", "gone_from_this_version", "calendar_ask"):
        ask(kind=kind, county=WULINGYUAN, params={"on": "2026-06-20"}, at=NOON, by="tests")

    def broken(**_: Any) -> int:
        raise RuntimeError("王秀兰")

    from yingbao.edges.jobs.daily import limits_alarm

    monkeypatch.setattr(limits_alarm, "raise_alarms", broken)
    clock = Clock()
    while do_next_job(clock) is not None:
        pass
    assert list(Job.objects.order_by("pk").values_list("state", "problem")) == [
        ("failed", "broke"),
        ("failed", "unknown_kind"),
        ("done", ""),
    ]
    assert "王秀兰" not in str(list(Message.objects.values_list("params", flat=True)))
