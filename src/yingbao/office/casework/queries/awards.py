"""Awards an officer sees, and what can be asked for in one."""

from collections.abc import Mapping

from django.db.models import QuerySet

from yingbao.office.access.choices import Role
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.casework.choices import Aim, AwardState
from yingbao.office.casework.models import Award
from yingbao.office.casework.queries.cases import visible_cases
from yingbao.office.register.models import Person

# What a case about an award can be opened for; the award changes only when the case is decided.
OPEN_AIMS: Mapping[str, tuple[Aim, ...]] = {
    AwardState.ACTIVE: (Aim.CHANGE, Aim.SUSPEND, Aim.END),
    AwardState.SUSPENDED: (Aim.RESUME, Aim.END),
    AwardState.ENDED: (),
}


def visible_awards(officer: Officer) -> QuerySet[Award]:
    """Return the awards of the officer's division; a department sees those of the cases it sees."""
    if not may(officer, Permission.VIEW_CASES):
        return Award.objects.none()
    low, high = officer.scope
    here = Award.objects.filter(division_code__gte=low, division_code__lt=high)
    if officer.role == Role.LEAD_UNIT:
        here = here.filter(case__in=visible_cases(officer))
    return here.select_related("person").order_by("-id")


def get_award(officer: Officer, award_id: int) -> Award | None:
    """Return one visible award, or None."""
    return visible_awards(officer).select_related("person", "case").filter(pk=award_id).first()


def awards_of(officer: Officer, person: Person) -> QuerySet[Award]:
    """Return the visible awards of a person, the newest first."""
    return visible_awards(officer).filter(person=person)
