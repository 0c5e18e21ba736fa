"""One process: its steps, who takes each, within how many days, with which papers."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.plan.rates import rates
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.templatetags.written import label
from yingbao.law.facts.problems import Wording
from yingbao.law.packs import Pack
from yingbao.law.packs.processes import APPLICANT, REMEDIES, STOPS, Step
from yingbao.law.packs.records import records_of
from yingbao.law.packs.units import Unit
from yingbao.law.packs.words import DAYS, DOES
from yingbao.office.access.permissions import Permission
from yingbao.values.month import Month
from yingbao.values.sure import Sure


@dataclass(frozen=True)
class ShownLimit:
    """A time limit in words; not certain where the number of days is assumed or not known."""

    words: str
    certain: bool
    source: str


@dataclass(frozen=True)
class ShownStep:
    """One step in words; without a unit the applicant takes it."""

    step: Step
    does: Wording
    unit: Unit | None
    by_applicant: bool
    limits: list[ShownLimit]


@policy(permission=Permission.VIEW_PLAN, scope=Scope.DOCUMENT)
def process_show(request: OfficerRequest, process_id: str) -> HttpResponse:
    """Show a process and the programmes that go by it."""
    pack = rules_of(request.user)
    process = records_of(pack).processes.get(process_id)
    if process is None:
        raise Http404
    page = {
        "process": process,
        "steps": [shown(step, pack) for step in process.steps],
        "stops": [STOPS[word] for word in process.stops_clock],
        "remedies": [REMEDIES[word] for word in process.remedies],
        "limits": [(pack.parameters[name], rates(pack.parameters[name])) for name in process.limits],
        "changes": records_of(pack).processes.get(process.changes_by) if process.grants else None,
        "programmes": [each for each in pack.programmes if each.particulars.process == process_id],
    }
    return render(request, "plan/process_show.html", page)


def shown(step: Step, pack: Pack) -> ShownStep:
    """Return a step in words."""
    limits = [
        limit_of(step, name, words, pack)
        for name, words in (
            (step.within, gettext("within %(count)s %(days)s")),
            (step.extends, gettext("with leave %(count)s %(days)s longer")),
            (step.lasts, gettext("for %(count)s %(days)s")),
        )
        if name
    ]
    by_applicant = step.who == APPLICANT
    unit = None if by_applicant else records_of(pack).units.find(step.who)
    return ShownStep(step, DOES[step.does], unit, by_applicant, limits)


def limit_of(step: Step, name: str, words: str, pack: Pack) -> ShownLimit:
    """Return a limit as it is today, in words with a place for the number and the kind of days."""
    dated = pack.parameters[name].on(Month.of(timezone.localdate()))
    if dated is None or not isinstance(dated.value, int):
        return ShownLimit(gettext("limit not known, to be checked"), False, dated.source if dated else "")
    unit = label(DAYS[step.days]) if step.days else ""
    return ShownLimit(words % {"count": dated.value, "days": unit}, dated.sure is Sure.STATED, dated.source)
