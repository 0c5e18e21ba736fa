"""A job is done by one worker at a time, in its order, and is lost by nobody."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.people import WULINGYUAN, WULONG, Cast
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.audit.models import Act
from yingbao.office.jobs.actions import (
    MOST_ATTEMPTS,
    NoLongerOurs,
    OverAlready,
    Progress,
    StillOpen,
    ask,
    begin_day,
    cancel,
    fail,
    finish,
    note_worker,
    progress,
    run_again,
    take_up,
)
from yingbao.office.jobs.choices import JobProblem, JobState
from yingbao.office.jobs.models import Job, Tick
from yingbao.office.jobs.queries import DEAD_AFTER, get_job, health, list_jobs
from yingbao.office.messages.models import Message

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LATER = NOON + DEAD_AFTER + SECOND


def asked(kind: str = "limits_alarm", county: str = WULINGYUAN, **params: Any) -> Job:
    return ask(kind=kind, county=county, params=params or {"on": "2026-06-01"}, at=NOON, by="yingbao jobs")


def taken(at: datetime = NOON) -> Job:
    job = take_up(at=at)
    assert job is not None
    return job


def test_a_job_is_taken_by_one_worker() -> None:
    job = asked()
    assert taken() == job
    assert take_up(at=NOON) is None


def test_a_worker_not_heard_of_for_two_minutes_loses_its_job() -> None:
    asked()
    first = taken()
    progress(job=first, made=Progress(3, 10, "17"), at=NOON)
    assert take_up(at=NOON + DEAD_AFTER) is None

    second = taken(LATER)
    assert (second.attempt, second.done, second.total, second.place) == (2, 3, 10, "17")
    for act in (
        lambda: progress(job=first, made=Progress(4, 10, "18"), at=LATER),
        lambda: finish(job=first, at=LATER),
    ):
        with pytest.raises(NoLongerOurs):
            act()
    fail(job=first, problem=JobProblem.BROKE, at=LATER)
    second.refresh_from_db()
    assert (second.state, second.done) == (JobState.RUNNING, 3)


def test_a_heartbeat_keeps_the_job() -> None:
    asked()
    job = taken()
    progress(job=job, made=Progress(1, 2, "1"), at=NOON + DEAD_AFTER)
    assert take_up(at=LATER) is None


def test_work_of_a_kind_in_a_county_is_done_in_its_order() -> None:
    first, second = asked(on="2026-06-01"), asked(on="2026-06-02")
    elsewhere = asked(county=WULONG)
    assert taken() == first
    assert taken() == elsewhere
    assert take_up(at=NOON) is None
    finish(job=taken(LATER), at=LATER)  # the first, taken up again
    assert {taken(LATER), taken(LATER)} == {second, elsewhere}


def test_who_kills_its_workers_fails_at_last() -> None:
    asked()
    at = NOON
    for _ in range(MOST_ATTEMPTS):
        assert taken(at)
        at += DEAD_AFTER + SECOND
    assert take_up(at=at) is None
    job = Job.objects.get()
    assert (job.state, job.problem) == (JobState.FAILED, JobProblem.KILLED)


def test_a_failure_is_told_to_the_administrators_once() -> None:
    job = asked()
    fail(job=taken(), problem=JobProblem.BROKE, at=NOON)
    message = Message.objects.get()
    assert (message.unit, message.division_code, message.subject) == (
        "administrator",
        WULINGYUAN,
        f"job:{job.pk}",
    )


def test_a_waiting_job_is_cancelled_at_once(cast: Cast) -> None:
    job = cancel(job=asked(), at=NOON, by=cast.guan_li)
    assert job.state == JobState.CANCELLED
    assert take_up(at=NOON) is None
    with pytest.raises(OverAlready):
        cancel(job=job, at=NOON, by=cast.guan_li)
    assert Act.objects.filter(verb="jobs.job.cancelled", by="guan_li").count() == 1


def test_a_running_job_is_cancelled_after_its_step(cast: Cast) -> None:
    asked()
    job = taken()
    cancel(job=job, at=NOON, by=cast.guan_li)
    with pytest.raises(NoLongerOurs):
        progress(job=job, made=Progress(5, 9, "5"), at=NOON)
    job.refresh_from_db()
    assert (job.state, job.done) == (JobState.CANCELLED, 5)


def test_what_is_to_be_cancelled_is_not_taken_up_again(cast: Cast) -> None:
    asked()
    cancel(job=taken(), at=NOON, by=cast.guan_li)
    assert take_up(at=LATER) is None
    assert Job.objects.get().state == JobState.CANCELLED


def test_only_administrators_cancel_and_ask_again(cast: Cast) -> None:
    job = asked()
    for other in (cast.zhou_min, cast.wu_gang, cast.shen_ji):
        for act in (cancel, run_again):
            with pytest.raises(NotPermitted):
                act(job=job, at=NOON, by=other)
        assert not list_jobs(other)


def test_what_failed_is_asked_for_again_once(cast: Cast) -> None:
    job = asked()
    with pytest.raises(StillOpen):
        run_again(job=job, at=NOON, by=cast.guan_li)
    fail(job=taken(), problem=JobProblem.BROKE, at=NOON)
    assert health(NOON).failed == 1
    again = run_again(job=job, at=LATER, by=cast.guan_li)
    assert (again.kind, again.params, again.state) == (job.kind, job.params, JobState.WAITING)
    assert health(LATER).failed == 0
    with pytest.raises(StillOpen):
        run_again(job=job, at=LATER, by=cast.guan_li)


def test_a_county_does_not_see_the_jobs_of_another(cast: Cast) -> None:
    job = asked(county=WULONG)
    assert get_job(cast.guan_li, job.pk) is None
    assert list(list_jobs(cast.guan_li)) == []


def test_the_work_of_a_day_is_asked_for_once() -> None:
    day = date(2026, 6, 1)
    assert begin_day(kind="limits_alarm", county=WULINGYUAN, day=day, at=NOON) is not None
    assert begin_day(kind="limits_alarm", county=WULINGYUAN, day=day, at=NOON) is None
    assert (Job.objects.count(), Tick.objects.count()) == (1, 1)


def test_who_comes_second_to_a_day_asks_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workers look at the same moment: only the row decides, and the second one's job goes with it."""
    day = date(2026, 6, 1)
    begin_day(kind="limits_alarm", county=WULINGYUAN, day=day, at=NOON)
    monkeypatch.setattr("django.db.models.query.QuerySet.exists", lambda _: False)
    assert begin_day(kind="limits_alarm", county=WULINGYUAN, day=day, at=NOON) is None
    assert Job.objects.count() == 1


def test_health_tells_who_is_there_and_what_waits() -> None:
    assert not health(NOON).is_worker_alive(NOON)
    note_worker(name="one", at=NOON)
    asked()
    asked(county=WULONG)
    taken()
    found = health(LATER)
    assert (found.waiting, found.running, found.lost, found.oldest_waiting_at) == (1, 1, 1, NOON)
    assert found.is_worker_alive(NOON + DEAD_AFTER)
    assert not found.is_worker_alive(LATER)
