"""Whom new knowledge is about."""
# ruff: noqa: S608 - only our own names, numbers and checked codes stand in these statements.

from django.db import connection

from yingbao.office.determination.facts import get_coverage
from yingbao.office.determination.facts_sql import Question

FACT_TABLES = (
    "register_standing",
    "register_certificate",
    "register_spell",
    "register_hukou",
    "register_home",
    "register_death",
    "register_statedfact",
)


def touched_select(county: str, after: int, until: int) -> str:
    """Return the SELECT of the persons of the county about whom sources after one and up to another speak.

    Persons who no longer stand in the county are among them.
    """
    parts = [
        f"SELECT person_id FROM {table} WHERE {column} > {after} AND {column} <= {until}"
        for table in FACT_TABLES
        for column in ("source_id", "ended_by_id")
    ]
    here = f"SELECT person_id FROM register_standing WHERE county = '{county}'"
    return f"SELECT DISTINCT person_id FROM ({' UNION '.join(parts)}) AS touched WHERE person_id IN ({here})"


def has_new_coverage(question: Question, before: int) -> bool:
    """Return whether a list that covers more than was covered before came in: it speaks of everyone."""
    then = get_coverage(Question(question.county, question.month, before)).divisions
    now = get_coverage(question).divisions
    return any(set(codes) - set(then.get(scheme, ())) for scheme, codes in now.items())


def has_news(question: Question, before: int) -> bool:
    """Return whether sources after `before`, up to the question's horizon, speak of anyone in the county."""
    if before >= question.horizon:
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS ({touched_select(question.county, before, question.horizon)})")
        (touched,) = cursor.fetchone()
    return bool(touched) or has_new_coverage(question, before)
