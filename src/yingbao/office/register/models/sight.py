"""Rows about persons are cut to what may be seen, whoever asks and whatever the query forgot.

`objects` of every table about persons is a Seen manager, also for foreign keys and related rows
(base_manager_name). A joined row is not cut by it: load what lies behind a foreign key by its own table.
"""

from functools import lru_cache
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from yingbao.office.access.sight import Sight, sight_now
from yingbao.office.access.within import lies_within

M = TypeVar("M", bound=models.Model)


class Seen(models.Manager[Any]):
    """Rows of what may be seen here and now; the table says by `in_sight` which these are.

    Raises:
        ScopeForgotten: nobody said who looks.
    """

    def get_queryset(self) -> QuerySet[Any]:
        sight = self.sight()
        rows = super().get_queryset()
        if sight.everything:
            return rows
        if not sight.division:
            return rows.none()
        return rows.filter(self.model.in_sight(sight))

    def none(self) -> QuerySet[Any]:
        """Return no rows: nobody has to say who looks, to see nothing."""
        return super().get_queryset().none()

    def sight(self) -> Sight:
        """Return what may be seen of this table."""
        return sight_now()


class SeenWithCases(Seen):
    """Rows of the division whose cases may be seen: a department sees these without seeing the register.

    It is further held to the cases of its turn, by the query for cases: whose turn it is moves with every
    act, where a case lies does not.

    Raises:
        ScopeForgotten: nobody said who looks.
    """

    def sight(self) -> Sight:
        """Return what may be seen of cases."""
        return sight_now().of_casework


def lies_in_sight(sight: Sight, column: str = "division_code") -> Q:
    """Return the condition that the place of a row may be seen."""
    low, high = sight.range
    return Q(**{f"{column}__gte": low, f"{column}__lt": high})


def stands_in_sight(sight: Sight, person: Any, county: str = "") -> Exists:
    """Return the condition that the person of a row stands now where it may be seen (in the row's county)."""
    return _stands_in(sight.division, person, county)


# Asked with every query about persons; an expression can stand in many queries.
@lru_cache(maxsize=1024)
def _stands_in(division: str, person: Any, county: str) -> Exists:
    standings: QuerySet[Any] = QuerySet(apps.get_model("register", "Standing"))
    here = _in_place(standings, division).filter(person=person, ended_by__isnull=True)
    return Exists(here.filter(county=OuterRef(county)) if county else here)


def _in_place(standings: QuerySet[Any], division: str) -> QuerySet[Any]:
    """Return the standings of a place: on PostgreSQL by range, which its planner counts and indexes by.

    SQLite is asked by the person alone: with the range in the question it walks through the whole division
    for every row. The beginning of a code is no column of any index, so it does not.
    """
    if connection.vendor == "postgresql":
        return standings.filter(lies_within(division))
    begins = standings.annotate(part=Substr("division_code", 1, len(division)))
    here: QuerySet[Any] = begins.filter(part=division)
    return here


def cut_by_caller(table: type[M]) -> QuerySet[M]:
    """Return the rows of a table for a query that joins the standings and cuts them to the sight itself.

    Each place that does so is listed with its reason in tests/architecture/test_sight.py.

    Raises:
        ScopeForgotten: nobody said who looks.
    """
    sight_now()
    return QuerySet(table)
