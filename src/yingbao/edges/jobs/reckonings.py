"""What is owed is found for every month in which something became known, one month after the other."""

import logging
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext

from yingbao.edges.jobs.timetable import list_counties
from yingbao.law.packs import PackProblems
from yingbao.office.provision.actions.reckoning import (
    ask_for_stale_months,
    carry_out_reckoning,
    fail_reckoning,
)
from yingbao.office.provision.models import Reckoning
from yingbao.office.provision.queries.reckonings import get_next_reckoning

NAME = "yingbao work"
log = logging.getLogger(__name__)


def ask_for_what_is_owed(*, at: datetime) -> list[Reckoning]:
    """Ask for every month of every county of which more is known than when it was reckoned."""
    return [asked for county in list_counties() for asked in _ask_of(county, at)]


def _ask_of(county: str, at: datetime) -> list[Reckoning]:
    try:
        return ask_for_stale_months(county=county, on=localdate(at), at=at, by=NAME)
    except PackProblems as why:
        # Its months wait until the rules can be read; the other counties do not.
        log.warning("nothing is reckoned in %s: %s", county, why)
        return []


def do_next_reckoning(*, at: datetime) -> Reckoning | None:
    """Carry out the reckoning that waits for the earliest month, and return it; None when none waits.

    One that breaks is marked as failed, so that the next one has its turn.
    """
    reckoning = get_next_reckoning()
    if reckoning is None:
        return None
    try:
        done = carry_out_reckoning(reckoning=reckoning, at=at)
    except PackProblems as why:
        log.warning("reckoning %s failed: %s", reckoning.pk, why)
    except Exception:
        # What breaks the worker must not break it again for ever; the error itself is for us.
        log.exception("reckoning %s failed", reckoning.pk)
        problem = gettext(
            "An error broke off the finding; the log of the worker tells it. What was found so far stands."
        )
        fail_reckoning(reckoning=reckoning, problem=problem)
    else:
        ask_for_what_is_owed(at=at)
        return done
    reckoning.refresh_from_db()
    return reckoning
