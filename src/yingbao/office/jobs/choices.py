"""The words of background work."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JobState(TextChoices):
    """How far a job is."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


OPEN = frozenset({JobState.WAITING, JobState.RUNNING})


class JobProblem(TextChoices):
    """Why a job failed; the error itself stands in the log of the worker."""

    NONE = "", ""
    BROKE = "broke", _("An error broke it off")
    KILLED = "killed", _("Its worker died again and again")
    RULES = "rules", _("The rules of the county cannot be read, or no longer have what it is about")
    UNKNOWN_KIND = "unknown_kind", _("This version does not know such work")
