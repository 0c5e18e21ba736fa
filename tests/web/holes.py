"""Holes put into the product, one at a time, each where a hand might slip: the matrix must see every one."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import condition

from tests.web.breaking import all_of, anyone, instead_of, not_found_so, see_everyone, serving, type_of_view
from tests.web.hidden import FILES
from yingbao.edges.web import policy as policies
from yingbao.edges.web.casework import (
    case_act,
    case_list,
    case_propose,
    case_sheet,
    letter_show,
    objection_new,
)
from yingbao.edges.web.determination import finding_export
from yingbao.edges.web.paging import paging
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access import queries as posts
from yingbao.office.access.choices import Role
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.casework.actions import acting
from yingbao.office.casework.models import Award, Case, Letter, NoticeLine, OfficeCard, SupportPlan
from yingbao.office.determination.models import Finding
from yingbao.office.register.models import Person
from yingbao.office.register.queries import search

Opened = Callable[[], AbstractContextManager[object]]


@dataclass(frozen=True)
class Hole:
    """One hole: how it is opened, which part of the matrix looks, at which addresses, and what it tells."""

    name: str
    opened: Opened
    looks: str
    at: frozenset[str]
    told: str


def export_of_the_county() -> AbstractContextManager[object]:
    """The workbook of a township is written as its county would have it."""
    scoped = finding_export.findings.iterate_findings

    def unscoped(*, officer: Officer, **asked: Any) -> Any:
        see_everyone()
        county = Officer.objects.filter(own_role=Role.FEDERATION_COUNTY, own_division=officer.division_id[:6])
        return scoped(officer=county[0], **asked)

    return patch.object(finding_export.findings, "iterate_findings", unscoped)


def careless_plan() -> AbstractContextManager[object]:
    """A form writes every column that was sent into its row."""

    def breaking(view: type_of_view) -> type_of_view:
        def broken(request: HttpRequest, **named_by: int) -> HttpResponseBase:
            plans: QuerySet[Any] = QuerySet(SupportPlan)
            known = set(plans.values_list("pk", flat=True))
            answer = view(request, **named_by)
            columns = {each.attname for each in SupportPlan._meta.concrete_fields}
            sent = {
                name: request.POST[name]
                for name in ("county", "division_code")
                if name in columns & request.POST.keys()
            }
            plans.exclude(pk__in=known).update(**sent)
            return answer

        return broken

    return instead_of("plan_write", breaking)


def anyones_line() -> AbstractContextManager[object]:
    """An objection is taken against whatever line the form names."""

    def lines(notice: object) -> QuerySet[Any]:
        see_everyone()
        return QuerySet(NoticeLine)

    return all_of(
        patch.object(objection_new, "lines_shown", lines),
        patch.object(objection_new, "visible_cases", lambda officer: QuerySet(Case)),
        patch.object(acting, "_must_be_allowed", lambda *whatever: None),
    )


def anyones_row() -> AbstractContextManager[object]:
    """Cases are proposed of whatever rows of the lists the form names."""

    def rows(officer: Officer) -> QuerySet[Any]:
        see_everyone()
        return QuerySet(Finding)

    return patch.object(case_propose, "findings_in_scope", rows)


def anyones_case() -> AbstractContextManager[object]:
    """Who may decide decides every case."""
    return all_of(
        patch.object(case_act, "get_case", anyone(Case, "person")),
        patch.object(acting, "_must_be_allowed", lambda *whatever: None),
    )


def forgotten_policy() -> AbstractContextManager[object]:
    """A view without a policy is run for whoever has signed in."""

    def everyone(request: HttpRequest) -> HttpResponse:
        return HttpResponse(_first_name())

    held = policies.held_back

    def held_back(request: HttpRequest, view: type_of_view) -> HttpResponseBase | None:
        return held(request, view) if policies.policy_of(view) else None

    return all_of(
        patch.object(policies, "held_back", held_back),
        serving(path("everyone", everyone, name="everyone")),
    )


def _first_name() -> str:
    return str(QuerySet(Person).order_by("pk").values_list("name", flat=True)[0])


def count_of_all() -> AbstractContextManager[object]:
    """The head of a list says how many there are anywhere."""

    def of_all(request: HttpRequest, total: int) -> Any:
        return paging(request, QuerySet(Case).filter(ended_on=None).count())

    return patch.object(case_list, "paging", of_all)


def message_with_a_name() -> AbstractContextManager[object]:
    """Who is not found is named while saying so."""

    def told(request: HttpRequest, name: str) -> HttpResponseBase:
        messages.error(request, f"{name}不在您的辖区")
        return redirect("home")

    return instead_of("person_show", not_found_so(Person, told))


def way_with_a_name() -> AbstractContextManager[object]:
    """Who is not found is looked for by name."""

    def told(request: HttpRequest, name: str) -> HttpResponseBase:
        return redirect(f"/awards/?name={quote(name)}")

    return instead_of("award_show", not_found_so(Award, told))


def length_of_what_is_there() -> AbstractContextManager[object]:
    """The head of what is not visible is as long as what is there."""

    def told(request: HttpRequest, name: str) -> HttpResponseBase:
        return HttpResponse(name * 50, status=404)

    return instead_of("letter_show", not_found_so(Letter, told))


def tag_of_what_is_there() -> AbstractContextManager[object]:
    """What a browser may keep is asked before whether it may be seen."""

    def breaking(view: type_of_view) -> type_of_view:
        def tag(request: HttpRequest, person_id: int) -> str | None:
            return f'"{person_id}"' if QuerySet(Person).filter(pk=person_id).exists() else None

        return condition(etag_func=tag)(view)

    return instead_of("person_show", breaking)


def search_everywhere() -> AbstractContextManager[object]:
    """A number is looked up in every county."""

    def everyone(officer: Officer) -> QuerySet[Any]:
        see_everyone()
        return QuerySet(Person)

    return patch.object(search, "visible_persons", everyone)


def suggestions() -> AbstractContextManager[object]:
    """What is typed is completed with whoever is known anywhere."""

    @policy(permission=Permission.VIEW_LISTS, scope=Scope.DIVISION)
    def person_suggest(request: HttpRequest) -> HttpResponse:
        return JsonResponse([each.name for each in QuerySet(Person)], safe=False)

    return serving(path("persons/suggest", person_suggest, name="person_suggest"))


def written_before_refused() -> AbstractContextManager[object]:
    """Something is kept before it is asked whose it is."""

    def breaking(view: type_of_view) -> type_of_view:
        def broken(request: HttpRequest, **named_by: int) -> HttpResponseBase:
            OfficeCard.objects.update_or_create(
                pk="430811", defaults={"name": "1", "telephone": "1", "address": "1"}
            )
            return view(request, **named_by)

        return broken

    return instead_of("case_new", breaking)


def written_by_reading() -> AbstractContextManager[object]:
    """A page changes what it shows."""

    def breaking(view: type_of_view) -> type_of_view:
        def broken(request: HttpRequest, **named_by: int) -> HttpResponseBase:
            see_everyone()
            QuerySet(Letter).update(office="已阅")
            return view(request, **named_by)

        return broken

    return instead_of("letter_show", breaking)


def endless_standing_in() -> AbstractContextManager[object]:
    """Standing in has a last day that nobody looks at."""
    return patch.object(
        posts,
        "list_current_posts",
        lambda officer, on: officer.posts.filter(ended_at=None).select_related("stands_in_for"),
    )


def endless_post() -> AbstractContextManager[object]:
    """The own post has a last day that nobody looks at."""
    return patch.object(Officer, "holds_own_post", lambda officer, on: True)


def acting_where_one_reads() -> AbstractContextManager[object]:
    """Who may read may act."""
    return patch.object(Officer, "acting_scope", Officer.scope)


def any_method() -> AbstractContextManager[object]:
    """A view is run by whatever method it is asked."""
    held = policies.held_back

    def held_back(request: HttpRequest, view: type_of_view) -> HttpResponseBase | None:
        answer = held(request, view)
        return None if answer is not None and answer.status_code == 405 else answer

    return patch.object(policies, "held_back", held_back)


def hidden_in(write: Callable[[str], bytes]) -> Opened:
    """Return what serves a file in which a stranger's name is hidden."""

    @policy(permission=Permission.VIEW_PLAN, scope=Scope.DIVISION)
    def list_taken(request: HttpRequest) -> HttpResponse:
        return HttpResponse(write(_first_name()), content_type="application/octet-stream")

    return lambda: serving(path("taken", list_taken, name="taken"))


