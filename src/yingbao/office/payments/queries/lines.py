"""Lines of rolls, as far as an officer sees them."""

from django.db.models import QuerySet

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.within import lies_within
from yingbao.office.payments.models import Line, LineProblem, Roll


def lines_of(officer: Officer, roll: Roll) -> QuerySet[Line]:
    """Return the lines of a roll in the officer's division, in their order."""
    if not may(officer, Permission.VIEW_MONEY):
        return Line.objects.none()
    return Line.objects.filter(lies_within(officer.division_id), roll=roll).order_by("number")


def get_line(officer: Officer, line_id: int) -> Line | None:
    """Return a line in the officer's division with its roll and its month, or None."""
    if not may(officer, Permission.VIEW_MONEY):
        return None
    found = Line.objects.filter(lies_within(officer.division_id), pk=line_id)
    return found.select_related("roll__month", "person").first()


def get_problem(officer: Officer, problem_id: int) -> LineProblem | None:
    """Return what stands against a line in the officer's division, or None."""
    if not may(officer, Permission.VIEW_MONEY):
        return None
    here = lies_within(officer.division_id, "line__division_code")
    return LineProblem.objects.filter(here, pk=problem_id).first()
