"""Who may open which page: declared on the view, enforced before it runs.

A view without a declared policy answers 403: forgetting is not a way in. What a page may *show* is decided
where it loads its rows (by the officer's divisions); this module decides whether it may run at all.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect

from yingbao.edges.web.http import officer_of
from yingbao.edges.web.proof import ask_for_proof, is_fresh
from yingbao.edges.web.ready import what_comes_first
from yingbao.edges.web.working import take_up_post
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.sight import seeing, seeing_nothing_declared
from yingbao.office.audit import actions as audit

type_of_view = Callable[..., HttpResponseBase]


class Scope(Enum):
    """What a view's answer is cut to."""

    PUBLIC = "anyone, signed in or not; of persons only the masked lines of a public notice"
    OFFICER = "the officer's own session"
    DIVISION = "persons and files of the divisions the officer acts in"
    ACCOUNTS = "accounts of the divisions the officer manages; no persons"
    DOCUMENT = "what is written: plan, rules and rates; no persons beyond a count within the division"


@dataclass(frozen=True)
class Policy:
    """What a view declares.

    `fresh`: who sits there is asked for again if the last proof is older than the settings allow.
    `early`: opens before the officer has an own password and the second factor the role demands.
    """

    permission: Permission | None
    scope: Scope
    writes: bool
    methods: tuple[str, ...]
    fresh: bool = False
    early: bool = False


def policy(
    *,
    scope: Scope,
    permission: Permission | None = None,
    writes: bool = False,
    methods: tuple[str, ...] | None = None,
    fresh: bool = False,
    early: bool = False,
) -> Callable[[type_of_view], type_of_view]:
    """Declare who may run a view, and by which methods: GET when it only reads, POST when it writes."""
    declared = Policy(
        permission=permission,
        scope=scope,
        writes=writes,
        methods=methods or (("POST",) if writes else ("GET", "HEAD")),
        fresh=fresh,
        early=early,
    )

    def declare(view: type_of_view) -> type_of_view:
        view.policy = declared  # type: ignore[attr-defined]
        return view

    return declare


def policy_of(view: Callable[..., Any]) -> Policy | None:
    """Return what a view declares, or nothing."""
    declared = getattr(view, "policy", None)
    return declared if isinstance(declared, Policy) else None


class PolicyMiddleware:
    """Hold every view to its policy before it runs, in the post worked in, and to what that post sees."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        elsewhere = take_up_post(request)
        if elsewhere is not None:
            return elsewhere
        with sight_of(request):
            response = self.get_response(request)
        if request.user.is_authenticated:
            # A person's file must not stay in a shared computer's cache after signing out.
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: type_of_view, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        return held_back(request, view)


def held_back(request: HttpRequest, view: type_of_view) -> HttpResponseBase | None:
    """Return what is answered instead of the view; nothing when it may run."""
    declared = policy_of(view)
    if declared is None:
        raise PermissionDenied("No policy declared.")
    if declared.scope is not Scope.PUBLIC and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
    if request.method not in declared.methods:
        return HttpResponseNotAllowed(declared.methods)
    return None if declared.scope is Scope.PUBLIC else asked_first(request, declared)


def asked_first(request: HttpRequest, declared: Policy) -> HttpResponseBase | None:
    """Return what an officer who has come in is asked before the view runs; refuse whom it is not for."""
    first = "" if declared.early else what_comes_first(request)
    if first:
        return redirect(first)
    if declared.permission is not None and not may(officer_of(request), declared.permission):
        deny(request, declared.permission)
    return ask_for_proof(request) if declared.fresh and not is_fresh(request) else None


def sight_of(request: HttpRequest) -> AbstractContextManager[None]:
    """See during the whole request, also while its page is drawn, what the officer's post sees."""
    if isinstance(request.user, Officer):
        return seeing(request.user)
    return seeing_nothing_declared()


def deny(request: HttpRequest, permission: Permission) -> None:
    """Write the refused try into the book of acts, then refuse."""
    match = request.resolver_match
    audit.record(
        "access.page.denied",
        by=officer_of(request),
        subject=f"page:{match.url_name if match else ''}",
        detail={"permission": permission.value, "method": request.method or ""},
    )
    raise PermissionDenied(permission.value)
