"""What waits for an officer today, as figures with links: one question each."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.casework.queries.cases import count_my_turn
from yingbao.office.casework.queries.certificates import Life, of_life, untold, visible_certificates
from yingbao.office.casework.queries.notices import objections_to_answer
from yingbao.office.casework.queries.plans import plans_to_review
from yingbao.office.casework.queries.reviews import open_items

COUNTY = 6  # digits of a county's code


@dataclass(frozen=True)
class Duty:
    """One figure: how many, of what, and where they stand."""

    count: int
    words: Promise
    url: str


def duties_of(officer: Officer, today: date) -> list[Duty]:
    """Return what is due for an officer of a county or below; nothing for others."""
    county = officer.division_id[:COUNTY]
    if not may(officer, Permission.VIEW_CASES) or len(county) < COUNTY:
        return []
    turn = count_my_turn(officer, today)
    duties = [Duty(turn.overdue + turn.today, _("due today or overdue"), reverse("case_list"))]
    if may(officer, Permission.HANDLE_OBJECTIONS):
        count = objections_to_answer(officer).count()
        duties.append(Duty(count, _("objections to answer"), reverse("objection_list")))
    expiring = of_life(visible_certificates(officer), Life.EXPIRING, county, today)
    return [
        *duties,
        Duty(
            untold(expiring, county).count(), _("certificates about to expire"), reverse("certificate_list")
        ),
        Duty(open_items(officer).count(), _("persons to look in on"), reverse("review_list")),
        Duty(plans_to_review(officer, today).count(), _("plans due for review"), reverse("plan_list")),
    ]
