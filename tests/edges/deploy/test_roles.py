"""The roles of deploy/roles.sql with the grants of deploy/grants.sql: the pages are held, the worker copies."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from tests.people import XIEHE, make_cast, make_person
from tests.postgresql import connect_as_anyone
from yingbao.office.access.row_security import SETTINGS, settings_of
from yingbao.office.access.sight import Sight
from yingbao.office.register.self_checks import ABOVE_ALL, HELD

DEPLOY = Path(__file__).resolve().parents[3] / "deploy"
PAGES, WORKER = "yingbao_app", "yingbao_worker"
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="roles are PostgreSQL's"),
]


def statements(name: str, suffix: str) -> list[str]:
    """Return the statements of a file, about roles of the test instead of the product's."""
    lines = [line for line in (DEPLOY / name).read_text().splitlines() if not line.startswith("--")]
    text = "\n".join(lines).replace(PAGES, PAGES + suffix).replace(WORKER, WORKER + suffix)
    return [each.strip() for each in text.split(";") if each.strip()]


@pytest.fixture
def suffix() -> Iterator[str]:
    """Make both roles on the server, with what they are granted; afterwards they are gone."""
    ours = connection.settings_dict
    server = connect_as_anyone(ours["HOST"], int(ours["PORT"] or 5432))
    if server is None:
        pytest.skip("no administrator of the server is let in here")
    suffix = f"_{uuid4().hex[:8]}"
    with server:
        for statement in statements("roles.sql", suffix):
            if suffix in statement:
                server.execute(statement)
                role = sql.Identifier(statement.split()[2])
                server.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, sql.Literal(suffix)))
        try:
            with connection.cursor() as cursor:
                for statement in statements("grants.sql", suffix):
                    cursor.execute(statement)
            yield suffix
        finally:
            with connection.cursor() as cursor:
                for what in (
                    "ALL TABLES IN SCHEMA public",
                    "ALL SEQUENCES IN SCHEMA public",
                    "SCHEMA public",
                ):
                    cursor.execute(f"REVOKE ALL ON {what} FROM {PAGES}{suffix}, {WORKER}{suffix}")
            server.execute(f"DROP ROLE {PAGES}{suffix}, {WORKER}{suffix}")


def link_of(role: str, suffix: str) -> psycopg.Connection:
    ours = connection.settings_dict
    return psycopg.connect(
        host=ours["HOST"],
        port=ours["PORT"] or 5432,
        dbname=ours["NAME"],
        user=role + suffix,
        password=suffix,
    )


def ask_as(role: str, suffix: str, *questions: str) -> list[Any]:
    """Return the first value of each answer, asked in one connection of the role."""
    with link_of(role, suffix) as link:
        found = [link.execute(question).fetchone() for question in questions]
    return [row and row[0] for row in found]


def told(sight: Sight | None) -> str:
    values = zip(SETTINGS, settings_of(sight), strict=True)
    return "SELECT " + ", ".join(f"set_config('{name}', '{value}', false)" for name, value in values)


def test_the_pages_are_held_and_the_worker_is_not(suffix: str) -> None:
    make_cast()
    person = make_person("甲")
    count = "SELECT count(*) FROM register_person"

    assert ask_as(PAGES, suffix, HELD, ABOVE_ALL, count) == [True, False, 0]
    assert ask_as(WORKER, suffix, HELD, ABOVE_ALL, count) == [False, False, 1]
    for sight, sees in ((Sight(XIEHE), 1), (Sight("430811001"), 0), (Sight(everything=True), 1), (None, 0)):
        assert ask_as(PAGES, suffix, told(sight), count)[1] == sees, sight
    with pytest.raises(psycopg.errors.FeatureNotSupported):
        copy_as(PAGES, suffix, (person.pk, "乙", person.source_id))
    copy_as(WORKER, suffix, (person.pk, "乙", person.source_id))


def copy_as(role: str, suffix: str, row: tuple[int, str, int]) -> None:
    statement = "COPY register_othername (person_id, name, source_id) FROM STDIN"
    with link_of(role, suffix) as link, link.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write_row(row)


@pytest.mark.parametrize("role", [PAGES, WORKER])
def test_neither_changes_the_book_of_acts(suffix: str, role: str) -> None:
    for statement in (
        "UPDATE audit_act SET verb = ''",
        "DELETE FROM audit_seal",
        "ALTER TABLE audit_act ADD x int",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask_as(role, suffix, statement)
