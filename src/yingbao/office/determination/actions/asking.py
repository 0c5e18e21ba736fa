"""Wishes for runs; `yingbao work` carries them out."""

from datetime import datetime

from django.db import transaction

from yingbao.office.access.models import Division, Officer
from yingbao.office.access.permissions import Permission, require
from yingbao.office.audit.actions import record
from yingbao.office.determination.choices import RunState, Scope
from yingbao.office.determination.facts_sql import Question
from yingbao.office.determination.models import Run
from yingbao.office.determination.packs import pack_id_of
from yingbao.office.determination.queries.runs import list_last_complete_runs
from yingbao.office.determination.queries.touched import has_news
from yingbao.office.register.queries.recorded_time import get_horizon
from yingbao.values.division import DivisionCode
from yingbao.values.month import Month


class ElsewhereThanOwnCounty(Exception):
    """An officer asks for runs of the own county only."""


@transaction.atomic
def ask_for_run(
    *, county: str, month: Month, at: datetime, by: Officer | str, scope: Scope = Scope.EVERYONE
) -> Run:
    """Note the wish to have a month of a county determined and compared, and return the run.

    A wish that waits already is returned as it is. A command without an officer gives its own name as `by`.

    Raises:
        NotPermitted: the role does not determine.
        ElsewhereThanOwnCounty: the county is not the officer's, nor inside the officer's division.
        Division.DoesNotExist: no office was opened for the county.
    """
    if isinstance(by, Officer):
        require(by, Permission.DETERMINE)
        if county != by.division_id[:6] and DivisionCode(county) not in DivisionCode(by.division_id):
            raise ElsewhereThanOwnCounty(county)
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
        if has_news(Question(run.county, Month.of(run.month), horizon), run.horizon_id or 0)
    ]
