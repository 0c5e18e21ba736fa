"""All the files a district's counterparts send, in the order an officer would bring them in."""

from demo.rosters import allowances, certificates, events, insurance, schemes, survey
from demo.rosters.sheet import Roster
from demo.world import District

ORDER = (
    "certificates",
    "hukou-moves",
    "deaths",
    "dibao",
    "dibao-margin",
    "tekun",
    "orphan-support",
    "work-injury-care",
    "other-welfare",
    "prison",
    "resident-pension",
    "resident-medical",
    "yearly-survey",
    "two-allowances-payees",
    "card-changes",
)


def of(district: District) -> list[Roster]:
    """Return every roster of a district, oldest month first."""
    made = [
        roster
        for room in (survey, certificates, schemes, insurance, events, allowances)
        for roster in room.rosters(district)
    ]
    return sorted(made, key=lambda roster: (roster.month, ORDER.index(roster.kind)))
