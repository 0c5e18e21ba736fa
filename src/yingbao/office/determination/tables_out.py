"""Tables copied out of the database into columns: for registers too large to join inside it."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeAlias

import polars as pl
from django.db import connection

from yingbao.office.access.row_security import options_of
from yingbao.office.access.sight import declared_sight

Columns: TypeAlias = Mapping[str, type[pl.DataType]]
# Two at a time: one is written into columns while the server sends the other.
AT_ONCE = 2


def copy_out(queries: Mapping[str, tuple[str, Columns]]) -> dict[str, pl.DataFrame]:
    """Return what each SELECT finds, as columns of the types named.

    PostgreSQL sends through connections of their own, which see what is
    committed (facts up to a horizon do not change, so that is no other state)
    and no more than was declared here.
    """
    if connection.vendor == "postgresql":
        # Said here: another thread does not know who looks.
        fetch = partial(_copy_from_postgresql, _address(options_of(declared_sight())))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            frames = pool.map(fetch, (select for select, _ in queries.values()))
            found = dict(zip(queries, frames, strict=True))
    else:
        found = {name: _rows(select, columns) for name, (select, columns) in queries.items()}
    return {name: _typed(frame, queries[name][1]) for name, frame in found.items()}


def _copy_from_postgresql(address: str, select: str) -> pl.DataFrame:
    from adbc_driver_postgresql import dbapi

    with dbapi.connect(address) as link, link.cursor() as cursor:
        cursor.execute(select)
        # The columns are handed over as they lie in memory, by Arrow's C interface.
        return pl.DataFrame(cursor.fetch_arrow())


def _address(options: str) -> str:
    settings = connection.settings_dict
    known = {
        "host": settings["HOST"],
        "port": settings["PORT"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "dbname": settings["NAME"],
        "options": options,
    }
    return " ".join(f"{key}={_quoted(str(value))}" for key, value in known.items() if value)


def _quoted(value: str) -> str:
    plain = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{plain}'"


def _rows(select: str, columns: Columns) -> pl.DataFrame:
    # SQLite gives days as text, and so do we until they are typed with the rest.
    schema = {name: pl.String if kind is pl.Date else kind for name, kind in columns.items()}
    days = [place for place, kind in enumerate(columns.values()) if kind is pl.Date]
    with connection.cursor() as cursor:
        cursor.execute(select)
        rows = [list(row) for row in cursor.fetchall()]
    for row in rows:
        for place in days:
            row[place] = None if row[place] is None else str(row[place])
    return pl.DataFrame(rows, schema=schema, orient="row")


def _typed(frame: pl.DataFrame, columns: Columns) -> pl.DataFrame:
    return frame.select(
        pl.col(name).str.to_date("%Y-%m-%d")
        if kind is pl.Date and frame.schema[name] == pl.String
        else pl.col(name).cast(kind)
        for name, kind in columns.items()
    )
