"""What PostgreSQL knows about the sizes of tables."""

from django.apps import apps
from django.db import connection

# So many rows written change how tables are best joined.
MANY = 1_000


def analyze_room(room: str) -> None:
    """Tell PostgreSQL how large the tables of a room are, after much was written into them.

    Until somebody does it takes them for as small as they were, and joins thousands of rows one by one.
    Tables that belong to another role (deploy/roles.sql) are left to autovacuum, which looks every minute.
    On SQLite nothing happens.
    """
    if connection.vendor != "postgresql":
        return
    tables = [model._meta.db_table for model in apps.get_app_config(room).get_models()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND relkind = 'r'"
            " AND pg_has_role(relowner, 'USAGE')",
            [tables],
        )
        own = [name for (name,) in cursor.fetchall()]
        if own:
            cursor.execute(f"ANALYZE {', '.join(own)}")
