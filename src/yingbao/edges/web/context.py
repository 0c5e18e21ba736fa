"""What every page carries: who reads it, how, and where they may go."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web import preferences
from yingbao.edges.web.messages.turns import units_of
from yingbao.edges.web.place import place_of
from yingbao.edges.web.working import offers_of
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.messages.queries import count_unread

# Messages are counted no further: what counts is that they wait.
MOST_UNREAD = 99


@dataclass(frozen=True)
class Place:
    """One entry of the navigation: a room of the house."""

    name: str
    label: Promise
    rooms: frozenset[str]
    permission: Permission | None = None


# What follows and surrounds cases.
AFTER_CASES = frozenset(
    {"award_list", "award_show", "review_list", "review_new", "review_show", "review_item"}
    | {"plan_list", "plan_of_person", "plan_write", "certificate_list"}
)
# The month of payments, its rolls, and what is owed and comes back.
MONEY_ROOMS = frozenset(
    {"month_board", "month_close", "roll_list", "roll_new", "roll_show", "roll_lines", "roll_differences"}
    | {"roll_act", "roll_approve", "roll_file", "roll_return", "return_show"}
    | {"line_show", "line_leave_out", "problem_accept"}
    | {"due_list", "takeover_list", "takeover_new", "takeover_show", "recovery_list", "recovery_demand"}
    | {"receivable_show", "receivable_repaid", "write_off_propose", "write_off_decide"}
    | {"reconciliation", "budget_list", "budget_write", "performance_list"}
)
PLACES = [
    Place("home", _("This month"), frozenset({"home"})),
    Place("finding_list", _("Lists"), frozenset({"finding_list", "question_answer"}), Permission.VIEW_LISTS),
    Place(
        "person_search",
        _("Persons"),
        frozenset(
            {
                "person_search",
                "person_show",
                "person_answers",
                "person_programme",
                "person_acts",
                "person_money",
            }
        ),
        Permission.VIEW_PERSONS,
    ),
    Place(
        "case_list",
        _("Cases"),
        AFTER_CASES
        | frozenset(
            {
                "case_list",
                "case_show",
                "case_act",
                "case_decide",
                "case_new",
                "case_propose",
                "notice_list",
                "notice_new",
                "notice_show",
                "objection_list",
                "objection_new",
                "objection_show",
                "objection_reveal",
                "letter_show",
                "office_list",
                "office_write",
            }
        ),
        Permission.VIEW_CASES,
    ),
    Place("month_board", _("Money"), MONEY_ROOMS, Permission.VIEW_MONEY),
    Place(
        "roster_list",
        _("Data"),
        frozenset({"roster_list", "roster_receive", "roster_show", "conflict_list", "conflict_show"}),
        Permission.IMPORT_ROSTERS,
    ),
    Place("job_list", _("Background work"), frozenset({"job_list"}), Permission.MANAGE_JOBS),
    Place("act_list", _("Book of acts"), frozenset({"act_list"}), Permission.VIEW_ACTS),
    Place("health_show", _("Machine"), frozenset({"health_show"}), Permission.MANAGE_JOBS),
    Place(
        "officer_list",
        _("Accounts"),
        frozenset(
            {"officer_list", "officer_new", "officer_show", "officer_change", "officer_help", "officer_give"}
        ),
        Permission.MANAGE_OFFICERS,
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


def unread_by(officer: Officer) -> str | None:
    """Return how many messages wait for an officer; None for one who is told nothing."""
    if not may(officer, Permission.VIEW_MESSAGES):
        return None
    found = count_unread(officer, units_of(officer), most=MOST_UNREAD + 1)
    return str(found) if found <= MOST_UNREAD else f"{MOST_UNREAD}+"


def page(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of every page needs."""
    chosen = preferences.preferences_of(request)
    user = getattr(request, "user", None)
    officer = user if isinstance(user, Officer) else None
    return {
        "officer": officer,
        "offers": offers_of(request),
        "place": place_of(officer) if officer else None,
        "navigation": navigation(request, officer) if officer else [],
        "unread": unread_by(officer) if officer else None,
        "may_try": officer is not None and may(officer, Permission.TRY_RULES),
        "portal": settings.PORTAL_NAME,
        "reading": chosen,
        "reading_rows": preferences.rows(chosen),
        # django-csp offers CSP_NONCE; htmx's tag looks for this name.
        "csp_nonce": getattr(request, "csp_nonce", ""),
    }
