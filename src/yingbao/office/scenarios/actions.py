"""Keeping what was tried, and taking it off the list."""

from datetime import datetime

from django.db import transaction

from yingbao.office.access.models import Division, Officer
from yingbao.office.access.permissions import Permission, require
from yingbao.office.audit.actions import record
from yingbao.office.determination.queries.what_if import WhatIf, get_what_if
from yingbao.office.scenarios.models import Scenario
from yingbao.office.scenarios.queries import may_end
from yingbao.office.scenarios.summary import summarize
from yingbao.office.scenarios.trying import Tried, laid_by


class NothingTried(ValueError):
    """Neither a reform nor a value is tried."""


class ElsewhereThanOwnCounty(Exception):
    """The officer keeps a scenario of another county, or of more than the own division."""


class NotTheirs(Exception):
    """A township's officer ends only what the same officer kept."""


def save_scenario(*, tried: Tried, name: str, note: str, by: Officer | str, at: datetime) -> Scenario:
    """Keep what is tried, with what it finds now where the officer acts; a command's is the whole county.

    The same kept again by the same, of the same rules and the same knowledge, is the one that is kept.

    Raises:
        NotPermitted, ElsewhereThanOwnCounty: the officer may not.
        NothingTried: there is nothing to keep.
        CannotTry, PackProblems, NotInForce: what is tried cannot be worked out.
    """
    division = _division(tried, by)
    if not tried:
        raise NothingTried
    overlay = tried.overlay
    found = get_what_if(
        county=tried.county, month=tried.month, laid=laid_by(tried.reforms, overlay), within=division
    )
    return _store(tried, found, overlay, (name.strip(), note.strip()), by=by, at=at)


@transaction.atomic
def end_scenario(*, scenario: Scenario, by: Officer, at: datetime) -> None:
    """Take a scenario off the list; it stays written. Ending it twice does nothing more.

    Raises:
        NotPermitted, ElsewhereThanOwnCounty, NotTheirs: the officer may not.
    """
    require(by, Permission.TRY_RULES)
    if by.division_id[:6] != scenario.county:
        raise ElsewhereThanOwnCounty(scenario.county)
    if not may_end(by, scenario):
        raise NotTheirs(scenario.pk)
    ended = Scenario.objects.filter(pk=scenario.pk, ended_at=None).update(ended_by=by.username, ended_at=at)
    if ended:
        record("scenarios.scenario.ended", by=by, subject=f"scenario:{scenario.pk}")


def _division(tried: Tried, by: Officer | str) -> str:
    if isinstance(by, str):
        return tried.county
    require(by, Permission.TRY_RULES)
    if by.division_id[:6] != tried.county:
        raise ElsewhereThanOwnCounty(tried.county)
    return by.acting_division_id


@transaction.atomic
def _store(
    tried: Tried, found: WhatIf, overlay: str, said: tuple[str, str], *, by: Officer | str, at: datetime
) -> Scenario:
    name, note = said
    told = {
        "county": tried.county,
        "division": found.within,
        "name": name,
        "note": note,
        "month": tried.month.first_day,
        "reforms": list(tried.reforms),
        "values": list(tried.values),
        "overlay": overlay,
        "horizon_id": found.horizon or None,
        "digest_now": found.digests[0],
        "digest_then": found.digests[1],
        "by": by if isinstance(by, str) else by.username,
    }
    # Sent twice at once, the second waits here for the first.
    Division.objects.select_for_update().get(pk=tried.county)
    kept = Scenario.objects.filter(**told, ended_at=None).first()
    if kept is not None:
        return kept
    scenario = Scenario.objects.create(**told, summary=summarize(found), at=at)
    record(
        "scenarios.scenario.saved",
        by=by,
        subject=f"scenario:{scenario.pk}",
        detail={"month": str(tried.month), "reforms": scenario.reforms, "values": scenario.values},
    )
    return scenario
