"""What banks answered, and which lines that came back wait to be corrected and paid again."""

from django.db.models import Exists, OuterRef, QuerySet

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.within import lies_within
from yingbao.office.payments.choices import LineState
from yingbao.office.payments.models import BankReturn, Discharge, Line, Roll
from yingbao.office.payments.queries.rolls import rolls_of


def returns_of(officer: Officer, roll: Roll) -> QuerySet[BankReturn]:
    """Return the files of answers about a roll the officer sees, the newest first."""
    return BankReturn.objects.filter(roll=roll, roll__in=rolls_of(officer)).order_by("-id")


def waiting_for_correction(officer: Officer) -> QuerySet[Line]:
    """Return the lines that came back and whose dues stand nowhere else since (待更正), the oldest first."""
    if not may(officer, Permission.VIEW_MONEY):
        return Line.objects.none()
    taken = Discharge.objects.filter(due=OuterRef("due"), alive=True)
    free = Discharge.objects.filter(line=OuterRef("pk")).filter(~Exists(taken))
    here = Line.objects.filter(lies_within(officer.division_id), state=LineState.FAILED)
    return here.filter(Exists(free)).select_related("roll", "person").order_by("answered_on", "id")
