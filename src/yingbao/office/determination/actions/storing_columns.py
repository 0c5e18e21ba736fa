"""Write differences found outside the database: the same changes, brought in as two small tables."""

from contextlib import ExitStack

import polars as pl
from django.db import connection

from yingbao.law.rules.months import MonthRules
from yingbao.office.determination.actions.storing import CHANGED_COLUMNS, Place, write_changes
from yingbao.office.determination.differences import Differences
from yingbao.office.determination.tables import CHANGED, analyze, answers_of, temporary

TYPES = {pl.Int64: "BIGINT", pl.String: "TEXT", pl.Boolean: "BOOLEAN"}
BATCH = 50_000


def store_differences(place: Place, rules: MonthRules, found: Differences) -> dict[str, int]:
    """Write what differs and return how many answers are new, changed and gone."""
    with ExitStack() as stack:
        for page, frame in found.answers.items():
            columns = ", ".join(f"{name} {_type(kind)}" for name, kind in frame.schema.items())
            table = stack.enter_context(temporary(answers_of(page), columns))
            _copy_in(table, frame)
            analyze(table)
        stack.enter_context(temporary(CHANGED, CHANGED_COLUMNS))
        _copy_in(CHANGED, found.changed)
        analyze(CHANGED)
        return write_changes(place, rules)


def _type(kind: pl.DataType) -> str:
    return next((sql for known, sql in TYPES.items() if kind == known), "BIGINT")


def _copy_in(table: str, frame: pl.DataFrame) -> None:
    names = ", ".join(frame.columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = f"COPY {table} ({names}) FROM STDIN (FORMAT csv, NULL '\\N')"
            with cursor.copy(statement) as copy:
                for start in range(0, frame.height, BATCH):
                    part = frame.slice(start, BATCH)
                    copy.write(part.write_csv(include_header=False, null_value="\\N"))
            return
        marks = ", ".join(["%s"] * frame.width)
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", frame.rows())  # noqa: S608
