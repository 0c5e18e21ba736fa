"""On PostgreSQL the database says the same once more: what is not seen is not there, whoever asks and however."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.people import (
    FENGSHAN,
    JUNDIPING,
    OFFICERS,
    WULINGYUAN,
    XIEHE,
    XIEHE_VILLAGE,
    Cast,
    make_certificate,
    make_number,
    make_person,
    make_source,
)
from tests.web.canaries import make_canaries
from yingbao.edges.backups.standing import look
from yingbao.office.access.row_security import NOBODY, SETTINGS, options_of
from yingbao.office.access.sight import (
    declared_sight,
    seeing,
    seeing_all,
    seeing_casework_of,
    seeing_nothing_declared,
)
from yingbao.office.determination.tables_out import copy_out
from yingbao.office.register.actions.rosters.tables import insert_rows
from yingbao.office.register.models import Conflict, OtherName, Person, Standing
from yingbao.office.register.models.sight import Seen
from yingbao.office.register.sealed_places import count_by_key

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's"),
]
HERE, THERE = "430811001001", XIEHE_VILLAGE
CUT = [model for model in apps.get_models() if isinstance(model._default_manager, Seen)]
ACCOUNTS = [key for key, *_ in OFFICERS]
HELD = (
    "SELECT c.relname FROM pg_class AS c WHERE c.relrowsecurity AND c.relforcerowsecurity"
    " AND EXISTS (SELECT 1 FROM pg_policy AS p WHERE p.polrelid = c.oid AND p.polcmd = '*'"
    " AND pg_get_expr(p.polqual, p.polrelid) LIKE '%current_setting%')"
)


def ask(question: str, *values: Any) -> list[Any]:
    """Ask by the connection everyone uses, around every manager."""
    with connection.cursor() as cursor:
        cursor.execute(question, values or None)
        return [row[0] for row in cursor.fetchall()] if cursor.description else [cursor.rowcount]


def count_persons() -> int:
    return int(ask("SELECT count(*) FROM register_person")[0])


def ids(model: type[Model]) -> set[int]:
    return set(ask(f"SELECT id FROM {model._meta.db_table}"))


def told() -> tuple[str, ...]:
    """What the server was told, asked past everything that would tell it anew."""
    listed = ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in SETTINGS)
    return tuple(connection.connection.execute(f"SELECT {listed}").fetchone())


@contextmanager
def refused() -> Iterator[None]:
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        yield


def test_every_table_about_persons_is_held_its_owner_too() -> None:
    assert {model._meta.db_table for model in CUT} == set(ask(HELD))


def test_a_table_without_a_policy_is_noticed() -> None:
    with transaction.atomic():
        ask("DROP POLICY seen_here ON register_home")
        assert "register_home" not in ask(HELD)
        transaction.set_rollback(True)
    assert "register_home" in ask(HELD)


def test_nobody_who_forgot_to_say_who_looks_is_shown_a_row(cast: Cast) -> None:
    make_canaries()
    full = [model for model in CUT if ids(model)]

    assert len(full) >= 20
    with seeing_nothing_declared():
        assert {model.__name__: len(ids(model)) for model in full if ids(model)} == {}


def test_raw_questions_find_what_the_managers_find(cast: Cast) -> None:
    make_canaries()
    # A file is besides read by whoever sees a question or a case that names its person.
    for account in ACCOUNTS:
        with seeing(getattr(cast, account)):
            for model in set(CUT) - {Person}:
                managed = set(model._default_manager.values_list("pk", flat=True))
                assert ids(model) == managed, (account, model)


@pytest.mark.parametrize(
    ("account", "sees"),
    [
        ("zhou_min", {"甲", "乙"}),
        ("tian_fang", {"甲"}),
        ("wu_gang", {"乙"}),
        ("yang_mei", {"乙"}),
        ("guan_li", set()),
        ("ran_jing", set()),
    ],
)
def test_an_officer_is_shown_and_counted_the_own_division(cast: Cast, account: str, sees: set[str]) -> None:
    for name, place in (("甲", HERE), ("乙", THERE)):
        make_certificate(make_person(name, place), f"{make_number().number}42")

    with seeing(getattr(cast, account)):
        assert set(ask("SELECT name FROM register_person")) == sees
        for table in ("register_person", "register_standing", "register_certificate"):
            assert ask(f"SELECT count(*) FROM {table}") == [len(sees)]


def test_a_joined_row_is_cut(cast: Cast) -> None:
    person = make_person("甲", HERE)
    Standing.objects.filter(person=person).update(ended_by=person.source)
    Standing.objects.create(person=person, county=WULINGYUAN, division_code=THERE, source=person.source)

    # Where someone stood before is seen; the file behind it is not.
    with seeing(cast.tian_fang):
        assert ask("SELECT person_id FROM register_standing") == [person.pk]
        assert (
            ask("SELECT p.name FROM register_standing s JOIN register_person p ON p.id = s.person_id") == []
        )
        assert list(Standing.objects.select_related("person")) == []


def test_a_question_shows_whom_its_list_names_and_no_more_of_them(cast: Cast) -> None:
    ours, other, third = make_person("甲", HERE), make_person("乙", THERE), make_person("丙", THERE)
    OtherName.objects.create(person=other, name="乙二", source=other.source)
    Conflict.objects.create(
        kind="possible_duplicate",
        source=make_source(),
        person=ours,
        other_person=other,
        division_code=JUNDIPING,
    )

    with seeing(cast.tian_fang):
        assert set(ask("SELECT id FROM register_person")) == {ours.pk, other.pk}
        assert ask("SELECT count(*) FROM register_othername") == [0]
        assert ask("UPDATE register_person SET name = '改' WHERE id = %s", other.pk) == [0]
    with seeing(cast.wu_gang):
        assert set(ask("SELECT id FROM register_person")) == {other.pk, third.pk}


def test_whoever_reads_a_public_notice_sees_no_file(cast: Cast) -> None:
    make_person("甲", HERE)
    with seeing_casework_of(WULINGYUAN):
        assert ask("SELECT count(*) FROM register_person") == [0]
        assert ask("SELECT count(*) FROM register_standing") == [0]


def test_nothing_is_written_outside_the_own_division(cast: Cast) -> None:
    ours, theirs = make_person("甲", HERE), make_person("乙", THERE)
    row = (
        "INSERT INTO register_standing (person_id, county, division_code, source_id) VALUES (%s, %s, %s, %s)"
    )

    with seeing(cast.tian_fang):
        ask("UPDATE register_standing SET ended_by_id = source_id WHERE person_id = %s", ours.pk)
        ask(row, ours.pk, WULINGYUAN, HERE, ours.source_id)
        with refused():
            ask(row, theirs.pk, FENGSHAN[:6], FENGSHAN, ours.source_id)
        with refused():
            ask("UPDATE register_standing SET division_code = %s WHERE person_id = %s", THERE, ours.pk)
        with refused():
            ask(
                "INSERT INTO register_othername (person_id, name, source_id) VALUES (%s, '改', %s)",
                theirs.pk,
                ours.source_id,
            )
        for statement in (
            "UPDATE register_person SET name = '改' WHERE name = '乙'",
            f"UPDATE register_standing SET ended_by_id = source_id WHERE person_id = {theirs.pk}",
            f"DELETE FROM register_standing WHERE person_id = {theirs.pk}",
        ):
            assert ask(statement) == [0]
    with seeing_nothing_declared(), refused():
        ask(row, ours.pk, WULINGYUAN, HERE, ours.source_id)

    assert Person.objects.get(pk=theirs.pk).name == "乙"


def test_a_request_leaves_nothing_to_the_next_on_its_connection(cast: Cast) -> None:
    make_person("甲", HERE)
    browser = Client()
    browser.force_login(cast.tian_fang)
    with seeing_nothing_declared():
        assert browser.get("/persons/?name=甲").status_code == 200
        assert ask("SELECT count(*) FROM register_person") == [0]
        assert told() == NOBODY
        # Someone without an account on the same connection.
        assert Client().get("/sign-in").status_code == 200
        assert told() == NOBODY


def test_what_is_rolled_back_to_a_savepoint_is_told_anew(cast: Cast) -> None:
    make_person("甲", HERE)
    before = transaction.savepoint()
    with seeing(cast.wu_gang):
        assert count_persons() == 0
        # The server falls back to what it was told before: everything.
        transaction.savepoint_rollback(before)
        assert count_persons() == 0
    assert count_persons() == 1


def look_and_fail() -> None:
    with transaction.atomic():
        assert count_persons() == 0
        raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_as_a_whole_is_told_anew(cast: Cast) -> None:
    make_person("甲", HERE)
    assert count_persons() == 1
    with seeing(cast.wu_gang):
        with pytest.raises(ZeroDivisionError):
            look_and_fail()
        assert count_persons() == 0
    assert count_persons() == 1


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_is_told_anew(cast: Cast) -> None:
    make_person("甲", HERE)
    for sight, sees in ((seeing(cast.wu_gang), 0), (seeing_all(reason="tests"), 1)):
        with sight:
            assert count_persons() == sees
            connection.close()
            assert count_persons() == sees


def test_a_failed_transaction_is_told_nothing_and_ends_as_it_would(cast: Cast) -> None:
    with pytest.raises(ProgrammingError, match="nowhere"), transaction.atomic(), seeing(cast.wu_gang):
        ask("SELECT 1 FROM nowhere")
    assert ask("SELECT 1") == [1]


def test_telling_is_no_question_of_a_page(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as asked, seeing(cast.wu_gang):
        ask("SELECT count(*) FROM register_person")
    assert len(asked) == 1


@pytest.mark.parametrize("held", [True, False])
def test_many_rows_come_in_whether_the_role_is_held_or_not(cast: Cast, held: bool) -> None:
    person = make_person("甲", HERE)
    if not held:  # as the role of the worker
        ask("ALTER TABLE register_othername NO FORCE ROW LEVEL SECURITY")
    rows = [(person.pk, f"甲{number}", person.source_id) for number in range(3)]

    for some in (rows[:2], rows[2:]):
        insert_rows(OtherName, ("person_id", "name", "source_id"), some)

    assert set(OtherName.objects.values_list("name", flat=True)) == {"甲0", "甲1", "甲2"}
    if held:
        with seeing(cast.wu_gang), refused():
            insert_rows(OtherName, ("person_id", "name", "source_id"), [(person.pk, "改", person.source_id)])


@pytest.mark.django_db(transaction=True)
def test_columns_are_copied_out_of_what_is_seen(cast: Cast) -> None:
    import polars as pl

    make_person("甲", HERE)
    question = {"names": ("SELECT name FROM register_person", {"name": pl.String})}

    assert copy_out(question)["names"]["name"].to_list() == ["甲"]
    with seeing(cast.wu_gang):
        assert copy_out(question)["names"].is_empty()
    with seeing_nothing_declared():
        assert copy_out(question)["names"].is_empty()
        assert options_of(declared_sight()).endswith("-c yingbao.cases_to=")


def test_keys_and_backups_overlook_nobody_where_nobody_said_who_looks(cast: Cast) -> None:
    make_person("甲", XIEHE)
    with seeing_nothing_declared():
        assert sum(count_by_key()["register_person.number_sealed"].values()) == 1
        assert look().rows["register_person"] == 0
