"""Runs that were asked for, one after the other."""

import logging
from datetime import datetime

from django.utils.translation import gettext

from yingbao.law.packs import NotInForce, PackProblems
from yingbao.office.determination.actions import (
    NegativeAmount,
    NotDetermined,
    Overtaken,
    PackChanged,
    TooFarAhead,
    ask_for_news,
    ask_for_run,
    carry_out,
    fail_run,
)
from yingbao.office.determination.choices import Scope
from yingbao.office.determination.models import Run
from yingbao.office.determination.queries.runs import get_next_wish
from yingbao.values.month import Month

NAME = "yingbao work"
log = logging.getLogger(__name__)


def do_next_run(*, at: datetime) -> Run | None:
    """Carry out the oldest run that waits, and return it as it stands then; None when none waits.

    One that a killed worker left running is carried out again. A run that
    cannot be carried out says why itself; one that was overtaken is asked for anew.
    One that breaks is marked as failed, so that the next one has its turn.
    """
    run = get_next_wish()
    if run is None:
        return None
    try:
        return carry_out(run=run, at=at)
    except (PackProblems, NotInForce, NotDetermined, PackChanged, NegativeAmount):
        pass
    except Overtaken:
        _ask_anew(run, at)
    except Exception:
        # A run that breaks the worker must not break it again for ever; the error itself is for us.
        log.exception("run %s failed", run.pk)
        problem = gettext("An error broke off the run; the log of the worker tells it. Nothing was changed.")
        fail_run(run=run, problem=problem)
    run.refresh_from_db()
    return run


def _ask_anew(run: Run, at: datetime) -> None:
    try:
        ask_for_run(county=run.county, month=Month.of(run.month), at=at, by=NAME, scope=Scope(run.scope))
    except TooFarAhead:
        log.warning("run %s was overtaken and its month is too far ahead to be asked for anew", run.pk)


def ask_for_what_is_new(*, at: datetime) -> list[Run]:
    """Ask for the persons of whom something new is known; also what a killed worker could not ask for."""
    return ask_for_news(at=at, by=NAME)
