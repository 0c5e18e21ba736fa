"""What differs on a monthly roll from the month before: new, no longer paid, another amount; and why."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.money.roll_act import frame, roll_or_404
from yingbao.edges.web.paging import Paging, paging
from yingbao.edges.web.place import place_in_words
from yingbao.edges.web.policy import Scope, policy
from yingbao.office.access.permissions import Permission
from yingbao.office.access.queries import get_names
from yingbao.office.audit import actions as audit
from yingbao.office.payments.choices import DifferenceKind
from yingbao.office.payments.models import Roll
from yingbao.office.payments.queries.differences import Difference, compared_with_last_month


@dataclass(frozen=True)
class DifferencesPage:
    """Everything the page shows."""

    kind: DifferenceKind
    counts: list[tuple[DifferenceKind, int]]
    # Each person with the place in words.
    rows: list[tuple[Difference, str]]
    paging: Paging


@policy(permission=Permission.VIEW_MONEY, scope=Scope.DIVISION)
def roll_differences(request: OfficerRequest, roll_id: int) -> HttpResponse:
    """Show who is paid otherwise than last month, as far as the officer sees them."""
    roll = roll_or_404(request.user, roll_id)
    page = load(request, roll)
    shown = [each.person_id for each, _place in page.rows] if page else []
    audit.record(
        "payments.differences.viewed",
        by=request.user,
        subject=f"roll:{roll.pk}",
        detail={"number": roll.number, "rows": len(shown), "persons": shown},
    )
    return render(request, "money/roll_differences.html", {"page": page, **frame(roll, request.user)})


def load(request: OfficerRequest, roll: Roll) -> DifferencesPage | None:
    """Load the page; nothing for a roll that is not compared."""
    compared = compared_with_last_month(request.user, roll)
    if compared is None:
        return None
    asked = request.GET.get("which", "")
    kind = DifferenceKind(asked) if asked in DifferenceKind.values else DifferenceKind.NEW
    counts = compared.count()
    listed = paging(request, counts[kind])
    found = compared.differences(kind, listed.slice)
    names = get_names(code for each in found for code in (each.division_code[:9], each.division_code))
    return DifferencesPage(
        kind=kind,
        counts=list(counts.items()),
        rows=[(each, place_in_words(each.division_code, names)) for each in found],
        paging=listed,
    )
