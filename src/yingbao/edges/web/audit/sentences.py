"""Every act in a plain sentence, without its doer and without whom it is about."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.templatetags import written
from yingbao.office.audit.models import Act
from yingbao.office.casework.choices import ActKind, Aim


class Group(StrEnum):
    """What kind of act it is; what one filters by."""

    SEEN = "seen"
    TAKEN = "taken"
    CHANGED = "changed"
    DENIED = "denied"
    CAME = "came"


GROUPS: dict[Group, Promise] = {
    Group.SEEN: _("Seen"),
    Group.TAKEN: _("Taken away"),
    Group.CHANGED: _("Done"),
    Group.DENIED: _("Refused tries"),
    Group.CAME: _("Accounts and signing in"),
}


@dataclass(frozen=True)
class Said:
    """The sentence of a verb; what stands in %(…)s comes from the act's detail."""

    group: Group
    sentence: Promise


@dataclass(frozen=True)
class SaidOf:
    """The sentence of verbs that begin alike; %(what)s is the rest of the verb in words."""

    group: Group
    sentence: Promise
    words: Mapping[str, Promise | str]


VERBS: dict[str, Said] = {
    "access.account.locked": Said(Group.DENIED, _("locked an account after too many wrong tries")),
    "access.account.unlocked": Said(Group.CAME, _("unlocked an account")),
    "access.divisions.loaded": Said(Group.CHANGED, _("loaded %(count)s divisions")),
    "access.officer.changed": Said(Group.CAME, _("changed an account")),
    "access.officer.created": Said(Group.CAME, _("opened an account")),
    "access.officer.password_changed": Said(Group.CAME, _("changed the own password")),
    "access.officer.password_given": Said(Group.CAME, _("gave an officer a new password")),
    "access.officer.signed_in": Said(Group.CAME, _("signed in")),
    "access.officer.signed_out": Said(Group.CAME, _("signed out")),
    "access.page.denied": Said(Group.DENIED, _("was refused a page the role does not include")),
    "access.page.not_found": Said(Group.DENIED, _("asked for something that is not visible here")),
    "access.page.viewed": Said(Group.SEEN, _("opened a page")),
    "access.taking.refused": Said(Group.DENIED, _("asked to take away more than is allowed")),
    "access.portal.linked": Said(Group.CAME, _("tied a portal account to an account")),
    "access.portal.refused": Said(Group.DENIED, _("came back from the portal with something unusable")),
    "access.portal.resting": Said(Group.DENIED, _("came through the portal while the account was resting")),
    "access.portal.unknown": Said(Group.DENIED, _("came through the portal without an account that is tied")),
    "access.portal.unlinked": Said(Group.CAME, _("untied a portal account")),
    "access.portal.unreachable": Said(Group.DENIED, _("found the portal out of reach")),
    "access.post.entered": Said(Group.CAME, _("entered a post")),
    "access.proof.given": Said(Group.CAME, _("proved again who sits there")),
    "access.proof.refused": Said(Group.DENIED, _("failed to prove again who sits there")),
    "access.second_factor.refused": Said(Group.DENIED, _("gave a wrong second factor")),
    "access.second_factor.taken_off": Said(Group.CAME, _("took the second factor off an account")),
    "access.session.ended": Said(Group.CAME, _("ended a session elsewhere")),
    "access.session.over": Said(Group.CAME, _("was signed out: the session was over")),
    "access.sign_in.refused": Said(Group.DENIED, _("was refused when signing in")),
    "audit.acts.exported": Said(Group.TAKEN, _("took acts away as a workbook, %(rows)s rows")),
    "audit.acts.viewed": Said(Group.SEEN, _("looked through the book of acts, %(rows)s acts")),
    "casework.awards.exported": Said(Group.TAKEN, _("took awards away as a workbook, %(rows)s rows")),
    "casework.awards.viewed": Said(Group.SEEN, _("looked at page %(page)s of a list of %(rows)s awards")),
    "backups.backup.made": Said(Group.TAKEN, _("kept a backup of everything, %(rows)s rows")),
    "casework.bundle.asked": Said(Group.CHANGED, _("had one act done in %(rows)s applications")),
    "casework.bundle.viewed": Said(Group.SEEN, _("looked at what became of %(rows)s applications")),
    "casework.certificate.reminded": Said(Group.CHANGED, _("told that a certificate expires on %(expires)s")),
    "casework.plan.written": Said(Group.CHANGED, _("wrote version %(version)s of a support plan")),
    "casework.review.drawn": Said(Group.CHANGED, _("drew a re-verification of %(rows)s persons")),
    "casework.review.recorded": Said(Group.CHANGED, _("wrote down what a re-verification found")),
    "casework.certificates.viewed": Said(
        Group.SEEN, _("looked at page %(page)s of a list of %(rows)s certificates")
    ),
    "casework.plans.viewed": Said(Group.SEEN, _("looked at which support plans are due for review")),
    "casework.review.viewed": Said(
        Group.SEEN, _("looked at page %(page)s of a re-verification of %(rows)s persons")
    ),
    "casework.list.viewed": Said(Group.SEEN, _("looked at page %(page)s of a list of %(rows)s applications")),
    "casework.case_sheet.taken": Said(Group.TAKEN, _("printed an application")),
    "casework.person_file.taken": Said(Group.TAKEN, _("printed a person's file")),
    "casework.review.taken": Said(
        Group.TAKEN, _("printed a re-verification of %(rows)s persons to be signed")
    ),
    "casework.letter.taken": Said(Group.TAKEN, _("took a letter away: %(number)s")),
    "casework.notice.taken": Said(Group.TAKEN, _("printed a public notice")),
    "casework.notice.viewed": Said(Group.SEEN, _("looked at a public notice")),
    "casework.objector.revealed": Said(Group.SEEN, _("had it shown who objected")),
    "casework.notice.published": Said(Group.CHANGED, _("put up a public notice")),
    "casework.objection.answered": Said(Group.CHANGED, _("answered an objection")),
    "casework.office.written": Said(Group.CHANGED, _("wrote down how an office is reached")),
    "casework.proposal.viewed": Said(Group.SEEN, _("looked through applications before proposing them")),
    "determination.list.exported": Said(Group.TAKEN, _("took a list away as a workbook, %(rows)s rows")),
    "determination.list.viewed": Said(Group.SEEN, _("looked at page %(page)s of a list of %(rows)s rows")),
    "determination.run.asked": Said(Group.CHANGED, _("had %(month)s determined")),
    "determination.run.finished": Said(Group.CHANGED, _("determined everyone concerned")),
    "payments.book.checked": Said(
        Group.CHANGED, _("checked the book of money: %(faults)s places do not fit")
    ),
    "payments.budget.exported": Said(Group.TAKEN, _("took the budgets away as a workbook, %(rows)s rows")),
    "payments.budget.written": Said(Group.CHANGED, _("wrote an entry of the budget of %(year)s")),
    "payments.performance.exported": Said(
        Group.TAKEN, _("took what the money did away as a workbook, %(rows)s rows")
    ),
    "payments.reconciliation.exported": Said(
        Group.TAKEN, _("took the reconciliation away as a workbook, %(rows)s rows")
    ),
    "payments.person.exported": Said(
        Group.TAKEN, _("took a person's money away as a workbook, %(rows)s rows")
    ),
    "payments.recoveries.exported": Said(
        Group.TAKEN, _("took what is to be recovered away as a workbook, %(rows)s rows")
    ),
    "payments.recoveries.viewed": Said(
        Group.SEEN, _("looked at page %(page)s of a list of %(rows)s amounts to be recovered")
    ),
    "payments.receivable.demanded": Said(
        Group.CHANGED, _("decided that %(number)s has to be given back, of %(dues)s amounts owed")
    ),
    "payments.receivable.letter_written": Said(
        Group.CHANGED, _("wrote letter %(letter)s about %(number)s, which has to be given back")
    ),
    "payments.receivable.repaid": Said(Group.CHANGED, _("wrote down a repayment of %(number)s")),
    "payments.receivable.write_off.approved": Said(
        Group.CHANGED, _("approved, as the second, that %(number)s is given up")
    ),
    "payments.receivable.write_off.proposed": Said(
        Group.CHANGED, _("proposed that what is left of %(number)s is given up")
    ),
    "payments.receivable.write_off.refused": Said(Group.CHANGED, _("refused that %(number)s is given up")),
    "payments.receivable.write_off.seconded": Said(
        Group.CHANGED, _("approved, as the first of two, that %(number)s is given up")
    ),
    "payments.taking_over.approved": Said(
        Group.CHANGED, _("approved that a payee list is taken over, %(persons)s persons")
    ),
    "payments.taking_over.finished": Said(
        Group.CHANGED, _("had everybody of a payee list taken over, %(persons)s persons")
    ),
    "payments.taking_over.proposed": Said(
        Group.CHANGED, _("proposed that a payee list is taken over, %(persons)s persons")
    ),
    "payments.taking_over.refused": Said(Group.CHANGED, _("refused that a payee list is taken over")),
    "payments.taking_over.viewed": Said(Group.SEEN, _("looked at a list taken over, %(rows)s left out")),
    "provision.dues.exported": Said(Group.TAKEN, _("took what is owed away as a workbook, %(rows)s rows")),
    "provision.dues.viewed": Said(
        Group.SEEN, _("looked at page %(page)s of a list of %(rows)s amounts owed")
    ),
    "provision.reckoning.asked": Said(Group.CHANGED, _("asked to find what is owed for %(month)s")),
    "provision.reckoning.failed": Said(Group.CHANGED, _("could not find what is owed for a month")),
    "provision.reckoning.finished": Said(Group.CHANGED, _("found what is owed for %(month)s")),
    "payments.differences.viewed": Said(
        Group.SEEN, _("looked at what differs on roll %(number)s, %(rows)s rows")
    ),
    "payments.lines.viewed": Said(
        Group.SEEN, _("looked at page %(page)s of the lines of roll %(number)s, %(rows)s rows")
    ),
    "payments.lines.exported": Said(
        Group.TAKEN, _("took the lines of roll %(number)s away as a workbook, %(rows)s rows")
    ),
    "payments.month_sheet.taken": Said(Group.TAKEN, _("printed the sheet of the payments of %(month)s")),
    "payments.line.left_out": Said(Group.CHANGED, _("left line %(line)s out of roll %(roll)s")),
    "payments.month.closed": Said(Group.CHANGED, _("closed the payments of %(month)s")),
    "payments.month.opened": Said(Group.CHANGED, _("opened the payments of %(month)s")),
    "payments.problem.accepted": Said(
        Group.CHANGED, _("accepted what stands against line %(line)s of roll %(roll)s")
    ),
    "payments.return.read": Said(
        Group.CHANGED,
        _("read the bank's answer to roll %(number)s: %(settled)s paid, %(failed)s sent back"),
    ),
    "payments.roll.approved": Said(Group.CHANGED, _("approved roll %(number)s, %(lines)s payments")),
    "payments.roll.cancelled": Said(Group.CHANGED, _("cancelled roll %(number)s")),
    "payments.roll.checked": Said(Group.CHANGED, _("checked roll %(number)s again, %(left_out)s left out")),
    "payments.roll.drawn_up": Said(Group.CHANGED, _("drew up roll %(number)s, %(lines)s payments")),
    "payments.roll.filed": Said(Group.TAKEN, _("made the bank file of roll %(number)s, %(lines)s payments")),
    "payments.roll.filed_again": Said(
        Group.TAKEN, _("took the bank file of roll %(number)s again, %(lines)s payments")
    ),
    "payments.roll.held_up": Said(
        Group.CHANGED, _("found %(left_out)s persons on roll %(number)s who may not be paid")
    ),
    "payments.roll.prepared": Said(
        Group.CHANGED, _("passed roll %(number)s on for approval, %(lines)s payments")
    ),
    "payments.roll.sent": Said(Group.CHANGED, _("sent roll %(number)s to the bank, %(lines)s payments")),
    "payments.roll.sent_back": Said(Group.CHANGED, _("sent roll %(number)s back")),
    "register.conflict.resolved": Said(Group.CHANGED, _("decided who is who")),
    "register.death.taken_back": Said(
        Group.CHANGED, _("took back the day of death, resting on: %(document)s")
    ),
    "register.fact.stated": Said(Group.CHANGED, _("entered an answer: %(fact)s")),
    "register.keys.resealed": Said(Group.CHANGED, _("sealed %(count)s values with the newest key")),
    "register.keys.retired": Said(Group.CHANGED, _("took an old key out of use")),
    "register.keys.rotated": Said(Group.CHANGED, _("put a new key into use")),
    "register.number.revealed": Said(Group.SEEN, _("had a number shown in full: %(column)s")),
    "register.person.acts_viewed": Said(Group.SEEN, _("looked at who saw and handled the file")),
    "register.person.denied": Said(Group.DENIED, _("asked for someone who is not visible to this post")),
    "register.person.viewed": Said(Group.SEEN, _("opened the file")),
    "register.persons.merged": Said(Group.CHANGED, _("joined two files of one person")),
    "register.persons.searched": Said(Group.SEEN, _("searched for persons and found %(found)s")),
    "register.roster.cancelled": Said(Group.CHANGED, _("cancelled a roster")),
    "register.roster.confirmed": Said(Group.CHANGED, _("confirmed a roster")),
    "register.roster.failed": Said(Group.CHANGED, _("broke off reading a roster")),
    "register.roster.read": Said(Group.CHANGED, _("read a roster")),
    "register.roster.received": Said(Group.CHANGED, _("brought a roster in")),
    "register.roster.received_again": Said(Group.CHANGED, _("brought in a roster that was known already")),
    "register.roster.refused": Said(Group.CHANGED, _("refused a roster")),
    "register.roster.refused_exported": Said(
        Group.TAKEN, _("took the refused rows of a roster away, %(rows)s rows")
    ),
    "register.roster.said_empty": Said(Group.CHANGED, _("said that nobody is on a list")),
    "register.roster.viewed": Said(Group.SEEN, _("looked at the rows of a roster")),
    "register.source.applied": Said(Group.CHANGED, _("entered a roster into the register")),
    "register.source.applying": Said(Group.CHANGED, _("began to enter a roster into the register")),
    "jobs.job.asked": Said(Group.CHANGED, _("asked for background work")),
    "jobs.job.cancelled": Said(Group.CHANGED, _("cancelled background work")),
    "rulebook.file.restored": Said(Group.CHANGED, _("wrote the file of an approved change of rules again")),
    "scenarios.scenario.ended": Said(Group.CHANGED, _("put a scenario away")),
    "scenarios.scenario.saved": Said(Group.CHANGED, _("kept a scenario")),
    "scenarios.what_if.exported": Said(Group.TAKEN, _("took away what other rules would change")),
    "scenarios.what_if.viewed": Said(Group.SEEN, _("looked at what other rules would change")),
}
BEGINNINGS: dict[str, SaidOf] = {
    "access.officer.switched_": SaidOf(
        Group.CAME, _("switched an account %(what)s"), {"on": _("on"), "off": _("off")}
    ),
    "access.post.": SaidOf(
        Group.CAME,
        _("posts: %(what)s"),
        {"given": _("given"), "delegated": _("delegated"), "ended": _("ended")},
    ),
    "access.second_factor.": SaidOf(
        Group.CAME,
        _("second factor: %(what)s"),
        {
            "app_on": _("app tied to the account"),
            "app_off": _("app no longer tied to the account"),
            "codes_new": _("new recovery codes"),
            "passkey_added": _("passkey added"),
            "passkey_removed": _("passkey removed"),
        },
    ),
    "casework.award.": SaidOf(
        Group.CHANGED, _("an award: %(what)s"), {each.value: each.label for each in Aim}
    ),
    "casework.case.": SaidOf(
        Group.CHANGED, _("an application: %(what)s"), {each.value: each.label for each in ActKind}
    ),
    "determination.run.": SaidOf(
        Group.CHANGED,
        _("a determination %(what)s"),
        {"failed": _("broke off"), "overtaken": _("was overtaken by a later one")},
    ),
    "rulebook.amendment.": SaidOf(
        Group.CHANGED,
        _("a change of the rules: %(what)s"),
        {
            "proposed": _("proposed"),
            "approved": _("approved"),
            "refused": _("refused"),
            "withdrawn": _("withdrawn"),
        },
    ),
}


def sentence_of(act: Act) -> str:
    """Return what was done, in a sentence; of a verb nobody gave one, the verb itself."""
    said = VERBS.get(act.verb)
    if said is not None:
        return str(said.sentence) % _told(act)
    for beginning, said_of in BEGINNINGS.items():
        if act.verb.startswith(beginning):
            rest = act.verb.removeprefix(beginning)
            return str(said_of.sentence) % {"what": said_of.words.get(rest, rest)}
    return act.verb


def _told(act: Act) -> Mapping[str, str]:
    told: defaultdict[str, str] = defaultdict(lambda: "—")
    for name, value in act.detail.items():
        told[name] = written.count(value) if isinstance(value, int) else str(value)
    return told


def verbs_of(group: Group) -> tuple[list[str], list[str]]:
    """Return the verbs of a group, and the beginnings of verbs of it."""
    return (
        [verb for verb, said in VERBS.items() if said.group is group],
        [beginning for beginning, said in BEGINNINGS.items() if said.group is group],
    )
