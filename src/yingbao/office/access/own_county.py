"""Whose county an officer acts for, in what concerns a county as a whole."""

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, require

COUNTY = 6  # digits of a county's code


class NotOwnCounty(Exception):
    """An officer acts for the own county only."""


def county_of(by: Officer, permission: Permission) -> str:
    """Return the county the officer acts for.

    Raises:
        NotPermitted, NotOwnCounty: the officer may not do this, or not for one county.
    """
    require(by, permission)
    county = by.acting_division_id
    if len(county) != COUNTY:
        raise NotOwnCounty(county)
    return county


def must_be_own_county(county: str, by: Officer, permission: Permission) -> None:
    """Refuse an officer who acts for another county, or for a part of this one.

    Raises:
        NotPermitted, NotOwnCounty: the officer has no say in it.
    """
    if county_of(by, permission) != county:
        raise NotOwnCounty(county)
