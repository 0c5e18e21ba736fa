"""Rows in pieces, each a step of its own: a killed worker's work goes on after the last committed piece."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from yingbao.office.jobs.actions import Progress

PIECE = 200


def pieces(
    rows: QuerySet[Any], begun: Progress, *, at_once: int | None = None
) -> Iterator[tuple[list[int], Progress]]:
    """Give the ids of rows piece by piece, each with how far the job is once the piece is done.

    Rows may drop out of the question while their piece is worked on; none is left out, none comes twice.
    """
    after, done = int(begun.place or 0), begun.done
    total, at_once = done + rows.filter(pk__gt=after).count(), at_once or PIECE
    while piece := list(rows.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:at_once]):
        after, done = piece[-1], done + len(piece)
        yield piece, Progress(done, max(total, done), str(after))
