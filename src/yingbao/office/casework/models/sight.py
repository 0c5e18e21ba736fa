"""A row of a case may be seen where its case may be seen."""

from django.db.models import Q

from yingbao.office.access.sight import Sight
from yingbao.office.register.models.sight import lies_in_sight


class OfCase:
    """A row of a case lies where its case lies."""

    @classmethod
    def in_sight(cls, sight: Sight) -> Q:
        """Return the condition that the case of a row may be seen."""
        return lies_in_sight(sight, "case__division_code")
