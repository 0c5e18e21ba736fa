"""What each role may do."""

from enum import StrEnum
from typing import TYPE_CHECKING

from yingbao.office.access.choices import Role

if TYPE_CHECKING:
    from yingbao.office.access.models import Officer


class Permission(StrEnum):
    """One thing an officer may be allowed to do inside the own division."""

    VIEW_PERSONS = "view_persons"
    REVEAL_NUMBERS = "reveal_numbers"
    STATE_FACTS = "state_facts"
    RESOLVE_CONFLICTS = "resolve_conflicts"
    IMPORT_ROSTERS = "import_rosters"
    DETERMINE = "determine"
    VIEW_LISTS = "view_lists"
    EXPORT_LISTS = "export_lists"
    VIEW_PLAN = "view_plan"
    TRY_RULES = "try_rules"
    PROPOSE_RULES = "propose_rules"
    APPROVE_RULES = "approve_rules"
    VIEW_ACTS = "view_acts"
    MANAGE_OFFICERS = "manage_officers"


class NotPermitted(Exception):
    """The officer's role does not include this."""

    def __init__(self, permission: Permission) -> None:
        super().__init__(permission.value)
        self.permission = permission


COUNTY = frozenset(Permission) - {Permission.VIEW_ACTS, Permission.MANAGE_OFFICERS}
# What is for the county as a whole, and not for a township of it.
OF_THE_COUNTY = {
    Permission.IMPORT_ROSTERS,
    Permission.DETERMINE,
    Permission.PROPOSE_RULES,
    Permission.APPROVE_RULES,
}
PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.FEDERATION_COUNTY: COUNTY,
    Role.CIVIL_AFFAIRS_COUNTY: COUNTY,
    Role.TOWNSHIP: COUNTY - OF_THE_COUNTY,
    Role.VILLAGE: frozenset(
        {Permission.VIEW_PERSONS, Permission.STATE_FACTS, Permission.VIEW_LISTS, Permission.VIEW_PLAN}
    ),
    Role.AUDITOR: frozenset(
        {Permission.VIEW_PERSONS, Permission.VIEW_LISTS, Permission.VIEW_PLAN, Permission.VIEW_ACTS}
    ),
    # Who manages accounts sees no person: two hands are needed to look anyone up unseen.
    Role.ADMINISTRATOR: frozenset({Permission.MANAGE_OFFICERS, Permission.VIEW_ACTS, Permission.VIEW_PLAN}),
}


def may(officer: "Officer", permission: Permission) -> bool:
    """Return whether the officer's role includes this. An account that is switched off may nothing."""
    return officer.is_active and permission in PERMISSIONS.get(officer.role, frozenset())


def require(officer: "Officer", permission: Permission) -> None:
    """Go on only if the officer may.

    Raises:
        NotPermitted: the role does not include it.
    """
    if not may(officer, permission):
        raise NotPermitted(permission)
