"""The programmes (方案): what is owed to whom, by area of life, and how many persons it is owed to."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.plan.owed import EVERY
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.templatetags.written import label
from yingbao.law.facts.problems import Wording
from yingbao.law.packs import Pack
from yingbao.law.packs.pack import PEOPLE
from yingbao.law.packs.records import records_of
from yingbao.law.packs.units import Unit
from yingbao.law.packs.words import AREAS, PROGRAMME_KINDS, SUBJECTS
from yingbao.law.rules.programmes import WrittenProgramme
from yingbao.office.access.permissions import Permission, may
from yingbao.office.determination.queries import figures, runs
from yingbao.office.determination.queries.figures import ProgrammeFigure
from yingbao.office.determination.queries.households import owed_per_household
from yingbao.values.month import Month


@dataclass(frozen=True)
class Row:
    """One programme; `figure` is None where nobody is counted for it."""

    programme: WrittenProgramme
    kind: Wording
    subject: Wording
    lead: Unit | None
    every: str
    figure: ProgrammeFigure | None
    counted: bool
    # Whether its money rests on a value that is still to be checked.
    assumed: bool


@dataclass(frozen=True)
class Narrowing:
    """What narrows the list; empty means all. An unknown word finds nothing, it is never ignored."""

    area: str = ""
    kind: str = ""
    subject: str = ""
    lead: str = ""

    def fits(self, row: Row) -> bool:
        """Whether a programme is among those asked for."""
        own = {
            "area": row.programme.area,
            "kind": row.programme.kind,
            "subject": row.programme.subject,
            "lead": row.lead.id if row.lead else "",
        }
        return all(not asked or asked == own[name] for name, asked in vars(self).items())


@policy(permission=Permission.VIEW_PLAN, scope=Scope.DOCUMENT)
def programme_list(request: OfficerRequest) -> HttpResponse:
    """List the county's programmes by area, with counts for those who may see lists."""
    pack = rules_of(request.user)
    month = runs.get_latest_month(officer=request.user, on=timezone.localdate())
    counts = (
        figures.count_programmes(officer=request.user, month=month, per_household=owed_per_household(pack))
        if month and may(request.user, Permission.VIEW_LISTS)
        else None
    )
    rows = [row_of(each, pack, counts, month) for each in pack.programmes]
    asked = Narrowing(**{name: request.GET.get(name, "") for name in ("area", "kind", "subject", "lead")})
    kept = [row for row in rows if asked.fits(row)]
    page = {
        "areas": [(name, word, own) for name, word in AREAS.items() if (own := within(kept, name))],
        "total": len(rows),
        "shown": len(kept),
        "month": month if counts is not None else None,
        "asked": asked,
        "choices": choices(rows),
        "filtered": asked != Narrowing(),
    }
    return render(request, "plan/programme_list.html", page)


def row_of(
    programme: WrittenProgramme, pack: Pack, counts: dict[str, ProgrammeFigure] | None, month: Month | None
) -> Row:
    """Return a programme as the list shows it."""
    return Row(
        programme=programme,
        kind=PROGRAMME_KINDS[programme.kind],
        subject=SUBJECTS[programme.subject],
        lead=records_of(pack).lead_of(programme),
        every=str(EVERY[programme.pays.per]) if programme.pays else "",
        figure=counts.get(programme.id) if counts else None,
        counted=programme.subject in PEOPLE,
        assumed=month is not None and pack.is_assumed(programme.id, month),
    )


def within(rows: list[Row], area: str) -> list[Row]:
    """Return the programmes of an area."""
    return [row for row in rows if row.programme.area == area]


def choices(rows: list[Row]) -> dict[str, list[tuple[str, str]]]:
    """Return what there is to choose from, of what occurs."""
    leads = {row.lead.id: row.lead.name for row in rows if row.lead}
    return {
        "area": [(n, label(w)) for n, w in AREAS.items() if within(rows, n)],
        "kind": [
            (n, label(w)) for n, w in PROGRAMME_KINDS.items() if any(row.programme.kind == n for row in rows)
        ],
        "subject": [
            (n, label(w)) for n, w in SUBJECTS.items() if any(row.programme.subject == n for row in rows)
        ],
        "lead": [(name, label(word)) for name, word in leads.items()],
    }
