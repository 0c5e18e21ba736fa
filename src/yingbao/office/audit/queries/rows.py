"""Acts as the sealer and the verifier read them: straight from the table, as the text that was kept."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

AT_ONCE = 5_000
MOMENT = {
    # SQLite keeps a moment in UTC as text, without the microseconds when there are none.
    "sqlite": """CASE length("at") WHEN 19 THEN substr("at", 1, 10) || 'T' || substr("at", 12) || '.000000Z'
                 ELSE substr("at", 1, 10) || 'T' || substr("at", 12) || 'Z' END""",
    "postgresql": """to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""",
}
DETAIL = {"sqlite": "detail", "postgresql": "detail::text"}


def _columns() -> str:
    moment, detail = MOMENT[connection.vendor], DETAIL[connection.vendor]
    return f'id, {moment}, "by", role, division, stands_in_for, verb, subject, reason, {detail}'


def read_acts(numbers: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    """Give these acts in the order of their numbers, which must be rising; see digests.ActRow."""
    listed = ",".join(str(int(number)) for number in numbers)
    query = f"SELECT {_columns()} FROM audit_act WHERE id IN ({listed}) ORDER BY id"  # noqa: S608  # whole numbers
    with connection.cursor() as cursor:
        cursor.execute(query)
        yield from cursor.fetchall()


def read_pages() -> Iterator[list[tuple[Any, ...]]]:
    """Give all acts in the order of their numbers, some thousand at a time.

    Page by page, so that nothing else waits for the reader: neither a writer nor the clean-up of the server.
    """
    query = f"SELECT {_columns()} FROM audit_act WHERE id > %s ORDER BY id LIMIT {AT_ONCE}"  # noqa: S608  # our own columns
    last = -(2**62)
    with connection.cursor() as cursor:
        while True:
            cursor.execute(query, [last])
            rows = cursor.fetchall()
            yield rows
            if len(rows) < AT_ONCE:
                return
            last = rows[-1][0]