def named_file() -> AbstractContextManager[object]:
    """A file is named after a stranger."""

    @policy(permission=Permission.VIEW_PLAN, scope=Scope.DIVISION)
    def list_taken(request: HttpRequest) -> HttpResponse:
        told = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(_first_name())}.csv"}
        return HttpResponse("1", headers=told)

    return serving(path("taken", list_taken, name="taken"))


def hole(name: str, opened: Opened, looks: str, at: str, told: str) -> Hole:
    """Return a hole; the addresses are separated by blanks."""
    return Hole(name, opened, looks, frozenset(at.split()), told)


HOLES = [
    hole("xlsx export without scope", export_of_the_county, "write", "finding_export", "shows"),
    hole(
        "PDF print without scope",
        lambda: patch.object(case_sheet, "get_case", anyone(Case, "person")),
        "read",
        "case_sheet",
        "shows",
    ),
    hole(
        "Word file without scope",
        lambda: patch.object(letter_show, "get_letter", anyone(Letter, "case", "person")),
        "read",
        "letter_take",
        "shows",
    ),
    hole("mass assignment", careless_plan, "write", "plan_write", "changed casework_supportplan outside"),
    hole(
        "foreign key in a form", anyones_line, "write", "objection_new", "changed casework_objection outside"
    ),
    hole("foreign rows in a form", anyones_row, "write", "case_propose", "shows"),
    hole("decision without scope", anyones_case, "write", "case_decide", "changed casework_case outside"),
    hole("no policy declared", forgotten_policy, "read", "everyone", "no policy"),
    hole("count of all in the head of a list", count_of_all, "stay_silent", "case_list", "strangers came"),
    hole("message that names a stranger", message_with_a_name, "read", "person_show", "shows"),
    hole("redirect that names a stranger", way_with_a_name, "read", "award_show", "shows"),
    hole("suggestions from everywhere", suggestions, "read", "person_suggest", "shows"),
    hole("search by exact number everywhere", search_everywhere, "write", "person_find", "is nowhere"),
    hole("search by name everywhere", search_everywhere, "read", "person_search", "shows"),
    hole("length of what is not visible", length_of_what_is_there, "ask_for_heads", "letter_show", "nowhere"),
    hole("ETag before scope", tag_of_what_is_there, "ask_for_heads", "person_show", "304"),
    hole("written before refused", written_before_refused, "write", "case_new", "was refused"),
    hole("written by reading", written_by_reading, "read", "letter_show", "only reads"),
    hole("standing in without end", endless_standing_in, "read", "person_show", "shows"),
    hole("post without end", endless_post, "read", "person_show", "shows"),
    hole("acting where one reads", acting_where_one_reads, "write", "plan_write", "outside"),
    hole("any method", any_method, "use_other_methods", "person_show", "answers"),
    hole("stranger in the name of a file", named_file, "read", "taken", "shows"),
    *(
        hole(f"stranger in {where}", hidden_in(write), "read", "taken", "shows")
        for where, write in FILES.items()
    ),
]
