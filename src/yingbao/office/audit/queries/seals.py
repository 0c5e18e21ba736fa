"""The seals, and what is not sealed yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Max, QuerySet

from yingbao.office.audit.models import Act, Seal
from yingbao.office.audit.spans import read_spans, within


@dataclass(frozen=True)
class SealState:
    """How far the book is sealed."""

    last: Seal | None
    unsealed: int
    # When the oldest act was written that is not sealed; None when all are.
    oldest: datetime | None


def get_last_seal() -> Seal | None:
    """Return the newest seal, without its marks."""
    return Seal.objects.defer("marks").order_by("-number").first()


def get_seal_state() -> SealState:
    """Return the newest seal and what was written since."""
    late = list_late()
    reach = _reach()
    new = Act.objects.filter(id__gt=reach)
    oldest = Act.objects.filter(id=late[0]) if late else new.order_by("id")[:1]
    return SealState(
        get_last_seal(), len(late) + new.count(), next(iter(oldest.values_list("at", flat=True)), None)
    )


def list_seals() -> QuerySet[Seal]:
    """Return all seals in their order."""
    return Seal.objects.order_by("number")


def _reach() -> int:
    """Return the highest number of an act that is sealed; 0 when none is."""
    return Seal.objects.aggregate(reach=Max("last"))["reach"] or 0


def list_new(most: int) -> list[int]:
    """Return the numbers of the next acts beyond all sealed ones, rising."""
    beyond = Act.objects.filter(id__gt=_reach()).order_by("id")
    return list(beyond.values_list("id", flat=True)[: max(0, most)])


def list_late(most: int | None = None) -> list[int]:
    """Return the unsealed acts with lower numbers than sealed ones, rising: their transaction ended later.

    On SQLite there is one writer at a time and nothing is late.
    """
    if connection.vendor != "postgresql":
        return []
    last = get_last_seal()
    if last is None:
        return []
    # A book restored on another server brings transaction numbers of the old one, higher than any here.
    query = """SELECT id FROM audit_act
        WHERE id <= %s AND xid >= %s::text::xid8
          AND (xid < pg_snapshot_xmax(pg_current_snapshot())
               OR %s::text::xid8 > pg_snapshot_xmax(pg_current_snapshot()))
        ORDER BY id"""
    with connection.cursor() as cursor:
        cursor.execute(query, [_reach(), str(last.horizon), str(last.horizon)])
        late = _unsealed([number for (number,) in cursor.fetchall()])
    return late[:most]


def list_settled(unsealed: list[int]) -> list[int]:
    """Return those of some unsealed acts the last seal should have found: put in since."""
    last = get_last_seal()
    if connection.vendor != "postgresql" or last is None or not unsealed:
        return unsealed
    query = "SELECT id FROM audit_act WHERE id = ANY(%s) AND xid < %s::text::xid8 ORDER BY id"
    with connection.cursor() as cursor:
        cursor.execute(query, [unsealed, str(last.horizon)])
        return [number for (number,) in cursor.fetchall()]


def _unsealed(numbers: list[int]) -> list[int]:
    """Return those of some rising numbers that no seal holds."""
    if not numbers:
        return []
    near = Seal.objects.filter(first__lte=numbers[-1], last__gte=numbers[0]).values_list("spans", flat=True)
    return _outside(numbers, near)


def _outside(numbers: list[int], sealed: Iterable[str]) -> list[int]:
    for text in sealed:
        spans = read_spans(text)
        numbers = [number for number in numbers if not within(number, spans)]
    return numbers


def get_horizon() -> int | None:
    """Return the number below which every transaction has ended; None on SQLite, with its one writer."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        (horizon,) = cursor.fetchone()
    return int(horizon)
