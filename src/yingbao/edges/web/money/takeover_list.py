"""Lists of those paid before the product came (接管原发放名单): taken over, or waiting to be."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import pgettext

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.noted import names_nobody
from yingbao.edges.web.place import rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.models import Officer
from yingbao.office.access.own_county import COUNTY
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.queries import get_officer_names
from yingbao.office.jobs.models import Job
from yingbao.office.payments.choices import ProposalState
from yingbao.office.payments.models import TakeOver
from yingbao.office.payments.queries.takeovers import jobs_of, take_overs_of
from yingbao.values.month import Month

LOOKS: dict[str, str] = {
    ProposalState.PROPOSED: "unknown",
    ProposalState.APPROVED: "yes",
    ProposalState.REFUSED: "no",
}


@dataclass(frozen=True)
class ShownTakeOver:
    """One taking over as a row shows it. `job` writes it; None before it is approved and once it is done."""

    row: TakeOver
    programme: str
    last_month: Month
    proposed_by: str
    decided_by: str
    job: Job | None

    @property
    def look(self) -> str:
        """How the state is coloured: approved is good when everything is written."""
        if self.job is not None:
            return "unknown" if self.job.is_under_way else "no"
        return LOOKS[self.row.state]

    @property
    def state(self) -> str:
        """The state in a word."""
        if self.job is None:
            return str(self.row.get_state_display())
        if self.job.is_under_way:
            return pgettext("list taken over", "Being taken over")
        return pgettext("list taken over", "Broken off")


@names_nobody
@policy(permission=Permission.VIEW_MONEY, scope=Scope.DIVISION)
def takeover_list(request: OfficerRequest) -> HttpResponse:
    """Show what was taken over and what waits for a second officer; the sums only to who sees the county."""
    page = {
        "rows": shown(request, list(take_overs_of(request.user))),
        "may_propose": may_act(request.user),
        "whole": sees_county(request.user),
    }
    return render(request, "money/takeover_list.html", page)


def shown(request: OfficerRequest, rows: list[TakeOver]) -> list[ShownTakeOver]:
    """Return takings over in words; names of officers are asked once."""
    pack = rules_of(request.user)
    jobs = jobs_of(rows)
    names = get_officer_names({name for each in rows for name in (each.proposed_by, each.decided_by) if name})
    return [
        ShownTakeOver(
            each,
            programme_name(pack, each.programme),
            Month.of(each.first_month).previous,
            names.get(each.proposed_by, each.proposed_by),
            names.get(each.decided_by, each.decided_by),
            jobs.get(each.pk),
        )
        for each in rows
    ]


def sees_county(officer: Officer) -> bool:
    """Return whether an officer sees all of a county, and so its sums."""
    return len(officer.division_id) <= COUNTY


def may_act(officer: Officer) -> bool:
    """Return whether an officer proposes and decides what is taken over, for the whole county."""
    return may(officer, Permission.FIND_DUES) and len(officer.acting_division_id) == COUNTY
