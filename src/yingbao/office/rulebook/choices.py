"""Where an amendment stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AmendmentState(TextChoices):
    """From one officer's proposal to another's decision."""

    PROPOSED = "proposed", _("waiting for the second officer")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    # Two officers took it away again, for the rules it was written over are no longer there.
    ENDED = "ended", _("ended")


class EndingState(TextChoices):
    """From one officer's wish to end an amendment to another's decision."""

    PROPOSED = "proposed", _("waiting for the second officer")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
