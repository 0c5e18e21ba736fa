"""The words of determination: what a run does and where it stands, what a list is for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RunState(TextChoices):
    """Where a run stands."""

    ASKED = "asked", _("asked for")
    RUNNING = "running", _("running")
    FINISHED = "finished", _("finished")
    FAILED = "failed", _("failed")
    # A later run of the same county finished first; what this one would say is already known better.
    OVERTAKEN = "overtaken", _("overtaken")


class Scope(TextChoices):
    """Whom a run determines."""

    EVERYONE = "everyone", _("everyone in the county")
    # Only those about whom something new was learnt since the last run of the month.
    TOUCHED = "touched", _("persons with new facts")
    # Some persons an officer named; the others may know less.
    NAMED = "named", _("named persons")
    # No one: the answers stand, only the comparison with the payee lists is made again.
    NOBODY = "nobody", _("comparison only")


class Outcome(TextChoices):
    """What a decision says about one programme, when it does not say no."""

    YES = "yes", _("entitled")
    ASK = "ask", _("to be asked")


class WorkList(TextChoices):
    """The four lists an officer works through each month."""

    MISSED = "missed", _("missed")  # 应享未享
    WRONG = "wrong", _("wrongly enrolled")  # 不应享而享
    CHANGED = "changed", _("changed")
    ASK = "ask", _("to be asked")


class Reason(TextChoices):
    """Reasons of findings that are not the name of a condition."""

    NOT_ENROLLED = "not_enrolled", _("entitled and not enrolled")
    AMOUNT_DIFFERS = "amount_differs", _("another amount is paid than is due")
    PAID_TWICE = "paid_twice", _("enrolled more than once")
    ROW_REFUSED = "row_refused", _("a payee row that may be this person was not entered")
    BECAME_ELIGIBLE = "became_eligible", _("newly entitled")
    BECAME_UNKNOWN = "became_unknown", _("no longer certain")
    AMOUNT_CHANGED = "amount_changed", _("the amount changed")
