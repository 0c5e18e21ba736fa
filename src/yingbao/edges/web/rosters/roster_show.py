"""One received file: how far it is, what it would do or did, row by row, and what was refused."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.noted import without_names
from yingbao.edges.web.paging import Paging, paging
from yingbao.edges.web.place import county_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.rosters.kinds import kind_name, kinds_of
from yingbao.edges.web.rosters.progress import STATE_LOOKS, Progress, progress_of
from yingbao.edges.web.rosters.rows import ShownRow, show_rows
from yingbao.edges.web.rosters.sentences import refusal_in_words, remarks_in_words
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.access.queries import get_names
from yingbao.office.audit import actions as audit
from yingbao.office.audit.queries import list_acts
from yingbao.office.register.actions.rosters.saying_empty import has_only_a_header
from yingbao.office.register.choices import RowOutcome, Scheme, SourceState
from yingbao.office.register.models import Source
from yingbao.office.register.queries.staged import list_staged_rows, list_untold_schemes
from yingbao.office.register.queries.visible import get_source
from yingbao.office.register.roster_kinds import RosterKind

# A month in which a fifth of a list ends is worth a second look, unless the list is very short.
FEW = 10
CANCELLABLE = {SourceState.RECEIVED, SourceState.READ, SourceState.CONFIRMED}


@dataclass(frozen=True)
class SourcePage:
    """Everything the page shows."""

    source: Source
    kind: str
    place: str
    look: str
    progress: Progress
    counts: list[dict[str, Any]]
    outcome: str
    rows: list[ShownRow]
    paging: Paging
    problem: str
    remarks: list[str]
    may_confirm: bool
    may_cancel: bool
    has_refused: bool
    many_ended: int
    # Schemes of which the list names nobody: value and name.
    untold: list[tuple[str, str]]


@policy(permission=Permission.IMPORT_ROSTERS, scope=Scope.DIVISION)
def roster_show(request: OfficerRequest, source_id: int) -> HttpResponse:
    """Show the file; while it is under way the page looks again by itself."""
    source = get_source(request.user, source_id)
    if source is None:
        return moved(request.user, source_id)
    if request.headers.get("HX-Request"):
        return how_far(request, source)
    audit.record("register.roster.viewed", by=request.user, subject=f"source:{source.pk}")
    return render(request, "rosters/roster_show.html", {"page": load(request, source)})


def how_far(request: OfficerRequest, source: Source) -> HttpResponse:
    """Answer the page that looks again by itself: how far the file is; at the end, to load all of it anew."""
    progress = progress_of(source)
    if not progress.under_way:
        return without_names(HttpResponse(headers={"HX-Refresh": "true"}))
    page = {"source": source, "progress": progress, "look": STATE_LOOKS.get(source.state, "")}
    return without_names(render(request, "rosters/_progress.html", {"page": page}))


def moved(officer: Officer, source_id: int) -> HttpResponse:
    """Go to the place in recorded time that a waiting file was given when others were applied before it."""
    acts = list_acts().filter(verb="register.source.applying", detail__read_as=source_id)
    act = acts.first()
    new_id = int(act.subject.partition(":")[2]) if act else source_id
    if new_id == source_id or get_source(officer, new_id) is None:
        raise Http404
    return redirect("roster_show", source_id=new_id)


def load(request: OfficerRequest, source: Source) -> SourcePage:
    """Load the page."""
    outcome = request.GET.get("outcome", "")
    chosen = list_staged_rows(request.user, source, outcome if outcome in RowOutcome.values else None)
    pages = paging(request, chosen.count())
    kinds = kinds_of(county_of(request.user))
    return SourcePage(
        source=source,
        kind=kind_name(source.kind, kinds),
        place=get_names({source.division_code}).get(source.division_code, source.division_code),
        look=STATE_LOOKS.get(source.state, ""),
        progress=progress_of(source),
        counts=counts_in_words(source, outcome),
        outcome=outcome,
        rows=show_rows(chosen[pages.slice], source, request.user),
        paging=pages,
        problem=refusal_in_words(source),
        remarks=remarks_in_words(source),
        may_confirm=source.state == SourceState.READ,
        may_cancel=source.state in CANCELLABLE,
        has_refused=bool(source.counts.get("refused")),
        many_ended=many_ended(source),
        untold=untold(source, kinds.get(source.kind)),
    )


def untold(source: Source, kind: RosterKind | None) -> list[tuple[str, str]]:
    """Return the schemes an officer may still say nobody is on."""
    if kind is None or not (source.state == SourceState.READ or has_only_a_header(source)):
        return []
    return [(each, str(Scheme(each).label)) for each in list_untold_schemes(source, kind)]


def many_ended(source: Source) -> int:
    """Return how many would be ended, when that is so many that the file may be the wrong one; else 0."""
    planned = source.counts.get("planned", {})
    ended: int = planned.get(RowOutcome.ENDED.value, 0)
    return ended if ended >= FEW and ended * 5 > planned.get(RowOutcome.SAME.value, 0) else 0


def counts_in_words(source: Source, chosen: str) -> list[dict[str, Any]]:
    """Return how many rows came to what."""
    planned = source.counts.get("planned", {})
    return [
        {
            "value": outcome.value,
            "name": outcome.label,
            "count": planned.get(outcome.value, 0),
            "current": outcome.value == chosen,
        }
        for outcome in RowOutcome
    ]
