"""Who may open which page: declared on the view, enforced before it runs.

A view without a declared policy answers 403: forgetting is not a way in. What a page may *show* is decided
where it loads its rows (by the officer's divisions); this module decides whether it may run at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from yingbao.edges.web.http import officer_of
from yingbao.office.access.permissions import Permission, may
from yingbao.office.audit import actions as audit

type_of_view = Callable[..., HttpResponseBase]


class Scope(Enum):
    """What a view's answer is cut to."""

    PUBLIC = "anyone, signed in or not; shows nothing about persons"
    OFFICER = "the officer's own session"
    DIVISION = "persons and files of the divisions the officer acts in"
    DOCUMENT = "what is written: plan, rules and rates; no persons beyond a count within the division"


@dataclass(frozen=True)
class Policy:
    """What a view declares."""

    permission: Permission | None
    scope: Scope
    writes: bool
    methods: tuple[str, ...]


def policy(
    *,
    scope: Scope,
    permission: Permission | None = None,
    writes: bool = False,
    methods: tuple[str, ...] | None = None,
) -> Callable[[type_of_view], type_of_view]:
    """Declare who may run a view, and by which methods: GET when it only reads, POST when it writes."""
    declared = Policy(
        permission=permission,
        scope=scope,
        writes=writes,
        methods=methods or (("POST",) if writes else ("GET", "HEAD")),
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
    """Hold every view to its policy, before it runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.user.is_authenticated:
            # A person's file must not stay in a shared computer's cache after signing out.
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: type_of_view, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        declared = policy_of(view)
        if declared is None:
            raise PermissionDenied("No policy declared.")
        if declared.scope is not Scope.PUBLIC and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        if request.method not in declared.methods:
            return HttpResponseNotAllowed(declared.methods)
        if declared.permission is not None and not may(officer_of(request), declared.permission):
            deny(request, declared.permission)
        return None


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
