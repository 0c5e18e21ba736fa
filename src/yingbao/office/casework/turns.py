"""Whose turn it is: which officers stand behind a unit of the pack, and which act needs which permission."""

from collections.abc import Mapping

from yingbao.law.packs.record_shapes import Does
from yingbao.office.access.choices import Role
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.casework.choices import ActKind

# The offices every county has. Any other unit is found by the unit of the officer's post.
ROLE_OF_UNIT: Mapping[str, Role] = {
    "village": Role.VILLAGE,
    "township": Role.TOWNSHIP,
    "disabled_federation": Role.FEDERATION_COUNTY,
    "civil_affairs": Role.CIVIL_AFFAIRS_COUNTY,
    "finance": Role.FINANCE,
}
# One of these is needed for a step.
PERMISSIONS_OF_STEP: Mapping[Does, tuple[Permission, ...]] = {
    Does.ACCEPT: (Permission.ACCEPT_CASES,),
    Does.VISIT: (Permission.CHECK_CASES, Permission.REVIEW_CASES),
    Does.CHECK: (Permission.CHECK_CASES, Permission.REVIEW_CASES),
    Does.DECIDE: (Permission.APPROVE_CASES,),
    Does.NOTICE: (Permission.PUBLISH_NOTICES,),
    Does.TELL: (Permission.ACCEPT_CASES,),
}
# An application may be handed in, and taken back, at any counter.
AT_ANY_COUNTER = {ActKind.HANDED_IN, ActKind.DECLINED, ActKind.WITHDRAWN}


def unit_of(officer: Officer) -> str:
    """Return the unit of the pack an officer acts for, or nothing."""
    for unit, role in ROLE_OF_UNIT.items():
        if officer.role == role:
            return unit
    return officer.unit


def holds_turn(officer: Officer, turn: str, division_code: str) -> bool:
    """Return whether it is this officer's turn: the unit is the officer's, the person lives where it acts."""
    low, high = officer.acting_scope
    return bool(turn) and unit_of(officer) == turn and low <= division_code < high


def may_do(officer: Officer, kind: ActKind, does: Does | None) -> bool:
    """Return whether the officer's post includes an act at a step."""
    if kind in AT_ANY_COUNTER or does is None:
        return may(officer, Permission.HAND_IN_CASES)
    if kind in {ActKind.OBJECTED, ActKind.OBJECTION_ANSWERED}:
        return may(officer, Permission.HANDLE_OBJECTIONS)
    return any(may(officer, permission) for permission in PERMISSIONS_OF_STEP[does])
