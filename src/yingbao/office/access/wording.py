"""What every role is for and what every permission allows, in plain words: as the officers read it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.office.access.choices import Role
from yingbao.office.access.permissions import Permission

ROLES: Mapping[Role, Promise] = {
    Role.FEDERATION_COUNTY: _(
        "Keeps the certificates, finds who is missed or wrongly paid, and reviews the county's applications."
    ),
    Role.CIVIL_AFFAIRS_COUNTY: _(
        "Decides applications of the whole county, and keeps what was awarded true to what is known."
    ),
    Role.FINANCE: _(
        "Looks at who is to be paid what and why before money goes out; changes nothing about a person."
    ),
    Role.TOWNSHIP: _(
        "Accepts and checks applications of the township, visits homes, and puts up the public notices."
    ),
    Role.VILLAGE: _(
        "Knows the persons of the village: hands in applications for them and says what was found out."
    ),
    Role.INSTITUTION: _(
        "A rehabilitation, care or device provider chosen by the county; sees no one's file."
    ),
    Role.LEAD_UNIT: _("Answers for tasks and indicators of the plan; sees figures and no one's file."),
    Role.AUDITOR: _("Looks at everything in the division, also at who did what; changes nothing."),
    Role.ADMINISTRATOR: _("Opens and closes accounts and gives posts; sees no one's file."),
}
PERMISSIONS_IN_WORDS: Mapping[Permission, Promise] = {
    Permission.VIEW_PERSONS: _("Open the files of persons; each opening is written down"),
    Permission.REVEAL_NUMBERS: _("Show a citizen, card or phone number in full, saying why"),
    Permission.STATE_FACTS: _("Enter what was found out about a person"),
    Permission.RESOLVE_CONFLICTS: _("Decide whether two rows are one person"),
    Permission.IMPORT_ROSTERS: _("Bring rosters in"),
    Permission.DETERMINE: _("Have a month determined"),
    Permission.VIEW_LISTS: _("See the lists of persons missed, wrongly paid, changed, and to be asked"),
    Permission.EXPORT_LISTS: _("Take lists away as workbooks; each taking is written down"),
    Permission.VIEW_PLAN: _("Read the plan, the rules and the rates"),
    Permission.TRY_RULES: _("Try other rules without changing any"),
    Permission.PROPOSE_RULES: _("Propose a change of a rule or a rate"),
    Permission.APPROVE_RULES: _("Approve a change that someone else proposed"),
    Permission.VIEW_CASES: _("See applications and where they stand"),
    Permission.HAND_IN_CASES: _("Hand in an application for a person"),
    Permission.ACCEPT_CASES: _("Accept an application, or say what is missing"),
    Permission.CHECK_CASES: _("Check an application, at the home where needed"),
    Permission.REVIEW_CASES: _("Review what the township checked"),
    Permission.APPROVE_CASES: _("Decide an application that others prepared"),
    Permission.PUBLISH_NOTICES: _("Put up and take down public notices"),
    Permission.HANDLE_OBJECTIONS: _("Take and answer objections"),
    Permission.MANAGE_AWARDS: _("Change, suspend and end what was awarded"),
    Permission.WRITE_SUPPORT_PLANS: _("Write a person's support plan"),
    Permission.VIEW_MONEY: _("See what is owed and what was paid"),
    Permission.FIND_DUES: _("Find what is owed, and take over lists of those paid before"),
    Permission.PREPARE_ROLLS: _("Draw up rolls of payments"),
    Permission.APPROVE_ROLLS: _("Approve a roll that someone else prepared"),
    Permission.PAY_ROLLS: _("Make the bank file and read what the bank answers"),
    Permission.TURN_MONTHS: _("Open and close a month of payments"),
    Permission.RECOVER_MONEY: _("Recover what was paid and not owed"),
    Permission.APPROVE_WRITE_OFFS: _("Approve that something is not recovered"),
    Permission.PLAN_BUDGETS: _("Write down what may be spent"),
    Permission.VIEW_MESSAGES: _("Read the messages for the own post"),
    Permission.VIEW_PERSON_ACTS: _("See who opened and handled a person's file"),
    Permission.VIEW_ACTS: _("Read the book of acts: who did or saw what"),
    Permission.MANAGE_OFFICERS: _("Open and close accounts, give and end posts"),
    Permission.MANAGE_JOBS: _("See what the machine works on, and start again what failed"),
}
