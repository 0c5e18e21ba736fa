"""One programme: its rule in words, its rates by date, and who gets it."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.plan.wording import eligible_in_words, rule_in_words
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.templatetags import written
from yingbao.law.facts.values import Kind, Value
from yingbao.law.packs import Pack
from yingbao.law.packs.parameters import DatedParameter, DatedValue, amounts_of
from yingbao.law.rules.graph import parameters_of, parameters_of_term
from yingbao.law.rules.programmes import WrittenProgramme
from yingbao.office.access.permissions import Permission, may
from yingbao.office.determination.queries import figures, runs
from yingbao.values.month import Month
from yingbao.values.sure import Sure

RELATIONS: dict[str, Promise] = {
    "exclude": _("excludes this one"),
    "choose_higher": _("the higher of the two is given"),
    "allow": _("may be drawn together with this one"),
}
SURE: dict[Sure, Promise] = {
    Sure.STATED: _("stated"),
    Sure.DERIVED: _("derived, to be checked"),
    Sure.ASSUMED: _("assumed, to be checked"),
}
PERIODS: dict[str, Promise] = {
    "month": _("every month"),
    "quarter": _("every quarter"),
    "year": _("every year"),
    "once": _("once"),
}


@dataclass(frozen=True)
class Rate:
    """What a value was from a month on, in words, and how sure that is."""

    start: Month
    until: Month | None
    amounts: list[str]
    sure: Promise
    certain: bool
    source: str


@policy(permission=Permission.VIEW_PLAN, scope=Scope.DOCUMENT)
def programme_show(request: OfficerRequest, programme_id: str) -> HttpResponse:
    """Show a programme of the county."""
    pack = rules_of(request.user)
    programme = next((each for each in pack.programmes if each.id == programme_id), None)
    if programme is None:
        raise Http404
    page = {
        "programme": programme,
        "eligible": eligible_in_words(programme),
        "conditions": [(each, rule_in_words(each.text, pack)) for each in programme.conditions],
        "relations": relations(programme, pack),
        "parameters": [(each, rates(each)) for each in parameters(programme, pack)],
        "pays_every": PERIODS.get(programme.pays.per) if programme.pays else None,
        **who_gets_it(request, programme_id),
    }
    return render(request, "plan/programme_show.html", page)


def who_gets_it(request: OfficerRequest, programme_id: str) -> dict[str, Any]:
    """Return how many persons of the officer's division are entitled; only for those who may see lists."""
    month = runs.get_latest_month(officer=request.user, on=timezone.localdate())
    if month is None or not may(request.user, Permission.VIEW_LISTS):
        return {"month": None}
    counts = figures.count_programmes(officer=request.user, month=month)
    return {"month": month, "figure": counts.get(programme_id)}


def relations(programme: WrittenProgramme, pack: Pack) -> list[dict[str, Any]]:
    """Return how other benefits bear on this one, in words."""
    return [
        {
            "name": pack.vocabulary[each.fact_id].name,
            "kind": RELATIONS[each.kind],
            "start": each.in_force.start,
            "citation": each.citation,
        }
        for each in programme.relations
    ]


def parameters(programme: WrittenProgramme, pack: Pack) -> list[DatedParameter]:
    """Return the dated values the programme depends on."""
    names = dict.fromkeys(parameters_of_term(programme.pays.amount) if programme.pays else ())
    for condition in programme.conditions:
        names |= dict.fromkeys(parameters_of(condition.rule))
    return [pack.parameters[name] for name in names if name in pack.parameters]


def rates(parameter: DatedParameter) -> list[Rate]:
    """Return the values of a parameter, the newest first, each until the next begins."""
    following: list[Month | None] = [dated.start for dated in parameter.values[1:]]
    return [
        Rate(
            start=dated.start,
            until=next_start - 1 if next_start else None,
            amounts=amounts(parameter, dated),
            sure=SURE[dated.sure],
            certain=dated.sure is Sure.STATED,
            source=dated.source,
        )
        for dated, next_start in reversed(list(zip(parameter.values, [*following, None], strict=True)))
    ]


def amounts(parameter: DatedParameter, dated: DatedValue) -> list[str]:
    """Return a value in words, one line per tier."""
    if not isinstance(dated.value, dict):
        return [in_words(parameter, dated.value)]
    return [
        f"{tier_in_words(parameter, tiers)}: {in_words(parameter, amount)}"
        for tiers, amount in amounts_of(dated.value)
    ]


def tier_in_words(parameter: DatedParameter, tiers: tuple[Value, ...]) -> str:
    """Return the tiers an amount stands under in words, each after the name of its fact."""
    named = zip(parameter.by, tiers, strict=False)
    return ", ".join(f"{written.label(fact.name)} {written.label(fact.say(tier))}" for fact, tier in named)


def in_words(parameter: DatedParameter, value: object) -> str:
    """Return one value in words; unknown says so."""
    if value is None:
        return gettext("not known, to be checked")
    if parameter.kind is Kind.FEN and isinstance(value, int):
        return written.money(value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return f"{value} {written.label(parameter.unit)}".strip()
