"""Background work: what runs, waits, failed; cancelling it and asking for it again."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.paging import paging
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.jobs.actions import OverAlready, StillOpen, cancel, run_again
from yingbao.office.jobs.choices import OPEN, JobState
from yingbao.office.jobs.models import Job
from yingbao.office.jobs.queries import get_job, health, list_jobs

KINDS: dict[str, Promise] = {
    "calendar_ask": _("Ask for next year's days off"),
    "cases_bundle": _("Do one act in many cases"),
    "calendar_settle": _("Reckon provisional limits again"),
    "list_taken_over": _("Take over a payee list"),
    "limits_alarm": _("Tell of limits"),
    "money_check": _("Check the book of money"),
    "notices_end": _("Take down public notices"),
    "plans_review": _("Tell of support plans to review"),
    "month_determine": _("Determine the month"),
}
LOOKS = {JobState.DONE: "yes", JobState.FAILED: "no", JobState.RUNNING: "unknown"}


@dataclass(frozen=True)
class ShownJob:
    """One job in words."""

    job: Job
    name: str
    on: date | None
    look: str
    may_cancel: bool
    may_ask_again: bool


@policy(permission=Permission.MANAGE_JOBS, scope=Scope.DIVISION)
@names_nobody
def job_list(request: OfficerRequest) -> HttpResponse:
    """Show the jobs of the county, the newest first, and whether the worker is there."""
    asked = request.GET.get("state", "")
    found = list_jobs(request.user)
    if asked in JobState.values:
        found = found.filter(state=asked)
    pages, now = paging(request, found.count()), timezone.now()
    figures = health(now)
    page = {
        "rows": [shown(job) for job in found[pages.slice]],
        "paging": pages,
        "health": figures,
        "is_alive": figures.is_worker_alive(now),
        "states": JobState.choices,
        "state": asked,
    }
    return render(request, "jobs/job_list.html", page)


def shown(job: Job) -> ShownJob:
    """Return a job as the page shows it."""
    on = job.params.get("on")
    return ShownJob(
        job=job,
        name=str(KINDS.get(job.kind, job.kind)),
        on=date.fromisoformat(on) if on else None,
        look=LOOKS.get(JobState(job.state), ""),
        may_cancel=job.state in OPEN and not job.cancelled_by,
        may_ask_again=job.state in {JobState.FAILED, JobState.CANCELLED},
    )


@policy(permission=Permission.MANAGE_JOBS, scope=Scope.DIVISION, writes=True)
def job_cancel(request: OfficerRequest, job_id: int) -> HttpResponseRedirect:
    """Cancel a job; one that runs stops after its step."""
    try:
        job = cancel(job=found_or_404(request, job_id), at=timezone.now(), by=request.user)
    except OverAlready:
        messages.info(request, gettext("This work had ended already."))
    else:
        waits = gettext("Cancelled.") if job.ended_at else gettext("It stops after the step it is at.")
        messages.success(request, waits)
    return redirect("job_list")


@policy(permission=Permission.MANAGE_JOBS, scope=Scope.DIVISION, writes=True)
def job_again(request: OfficerRequest, job_id: int) -> HttpResponseRedirect:
    """Ask once more for what failed or was cancelled."""
    try:
        run_again(job=found_or_404(request, job_id), at=timezone.now(), by=request.user)
    except StillOpen:
        messages.info(request, gettext("This work waits or runs already."))
    else:
        messages.success(request, gettext("It waits for the worker."))
    return redirect("job_list")


def found_or_404(request: OfficerRequest, job_id: int) -> Job:
    """Return a job of the officer's county."""
    job = get_job(request.user, job_id)
    if job is None:
        raise Http404
    return job
