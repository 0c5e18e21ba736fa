"""Telling officers what a day brings, besides limits of cases."""

from collections.abc import Sequence
from datetime import date, datetime

from yingbao.office.access.choices import Role
from yingbao.office.casework.models import SupportPlan
from yingbao.office.casework.queries.courses import calendar
from yingbao.office.messages.actions import News, tell
from yingbao.office.messages.choices import MessageKind

DECEMBER = 12
WHO_REVIEWS = "township"


def tell_missing_calendar(*, county: str, on: date, at: datetime) -> int:
    """Tell the administrators of a county, from December on and once a year, that next year is not published.

    The State Council publishes the days off in November; until they are in the calendar, limits that reach
    into the year are provisional. Return how many pieces of news that makes.
    """
    missing = on.year + 1
    if on.month != DECEMBER or calendar().is_published(missing):
        return 0
    news = News(
        key=f"calendar:{county}:{missing}",
        kind=MessageKind.CALENDAR_MISSING,
        county=county,
        division_code=county,
        unit=Role.ADMINISTRATOR,
        params={"year": missing},
    )
    return tell([news], on=on, at=at)


def tell_due_reviews(*, plans: Sequence[int], on: date, at: datetime) -> int:
    """Tell the township which support plans are due for review, each day of review once; return how many."""
    found = SupportPlan.objects.filter(pk__in=plans).order_by("pk")
    return tell([_review(plan) for plan in found], on=on, at=at)


def _review(plan: SupportPlan) -> News:
    return News(
        key=f"plan:{plan.pk}:{plan.review_on}",
        kind=MessageKind.PLAN_REVIEW,
        county=plan.county,
        division_code=plan.division_code,
        unit=WHO_REVIEWS,
        subject=f"person:{plan.person_id}",
        params={"due": str(plan.review_on)},
    )
