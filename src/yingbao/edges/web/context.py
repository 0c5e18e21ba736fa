"""What every page carries: who reads it, how, and where they may go."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web import preferences
from yingbao.edges.web.place import place_of
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may


@dataclass(frozen=True)
class Place:
    """One entry of the navigation: a room of the house."""

    name: str
    label: Promise
    rooms: frozenset[str]
    permission: Permission | None = None


PLACES = [
    Place("home", _("This month"), frozenset({"home"})),
    Place("finding_list", _("Lists"), frozenset({"finding_list", "question_answer"}), Permission.VIEW_LISTS),
    Place(
        "person_search", _("Persons"), frozenset({"person_search", "person_show"}), Permission.VIEW_PERSONS
    ),
    Place(
        "roster_list",
        _("Data"),
        frozenset({"roster_list", "roster_receive", "roster_show", "conflict_list", "conflict_show"}),
        Permission.IMPORT_ROSTERS,
    ),
    Place(
        "plan_show",
        _("Plan"),
        frozenset(
            {
                "plan_show",
                "plan_compare",
                "clause_show",
                "programme_list",
                "programme_show",
                "entitled_list",
                "task_list",
                "indicator_list",
                "unit_list",
                "unit_show",
                "process_list",
                "process_show",
                "scenario_list",
                "scenario_new",
                "scenario_try",
                "scenario_save",
                "scenario_show",
                "amendment_list",
                "amendment_show",
                "rule_change",
                "value_change",
                "value_confirm",
            }
        ),
        Permission.VIEW_PLAN,
    ),
]


def navigation(request: HttpRequest, officer: Officer) -> list[dict[str, object]]:
    """Return the places this officer may go to."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    return [
        {"url": reverse(place.name), "label": place.label, "current": here in place.rooms}
        for place in PLACES
        if place.permission is None or may(officer, place.permission)
    ]


def page(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of every page needs."""
    chosen = preferences.preferences_of(request)
    user = getattr(request, "user", None)
    officer = user if isinstance(user, Officer) else None
    return {
        "officer": officer,
        "place": place_of(officer) if officer else None,
        "navigation": navigation(request, officer) if officer else [],
        "may_try": officer is not None and may(officer, Permission.TRY_RULES),
        "reading": chosen,
        "reading_rows": preferences.rows(chosen),
        # django-csp offers CSP_NONCE; htmx's tag looks for this name.
        "csp_nonce": getattr(request, "csp_nonce", ""),
    }
