"""What an officer decides about a roster after the dry run: apply it, give it up, or say it names nobody."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.place import county_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.rosters.kinds import kinds_of
from yingbao.office.access.permissions import Permission
from yingbao.office.register.actions.rosters.receiving import (
    NotWaiting,
    OutsideDivision,
    cancel_roster,
    confirm_roster,
)
from yingbao.office.register.actions.rosters.saying_empty import NotUntold, say_nobody_is_on
from yingbao.office.register.models import Source
from yingbao.office.register.queries.visible import get_source

# A post may read a wider division than it acts in.
OUTSIDE = _("This roster is about a division in which you do not act.")


@policy(permission=Permission.IMPORT_ROSTERS, scope=Scope.DIVISION, writes=True)
def roster_confirm(request: OfficerRequest, source_id: int) -> HttpResponse:
    """Note the agreement; the worker applies the roster."""
    done = _("Confirmed. The roster is being applied.")
    return _decided(request, source_id, lambda source: confirm_roster(source=source, by=request.user), done)


@policy(permission=Permission.IMPORT_ROSTERS, scope=Scope.DIVISION, writes=True)
def roster_cancel(request: OfficerRequest, source_id: int) -> HttpResponse:
    """Set it aside; nothing of it was applied."""
    done = _("Given up. No data were changed.")
    return _decided(request, source_id, lambda source: cancel_roster(source=source, by=request.user), done)


@policy(permission=Permission.IMPORT_ROSTERS, scope=Scope.DIVISION, writes=True)
def roster_empty(request: OfficerRequest, source_id: int) -> HttpResponse:
    """Note that nobody is on a scheme this month; the worker makes the dry run again with that."""

    def say(source: Source) -> Source:
        kind = kinds_of(county_of(request.user)).get(source.kind)
        if kind is None:
            raise NotUntold(source.kind)
        return say_nobody_is_on(
            source=source, kind=kind, scheme=request.POST.get("scheme", ""), by=request.user
        )

    done = _("Noted. What the roster would do is being worked out again; nothing has changed yet.")
    return _decided(request, source_id, say, done)


def _decided(
    request: OfficerRequest, source_id: int, act: Callable[[Source], Source], done: Promise
) -> HttpResponse:
    source = get_source(request.user, source_id)
    if source is None:
        raise Http404
    try:
        act(source)
        messages.success(request, str(done))
    except OutsideDivision:
        messages.error(request, str(OUTSIDE))
    except (NotWaiting, NotUntold):
        messages.warning(
            request, gettext("This roster was agreed to or given up before: nothing is left to decide.")
        )
    return redirect("roster_show", source_id=source_id)
