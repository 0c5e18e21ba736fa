"""Freezing the list of a premium for a year to come: by the answers of a month the officer names."""

from datetime import date, datetime

from django.db import transaction

from yingbao.office.access.models import Division, Officer
from yingbao.office.access.own_county import must_be_own_county
from yingbao.office.access.permissions import Permission
from yingbao.office.audit.actions import record
from yingbao.office.determination.packs import pack_of
from yingbao.office.provision.actions.reckoning import ask_for_reckoning
from yingbao.office.provision.choices import Per
from yingbao.office.provision.models import Freezing
from yingbao.office.provision.programmes import payable_in
from yingbao.values.month import Month


class NotAPremium(Exception):
    """By the rules of the month the programme is no premium paid by the year."""


class NotTheYearBefore(Exception):
    """The list of a year is made in the year before it."""


class FrozenAlready(Exception):
    """The list of that year was frozen by another month."""


@transaction.atomic
def freeze(  # noqa: PLR0913 - which list, by which month, and who says so when
    *, county: str, programme: str, year: int, month: Month, on: date, at: datetime, by: Officer
) -> Freezing:
    """Let the premium of a year be owed by the answers of a month of the year before, and return that.

    The month is reckoned again with it. Done twice with the same month, it is done once; what is learned
    of that month later makes differences, and what the year's own months say takes nobody off.

    Raises:
        NotPermitted, NotOwnCounty: the officer does not find what this county owes.
        NotAPremium, NotTheYearBefore, FrozenAlready: it is not frozen like this.
        NotDetermined: nobody knows yet who would be on the list.
    """
    must_be_own_county(county, by, Permission.FIND_DUES)
    if month.year != year - 1:
        raise NotTheYearBefore(str(month))
    known = payable_in(pack_of(county, month), month).get(programme)
    if known is None or not known.is_premium or known.terms.per != Per.YEAR:
        raise NotAPremium(programme)
    # Whoever freezes or reckons the county takes turns here.
    Division.objects.select_for_update().get(pk=county)
    period = Month(year, 1).first_day
    found = Freezing.objects.filter(county=county, programme=programme, period=period).first()
    if found is not None:
        if found.month != month.first_day:
            raise FrozenAlready(str(found))
        return found
    frozen = Freezing.objects.create(
        county=county,
        programme=programme,
        period=period,
        month=month.first_day,
        on=on,
        by=by.username,
        at=at,
    )
    record(
        "provision.premium.frozen",
        subject=f"freezing:{frozen.pk}",
        by=by,
        detail={"county": county, "programme": programme, "year": year, "month": str(month)},
    )
    ask_for_reckoning(county=county, month=month, on=on, at=at, by=by)
    return frozen
