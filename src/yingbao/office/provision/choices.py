"""The words of what is owed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Per(TextChoices):
    """What a period is: what is owed for the third quarter stands under its first month."""

    MONTH = "month", pgettext_lazy("period", "Month")
    QUARTER = "quarter", pgettext_lazy("period", "Quarter")
    HALF_YEAR = "half_year", pgettext_lazy("period", "Half year")
    YEAR = "year", pgettext_lazy("period", "Year")
    ONCE = "once", pgettext_lazy("period", "Once")


class Cause(TextChoices):
    """Why a due was made."""

    FIRST = "first", _("Owed for the period")
    LISTED = "listed", _("Paid by the list taken over")
    MORE = "more", _("More is owed than was found before")
    LESS = "less", _("Less is owed than was found before")
    NOTHING = "nothing", _("Nothing is owed any more")
    AGAIN = "again", _("Owed again")
    KEPT = "kept", _("Not known; as the month before")
    BACK_PAID = "back_paid", _("Paid back after the certificate was renewed")


class ReckoningState(TextChoices):
    """How far the finding of what is owed is."""

    ASKED = "asked", _("Waiting")
    RUNNING = "running", _("Running")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", pgettext_lazy("work", "Failed")


class LeftOut(TextChoices):
    """Why what awards of a programme owe is not found per person."""

    NOT_TO_PERSONS = "not_to_persons", _("Owed to a household, an employer or a place, not to a person")
    OTHER_PERIOD = "other_period", _("Owed for a period that is not reckoned yet")
    NOT_IN_RULES = "not_in_rules", _("The rules of the county know no such programme")
