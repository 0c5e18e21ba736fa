"""Lists of cases and awards, cut to what the address asks for."""

from collections.abc import Collection
from typing import TypeVar

from django.db.models import Model, QuerySet

from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.searching import by_name_or_number, lies_in

M = TypeVar("M", bound=Model)


def narrowed(rows: QuerySet[M], request: OfficerRequest, states: Collection[str]) -> QuerySet[M]:
    """Return the rows of a state, programme, township and name; numbers of persons are never asked for."""
    asked = request.GET
    if asked.get("state") in states:
        rows = rows.filter(state=asked["state"])
    if asked.get("programme"):
        rows = rows.filter(programme=asked["programme"])
    if asked.get("township"):
        rows = rows.filter(lies_in(asked["township"]))
    if sought := asked.get("name", "").strip()[:40]:
        rows = rows.filter(by_name_or_number(sought))
    return rows
