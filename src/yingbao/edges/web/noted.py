"""No page about persons is shown unwritten: what a view forgets to put into the book of acts, this does.

A view writes its own act where it can say more: whose file, which list, how many rows. A view that shows
nobody says so (`names_nobody`); tests/web/audit holds it to that. A try at what the officer does not see is
answered like a try at nothing, and written down either way.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import ResolverMatch

from yingbao.edges.web.policy import Scope, policy_of, type_of_view
from yingbao.office.access.models import Officer
from yingbao.office.audit import actions as audit
from yingbao.office.register.sealed_columns import SEALED

# What an address names, by the name of its argument.
KINDS = {
    "person_id": "person",
    "finding_id": "finding",
    "conflict_id": "conflict",
    "source_id": "source",
    "scenario_id": "scenario",
}
OF_PERSONS = {"person_id", "finding_id", "conflict_id", "row"}


def names_nobody(view: type_of_view) -> type_of_view:
    """Declare that a view shows no person: no name, and nothing about one alone."""
    view.names_nobody = True  # type: ignore[attr-defined]
    return view


def without_names(answer: HttpResponse) -> HttpResponse:
    """Declare the same for one answer of a view that otherwise shows persons."""
    answer.names_nobody = True  # type: ignore[attr-defined]
    return answer


class NotedMiddleware:
    """Write down what a view did not: every page about persons, and every try at what is not visible."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with audit.recorded() as acts:
            response = self.get_response(request)
        match, officer = request.resolver_match, request.user
        if match is None or not isinstance(officer, Officer):
            return response
        declared = policy_of(match.func)
        if declared is None or declared.scope is not Scope.DIVISION:
            return response
        if not any(act.by == officer.username for act in acts):
            note(match, officer, response)
        return response


def note(match: ResolverMatch, officer: Officer, response: HttpResponseBase) -> None:
    """Write down what was shown, or that nothing was."""
    if response.status_code == 404 and match.kwargs:
        verb = "register.person.denied" if OF_PERSONS & match.kwargs.keys() else "access.page.not_found"
        audit.record(verb, by=officer, subject=subject_of(match), detail={"page": match.url_name or ""})
    elif response.status_code == 200 and not is_nameless(match, response):
        audit.record("access.page.viewed", by=officer, subject=subject_of(match))


def is_nameless(match: ResolverMatch, response: HttpResponseBase) -> bool:
    """Return whether the view, or this answer of it, was declared to show nobody."""
    return bool(getattr(match.func, "names_nobody", False) or getattr(response, "names_nobody", False))


def subject_of(match: ResolverMatch) -> str:
    """Return what an address names: kind:id. Words in it may be anything someone typed; they are left out."""
    given: dict[str, Any] = match.kwargs
    if given.get("column") in SEALED:
        return f"{given['column']}:{given['row']}"
    for name, kind in KINDS.items():
        if isinstance(given.get(name), int):
            return f"{kind}:{given[name]}"
    return f"page:{match.url_name}"
