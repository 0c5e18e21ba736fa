"""The words of casework."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Aim(TextChoices):
    """What a case is to bring about."""

    GRANT = "grant", _("To be granted")
    CHANGE = "change", _("To be changed")
    SUSPEND = "suspend", _("To be suspended")
    RESUME = "resume", _("To be resumed")
    END = "end", _("To be ended")


class Origin(TextChoices):
    """Who brought a case in."""

    PERSON = "person", _("The person")
    GUARDIAN = "guardian", _("Guardian or relative")
    VILLAGE = "village", _("The village, on the person's behalf")
    LIST = "list", _("Proposed from a list")
    OTHER_COUNTY = "other_county", _("A window in another county")
    REVIEW = "review", _("A re-verification")
    APPEAL = "appeal", _("An objection to an earlier decision")


class CaseState(TextChoices):
    """How far a case is, in one word."""

    PROPOSED = "proposed", _("Proposed, waiting for the person to apply")
    OPEN = "open", _("In hand")
    WAITING = "waiting", _("Clock stopped")
    ON_NOTICE = "on_notice", _("On public notice")
    DONE = "done", _("Completed")
    REFUSED = "refused", pgettext_lazy("case", "Refused")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DECLINED = "declined", _("The person does not apply")


ENDED = frozenset(
    {
        CaseState.DONE,
        CaseState.REFUSED,
        CaseState.NOT_ACCEPTED,
        CaseState.WITHDRAWN,
        CaseState.DECLINED,
    }
)


class ActKind(TextChoices):
    """One thing done in a case."""

    PROPOSED = "proposed", _("Proposed")
    HANDED_IN = "handed_in", _("Application handed in")
    DECLINED = "declined", _("Closed: the person does not apply")
    ASKED_FOR_PAPERS = "asked_for_papers", _("Told of all missing papers")
    PAPERS_BROUGHT = "papers_brought", _("Missing papers brought")
    ACCEPTED = "accepted", _("Accepted")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    VISITED = "visited", _("Visited")
    PASSED = "passed", _("Checked and passed on")
    SENT_BACK = "sent_back", _("Sent back")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", pgettext_lazy("case", "Refused")
    PUBLISHED = "published", _("Put on public notice")
    OBJECTED = "objected", _("Objection received")
    OBJECTION_ANSWERED = "objection_answered", _("Objection answered")
    TAKEN_DOWN = "taken_down", _("Public notice ended")
    TOLD = "told", _("The person was told")
    STOPPED = "stopped", _("Clock stopped")
    RESUMED = "resumed", _("Clock runs again")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class AwardState(TextChoices):
    """Whether an award brings anything now."""

    ACTIVE = "active", pgettext_lazy("award", "In force")
    SUSPENDED = "suspended", _("Suspended")
    ENDED = "ended", pgettext_lazy("award", "Ended")


class AlarmKind(TextChoices):
    """What the calendar says about a limit."""

    REMINDER = "reminder", _("due soon")
    OVERDUE = "overdue", _("overdue")
    ESCALATION = "escalation", _("long overdue")


class ObjectionState(TextChoices):
    """What became of an objection."""

    OPEN = "open", _("Open")
    UPHELD = "upheld", _("Upheld")
    REJECTED = "rejected", _("Rejected")


class ReviewKind(TextChoices):
    """Whom a round of re-verification asks."""

    YEARLY = "yearly", _("Everyone, once a year")
    SAMPLE = "sample", _("A sample")


class ReviewResult(TextChoices):
    """What a re-verification found."""

    OPEN = "open", _("Not yet visited")
    UNCHANGED = "unchanged", _("Unchanged")
    CHANGED = "changed", _("Changed")
    NOT_FOUND = "not_found", _("Not found")


class BundleOutcome(TextChoices):
    """What became of one case of a bundle."""

    WAITING = "waiting", _("Not reached yet")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Not done")
