"""Row ids before the rows exist, because a sealed value is bound to the id of its row."""

from django.db import connection
from django.db.models import Model


class NotInTransaction(Exception):
    """Ids are reserved in the transaction that uses them."""


def reserve_ids(model: type[Model], count: int) -> list[int]:
    """Return so many unused ids, ascending, for rows inserted in this same transaction.

    PostgreSQL draws them from the table's sequence; SQLite keeps the last id given in a table of its own,
    which is moved on. So whoever asks next, in this transaction too, gets others.

    Raises:
        NotInTransaction: nothing would keep the ids for us.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(model._meta.label)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return sorted(row[0] for row in cursor.fetchall())
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
        if last:
            cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [count, table])
        else:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count])
    first = (last[0] if last else 0) + 1
    return list(range(first, first + count))
