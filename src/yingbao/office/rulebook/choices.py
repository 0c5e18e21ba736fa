"""Where an amendment stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AmendmentState(TextChoices):
    """From one officer's proposal to another's decision."""

    PROPOSED = "proposed", _("waiting for the second officer")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
