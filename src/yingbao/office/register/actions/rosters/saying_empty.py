"""An officer says that a complete list has nobody of a scheme: whoever was on it is on it no longer."""

import json

from django.db import transaction

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, require
from yingbao.office.access.queries import is_in_scope
from yingbao.office.audit.actions import record
from yingbao.office.register.actions.rosters.receiving import NotWaiting, OutsideDivision
from yingbao.office.register.choices import SourceState
from yingbao.office.register.models import Source
from yingbao.office.register.queries.staged import ONLY_HEADER, list_untold_schemes
from yingbao.office.register.roster_kinds import RosterKind


class NotUntold(Exception):
    """The list names someone of the scheme, or its kind does not speak for it."""


@transaction.atomic
def say_nobody_is_on(*, source: Source, kind: RosterKind, scheme: str, by: Officer) -> Source:
    """Note that the list is complete and nobody is on a scheme; the dry run is made again with that.

    A file with a header and no row, refused until then, is read as the empty list it is. Nothing is ended
    before the officer has seen the new dry run and confirms it.

    Raises:
        NotPermitted, OutsideDivision: the officer brings no lists in, or not for this division.
        NotWaiting: the list is not waiting for confirmation, nor refused for having no row.
        NotUntold: the list speaks of the scheme itself, or cannot speak of it.
    """
    require(by, Permission.IMPORT_ROSTERS)
    source = Source.objects.select_for_update().get(pk=source.pk)
    if not is_in_scope(by, source.division_code):
        raise OutsideDivision(source.division_code)
    if source.state != SourceState.READ and not has_only_a_header(source):
        raise NotWaiting(source.state)
    if scheme not in list_untold_schemes(source, kind):
        raise NotUntold(scheme)
    source.said_empty = sorted({*source.said_empty, scheme})
    source.state, source.problem, source.heartbeat_at = SourceState.RECEIVED, "", None
    source.save(update_fields=["said_empty", "state", "problem", "heartbeat_at"])
    record("register.roster.said_empty", subject=f"source:{source.pk}", by=by, detail={"scheme": scheme})
    return source


def has_only_a_header(source: Source) -> bool:
    """Whether a file was refused because there is not one row in it."""
    refused = source.state == SourceState.REFUSED and source.problem.startswith("{")
    return refused and json.loads(source.problem)["code"] == ONLY_HEADER
