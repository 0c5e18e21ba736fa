"""Which premiums of years to come were frozen, and by the answers of which month."""

from django.db.models import QuerySet

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.within import lies_within
from yingbao.office.provision.models import Freezing
from yingbao.values.month import Month


def get_frozen(county: str) -> dict[tuple[str, Month], Month]:
    """Return by which month a premium was frozen, by programme and first month of the year."""
    rows = Freezing.objects.filter(county=county)
    return {(each.programme, Month.of(each.period)): Month.of(each.month) for each in rows}


def freezings_of(officer: Officer) -> QuerySet[Freezing]:
    """Return what was frozen in the county an officer sees whole, the newest first."""
    if not may(officer, Permission.VIEW_MONEY):
        return Freezing.objects.none()
    return Freezing.objects.filter(lies_within(officer.division_id, "county")).order_by(
        "-period", "programme"
    )
