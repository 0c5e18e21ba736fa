"""What is to be remembered on a day: support plans to be looked at again."""

from datetime import date

from django.db.models import QuerySet

from yingbao.office.casework.models import SupportPlan


def plans_due(county: str, on: date) -> QuerySet[SupportPlan]:
    """Return the support plans in force in a county whose day of review has come."""
    return SupportPlan.objects.filter(county=county, ended_on__isnull=True, review_on__lte=on)
