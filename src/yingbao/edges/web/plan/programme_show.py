"""One programme: what is owed, its rule and its clauses in words, its values by date, and whom it reaches."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.plan.counted import shown_indicators
from yingbao.edges.web.plan.owed import EVERY, funds_in_words, owed_in_words
from yingbao.edges.web.plan.people import figures_of
from yingbao.edges.web.plan.rates import SURE, rates
from yingbao.edges.web.plan.wording import eligible_in_words, rule_in_words
from yingbao.edges.web.policy import Scope, policy
from yingbao.law.packs import Pack
from yingbao.law.packs.coverage import coverage_of
from yingbao.law.packs.indicators import Indicator
from yingbao.law.packs.parameters import DatedParameter
from yingbao.law.packs.records import records_of
from yingbao.law.packs.resting import Resting, Unconfirmed
from yingbao.law.packs.words import AREAS, PROGRAMME_KINDS, SUBJECTS
from yingbao.law.plans.document import Clause, Task
from yingbao.law.rules.graph import parameters_of, parameters_of_term
from yingbao.law.rules.programmes import Relation, WrittenCondition, WrittenProgramme
from yingbao.office.access.permissions import Permission
from yingbao.values.month import Month
from yingbao.values.sure import Sure

RELATIONS: dict[str, Promise] = {
    "exclude": _("excludes this one"),
    "choose_higher": _("the higher of the two is given"),
    "allow": _("may be drawn together with this one"),
}


@policy(permission=Permission.VIEW_PLAN, scope=Scope.DOCUMENT)
def programme_show(request: OfficerRequest, programme_id: str) -> HttpResponse:
    """Show a programme of the county."""
    pack = rules_of(request.user)
    programme = next((each for each in pack.programmes if each.id == programme_id), None)
    if programme is None:
        raise Http404
    figures = figures_of(request.user, pack, [programme])
    page = {
        "programme": programme,
        **described(programme, pack),
        "eligible": eligible_in_words(programme),
        "conditions": conditions(programme, pack),
        "relations": relations(programme, pack),
        "parameters": [(each, rates(each)) for each in parameters(programme, pack)],
        "goes_by": [(each, rates(each)) for each in goes_by(programme, pack)],
        "clauses": clauses(programme, pack),
        "tasks": tasks(programme, pack),
        "indicators": shown_indicators(request.user, pack, indicators(programme, pack)),
        "month": figures.month if figures else None,
        "figure": figures.of.get(programme_id) if figures else None,
        "every": EVERY[programme.pays.per] if programme.pays else "",
    }
    return render(request, "plan/programme_show.html", page)


def conditions(
    programme: WrittenProgramme, pack: Pack
) -> list[tuple[WrittenCondition, str, Promise | None, list[Unconfirmed]]]:
    """Return the conditions: each with its rule in words, how sure it is, and its values to be checked."""
    today = Month.of(timezone.localdate())
    resting = Resting(pack, today, today)
    return [
        (
            each,
            rule_in_words(each.text, pack),
            to_check(each),
            [value for value in resting.of_conditions(programme.id, [each.id]) if value.parameter],
        )
        for each in programme.conditions
    ]


def described(programme: WrittenProgramme, pack: Pack) -> dict[str, Any]:
    """Return what is said of the programme at the top of its page."""
    records = records_of(pack)
    more = programme.particulars
    return {
        "area": AREAS.get(programme.area),
        "kind": PROGRAMME_KINDS[programme.kind],
        "subject": SUBJECTS[programme.subject],
        "lead": records.lead_of(programme),
        "responsible": records.responsible_for(programme),
        "owed": owed_in_words(programme, pack),
        "funds": funds_in_words(programme, pack),
        "process": records.processes.get(more.process) if more.process else None,
    }


def relations(programme: WrittenProgramme, pack: Pack) -> list[dict[str, Any]]:
    """Return how other benefits bear on this one, in words."""
    return [
        {
            "name": pack.vocabulary[each.fact_id].name,
            "kind": RELATIONS[each.kind],
            "start": each.in_force.start,
            "citation": each.citation,
            "to_check": to_check(each),
        }
        for each in programme.relations
    ]


def to_check(written: WrittenCondition | Relation) -> Promise | None:
    """Return how sure a condition or relation is where no document states it (待核)."""
    return None if written.sure is Sure.STATED else SURE[written.sure]


def parameters(programme: WrittenProgramme, pack: Pack) -> list[DatedParameter]:
    """Return the dated values the programme depends on."""
    names = dict.fromkeys(parameters_of_term(programme.pays.amount) if programme.pays else ())
    for condition in programme.conditions:
        names |= dict.fromkeys(parameters_of(condition.rule))
    return [pack.parameters[name] for name in names if name in pack.parameters]


def goes_by(programme: WrittenProgramme, pack: Pack) -> list[DatedParameter]:
    """Return the values it goes by that no rule asks: caps, shares, sizes."""
    decided = {each.id for each in parameters(programme, pack)}
    shares = (share.part for share in programme.particulars.funds)
    named = dict.fromkeys((*programme.particulars.goes_by, *shares))
    return [pack.parameters[name] for name in named if name in pack.parameters and name not in decided]


def clauses(programme: WrittenProgramme, pack: Pack) -> list[Clause]:
    """Return the clauses of the plan that became this programme, in the plan's own words."""
    coverage = coverage_of(pack)
    if coverage is None:
        return []
    return [coverage.plan.by_id[name] for name in coverage.clauses_of.get(programme.id, ())]


def tasks(programme: WrittenProgramme, pack: Pack) -> list[Task]:
    """Return the rows of the plan's table of tasks that this programme carries out."""
    coverage = coverage_of(pack)
    answers = set(coverage.clauses_of.get(programme.id, ())) if coverage else set()
    return [task for task in coverage.plan.tasks if task.id in answers] if coverage else []


def indicators(programme: WrittenProgramme, pack: Pack) -> list[Indicator]:
    """Return the indicators that count this programme."""
    return [
        each
        for each in records_of(pack).indicators.values()
        if any(part and part.name == programme.id for part in (each.among, each.reached))
    ]
