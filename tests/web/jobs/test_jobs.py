"""Background work on screen: administrators see it, cancel it and ask for it again; nobody else does."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.people import WULINGYUAN, WULONG, Cast
from tests.web.conftest import SignIn
from yingbao.edges.jobs.timetable import timetable
from yingbao.edges.web.jobs.job_list import KINDS
from yingbao.office.casework.actions import bundling
from yingbao.office.jobs.actions import ask, fail, note_worker, take_up
from yingbao.office.jobs.choices import JobProblem, JobState
from yingbao.office.jobs.models import Job
from yingbao.office.payments.queries import takeovers

pytestmark = pytest.mark.django_db


def asked(county: str = WULINGYUAN, on: str = "2026-06-01") -> Job:
    return ask(kind="limits_alarm", county=county, params={"on": on}, at=timezone.now(), by="tests")


def failed() -> Job:
    asked()
    job = take_up(at=timezone.now())
    assert job is not None
    fail(job=job, problem=JobProblem.BROKE, at=timezone.now())
    return job


def test_every_work_of_the_timetable_has_a_name() -> None:
    assert set(KINDS) == {*timetable(), bundling.WORK, takeovers.WORK}


def test_what_failed_is_shown_and_asked_for_again(cast: Cast, sign_in: SignIn) -> None:
    job, browser = failed(), sign_in("guan_li")
    page = browser.get("/jobs/?state=failed").content.decode()
    assert "出错中断" in page
    assert "2026年6月1日" in page
    assert "后台任务失败：提醒办理时限（" in browser.get("/messages/").content.decode()
    for _ in range(2):
        assert browser.post(f"/jobs/{job.pk}/again").status_code == 302
    assert [each.state for each in Job.objects.order_by("pk")] == [JobState.FAILED, JobState.WAITING]


def test_a_job_is_cancelled(cast: Cast, sign_in: SignIn) -> None:
    job, browser = asked(), sign_in("guan_li")
    for _ in range(2):
        assert browser.post(f"/jobs/{job.pk}/cancel").status_code == 302
    assert Job.objects.get().state == JobState.CANCELLED


def test_whether_the_worker_is_there(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in("guan_li")
    assert "后台程序没有运行" in browser.get("/jobs/").content.decode()
    note_worker(name="one", at=timezone.now() - timedelta(seconds=30))
    assert "后台程序正在运行" in browser.get("/jobs/").content.decode()


def test_jobs_of_another_county_are_not_there(cast: Cast, sign_in: SignIn) -> None:
    job, browser = asked(WULONG), sign_in("guan_li")
    assert "提醒办理时限" not in browser.get("/jobs/").content.decode()
    for act in ("cancel", "again"):
        assert browser.post(f"/jobs/{job.pk}/{act}").status_code == 404
    assert Job.objects.get().state == JobState.WAITING


@pytest.mark.parametrize("account", ["zhou_min", "wu_gang", "shen_ji"])
def test_only_administrators_come_here(cast: Cast, sign_in: SignIn, account: str) -> None:
    job, browser = asked(), sign_in(account)
    assert browser.get("/jobs/").status_code == 403
    assert browser.post(f"/jobs/{job.pk}/cancel").status_code == 403


def test_more_jobs_ask_no_more_questions(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in("guan_li")
    asked()
    browser.get("/jobs/")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/jobs/").status_code == 200
        counts.append(len(queries))
        for day in range(2, 12):
            asked(on=f"2026-06-{day:02}")
    assert counts[0] == counts[1] <= 11
