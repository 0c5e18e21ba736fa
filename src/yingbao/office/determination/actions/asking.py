"""Wishes for runs; `yingbao work` carries them out."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yingbao.office.access.models import Division, Officer
from yingbao.office.access.permissions import Permission, require
from yingbao.office.audit.actions import record
from yingbao.office.determination.choices import RunState, Scope
from yingbao.office.determination.facts_sql import Question
from yingbao.office.determination.models import Run
from yingbao.office.determination.packs import pack_id_of
from yingbao.office.determination.queries.runs import get_last_complete_run, list_last_complete_runs
from yingbao.office.determination.queries.touched import has_news
from yingbao.office.register.queries.recorded_time import get_horizon
from yingbao.values.division import DivisionCode
from yingbao.values.month import Month


class ElsewhereThanOwnCounty(Exception):
    """An officer asks for runs of the own county only."""


class TooFarAhead(Exception):
    """Runs are asked for up to the month after the one they are asked in; nothing is known of later ones."""


def get_latest_askable(at: datetime) -> Month:
    """Return the last month that can be asked for at a moment: the next one, for it is prepared already."""
    return Month.of(timezone.localdate(at)) + 1


@transaction.atomic
def ask_for_run(
    *, county: str, month: Month, at: datetime, by: Officer | str, scope: Scope = Scope.EVERYONE
) -> Run:
    """Note the wish to have a month of a county determined and compared, and return the run.

    A wish that waits already is returned as it is. A command without an officer gives its own name as `by`.

    Raises:
        NotPermitted: the role does not determine.
        ElsewhereThanOwnCounty: the county is not the officer's, nor inside the officer's division.
        TooFarAhead: the month is later than the next one.
        Division.DoesNotExist: no office was opened for the county.
    """
    if isinstance(by, Officer):
        require(by, Permission.DETERMINE)
        if not _is_own(county, by.acting_division_id):
            raise ElsewhereThanOwnCounty(county)
    if month > get_latest_askable(at):
        raise TooFarAhead(str(month))
    # Whoever asks next waits here, so that two officers do not ask for the same twice.
    Division.objects.select_for_update().get(pk=county)
    waiting = Run.objects.filter(
        county=county, month=month.first_day, scope=scope, state=RunState.ASKED
    ).first()
    if waiting:
        return waiting
    run = Run.objects.create(
        county=county,
        month=month.first_day,
        scope=scope,
        pack_id=pack_id_of(county),
        by=by.username if isinstance(by, Officer) else by,
        asked_at=at,
    )
    record(
        "determination.run.asked",
        subject=f"run:{run.pk}",
        by=by,
        detail={"county": county, "month": str(month), "scope": scope},
    )
    return run


def ask_for_news(*, at: datetime, by: Officer | str) -> list[Run]:
    """Ask for the persons of whom something new is known, in every determined month it may bear on.

    What is learned today may bear on any past month (a death in March, told in June), and a list of one
    county may speak of a person of another. A month that was never determined is not begun.
    """
    horizon = get_horizon()
    return [
        ask_for_run(county=run.county, month=Month.of(run.month), at=at, by=by, scope=Scope.TOUCHED)
        for run in list_last_complete_runs()
        if Month.of(run.month) <= get_latest_askable(at)
        and has_news(Question(run.county, Month.of(run.month), horizon), run.horizon_id or 0)
    ]


def ask_for_comparison_after(*, run: Run, at: datetime) -> Run | None:
    """Ask to have the month after a run's compared again: what changed there is told against this one.

    None where the month after was not determined by the same rules, or waits to be done anyway.
    """
    month = Month.of(run.month)
    if month >= get_latest_askable(at):
        return None
    after = get_last_complete_run(run.county, month + 1)
    if after is None or after.pack_digest != run.pack_digest:
        return None
    if Run.objects.filter(county=run.county, month=after.month, state=RunState.ASKED).exists():
        return None
    return ask_for_run(county=run.county, month=month + 1, at=at, by=run.by, scope=Scope.NOBODY)


def _is_own(county: str, division: str) -> bool:
    return county == division[:6] or DivisionCode(county) in DivisionCode(division)
