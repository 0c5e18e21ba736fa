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
    VIEW_CASES = "view_cases"
    HAND_IN_CASES = "hand_in_cases"
    ACCEPT_CASES = "accept_cases"
    CHECK_CASES = "check_cases"
    REVIEW_CASES = "review_cases"
    APPROVE_CASES = "approve_cases"
    PUBLISH_NOTICES = "publish_notices"
    HANDLE_OBJECTIONS = "handle_objections"
    MANAGE_AWARDS = "manage_awards"
    WRITE_SUPPORT_PLANS = "write_support_plans"
    VIEW_MONEY = "view_money"
    FIND_DUES = "find_dues"
    PREPARE_ROLLS = "prepare_rolls"
    APPROVE_ROLLS = "approve_rolls"
    PAY_ROLLS = "pay_rolls"
    TURN_MONTHS = "turn_months"
    RECOVER_MONEY = "recover_money"
    APPROVE_WRITE_OFFS = "approve_write_offs"
    PLAN_BUDGETS = "plan_budgets"
    VIEW_MESSAGES = "view_messages"
    VIEW_PERSON_ACTS = "view_person_acts"
    VIEW_ACTS = "view_acts"
    MANAGE_OFFICERS = "manage_officers"
    MANAGE_JOBS = "manage_jobs"


class NotPermitted(Exception):
    """The officer's role does not include this."""

    def __init__(self, permission: Permission) -> None:
        super().__init__(permission.value)
        self.permission = permission


# What only looks: at persons, lists, cases, money, the plan.
LOOKING = frozenset(
    {
        Permission.VIEW_PERSONS,
        Permission.VIEW_LISTS,
        Permission.VIEW_PLAN,
        Permission.VIEW_CASES,
        Permission.VIEW_MONEY,
        Permission.VIEW_MESSAGES,
    }
)
# What every office with officials of its own does with persons and lists.
OFFICE = LOOKING | {
    Permission.REVEAL_NUMBERS,
    Permission.STATE_FACTS,
    Permission.RESOLVE_CONFLICTS,
    Permission.EXPORT_LISTS,
    Permission.TRY_RULES,
    Permission.HAND_IN_CASES,
    Permission.HANDLE_OBJECTIONS,
}
# What is for the county as a whole, and not for a township of it. Who saw and handled a file is asked at
# the county, which answers for it; the whole book of acts is for those who act on no file themselves.
COUNTY = OFFICE | {
    Permission.VIEW_PERSON_ACTS,
    Permission.IMPORT_ROSTERS,
    Permission.DETERMINE,
    Permission.PROPOSE_RULES,
    Permission.APPROVE_RULES,
}
# Whose turn a case is says the process of its programme: of the two subsidies the township checks, the
# Federation reviews, civil affairs decides (民发〔2015〕52号); of child rehabilitation the Federation
# decides. A permission only says that an office takes such steps at all.
DESK = frozenset(
    {
        Permission.ACCEPT_CASES,
        Permission.CHECK_CASES,
        Permission.REVIEW_CASES,
        Permission.APPROVE_CASES,
        Permission.PUBLISH_NOTICES,
    }
)
# Who decides on an allowance draws up its roll, and a colleague approves it; the finance bureau pays it.
MONEY = frozenset(
    {
        Permission.FIND_DUES,
        Permission.PREPARE_ROLLS,
        Permission.APPROVE_ROLLS,
        Permission.TURN_MONTHS,
        Permission.RECOVER_MONEY,
        Permission.APPROVE_WRITE_OFFS,
    }
)
PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.FEDERATION_COUNTY: COUNTY
    | DESK
    | MONEY
    | {Permission.WRITE_SUPPORT_PLANS, Permission.MANAGE_AWARDS},
    Role.CIVIL_AFFAIRS_COUNTY: COUNTY | DESK | MONEY | {Permission.MANAGE_AWARDS},
    Role.FINANCE: LOOKING
    | {
        Permission.EXPORT_LISTS,
        Permission.TRY_RULES,
        Permission.PAY_ROLLS,
        Permission.TURN_MONTHS,
        Permission.APPROVE_WRITE_OFFS,
        Permission.PLAN_BUDGETS,
    },
    Role.TOWNSHIP: OFFICE
    | {
        Permission.ACCEPT_CASES,
        Permission.CHECK_CASES,
        # Of care for severe persons the township decides itself.
        Permission.APPROVE_CASES,
        Permission.PUBLISH_NOTICES,
        Permission.WRITE_SUPPORT_PLANS,
    },
    # The notice of a disability certificate hangs in the village.
    Role.VILLAGE: LOOKING
    | {
        Permission.STATE_FACTS,
        Permission.HAND_IN_CASES,
        Permission.PUBLISH_NOTICES,
        Permission.WRITE_SUPPORT_PLANS,
    },
    # Neither sees a person of the register; what concerns them reaches them through their own tasks: a lead
    # unit sees the cases in which its turn has come, and no others.
    Role.INSTITUTION: frozenset({Permission.VIEW_PLAN, Permission.VIEW_MESSAGES}),
    Role.LEAD_UNIT: DESK | {Permission.VIEW_CASES, Permission.VIEW_PLAN, Permission.VIEW_MESSAGES},
    Role.AUDITOR: LOOKING | {Permission.VIEW_PERSON_ACTS, Permission.VIEW_ACTS},
    # Who manages accounts sees no person: two hands are needed to look anyone up unseen.
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.MANAGE_OFFICERS,
            Permission.MANAGE_JOBS,
            Permission.VIEW_ACTS,
            Permission.VIEW_PLAN,
            Permission.VIEW_MESSAGES,
        }
    ),
}
# Who may do one of these decides for others, or opens doors for others: a password alone is not enough.
NEEDS_SECOND_FACTOR = frozenset(
    {
        Permission.APPROVE_RULES,
        Permission.APPROVE_CASES,
        Permission.APPROVE_ROLLS,
        Permission.PAY_ROLLS,
        Permission.APPROVE_WRITE_OFFS,
        Permission.MANAGE_OFFICERS,
    }
)


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
