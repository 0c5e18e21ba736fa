import pytest
from django.core.checks import run_checks
from django.db import connection

from yingbao.office.register import self_checks
from yingbao.office.register.sealing import write_new_keys

pytestmark = pytest.mark.about_databases

GOOD = {
    "SELECT sqlite_version()": "3.53.4",
    "PRAGMA synchronous": "2",
    "PRAGMA journal_mode": "wal",
    "PRAGMA foreign_keys": "1",
    "SHOW fsync": "on",
    "SHOW full_page_writes": "on",
    "SHOW synchronous_commit": "on",
    self_checks.ABOVE_ALL: "False",
}
SQLITE_PROBLEMS = {
    "SELECT sqlite_version()": ("3.51.2", "yingbao.E002"),
    "PRAGMA synchronous": ("1", "yingbao.E003"),
    "PRAGMA journal_mode": ("delete", "yingbao.E004"),
    "PRAGMA foreign_keys": ("0", "yingbao.E005"),
}


def ids(problems) -> list[str]:
    return [problem.id for problem in problems]


@pytest.fixture
def answers(monkeypatch):
    answers = dict(GOOD)
    monkeypatch.setattr(self_checks, "_value", lambda database, question: answers[question])
    return answers


def test_a_safe_database_passes(answers) -> None:
    assert self_checks._sqlite_problems(connection) == []
    assert self_checks._pg_problems(connection) == []


@pytest.mark.parametrize(("question", "problem"), SQLITE_PROBLEMS.items())
def test_sqlite_that_may_lose_or_corrupt_is_refused(answers, question, problem) -> None:
    answers[question], expected = problem

    assert ids(self_checks._sqlite_problems(connection)) == [expected]


@pytest.mark.parametrize("name", ["fsync", "full_page_writes", "synchronous_commit"])
def test_postgresql_that_may_lose_is_refused(answers, name: str) -> None:
    answers[f"SHOW {name}"] = "off"

    assert ids(self_checks._pg_problems(connection)) == ["yingbao.E006"]


@pytest.mark.parametrize("plain", [True, False])
def test_a_role_that_may_do_anything_is_refused_but_in_a_trial(answers, settings, plain: bool) -> None:
    settings.PLAIN_HTTP = plain
    answers[self_checks.ABOVE_ALL] = "True"

    (problem,) = self_checks._pg_problems(connection)
    assert (problem.id, problem.is_serious()) == ("yingbao.E009", not plain)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's")
@pytest.mark.parametrize("plain", [True, False])
def test_pages_in_a_role_that_is_not_held_are_refused_but_in_a_trial(answers, settings, plain: bool) -> None:
    settings.PLAIN_HTTP = plain
    answers[self_checks.HELD] = "True"
    assert self_checks.pages_are_held_to_what_is_seen(None) == []

    for answer in ("False", "None"):  # a role with BYPASSRLS; a database that was never migrated
        answers[self_checks.HELD] = answer
        (problem,) = self_checks.pages_are_held_to_what_is_seen(None)
        assert (problem.id, problem.is_serious()) == ("yingbao.E025", not plain)


@pytest.mark.django_db
def test_the_questions_have_answers_in_the_database_of_this_run() -> None:
    found = ids(self_checks.database_keeps_what_it_acknowledged(None))

    # A test database in memory has no write-ahead log; everything else holds.
    assert found in ([], ["yingbao.E004"])
    assert self_checks.pages_are_held_to_what_is_seen(None) == []


def test_without_a_key_file_nothing_runs(settings, tmp_path) -> None:
    settings.KEY_FILE = tmp_path / "none"

    assert ids(run_checks(tags=["keys"])) == ["yingbao.E007"]


def test_a_key_file_others_may_read_is_refused(settings, tmp_path) -> None:
    settings.KEY_FILE = tmp_path / "k"
    write_new_keys(settings.KEY_FILE)
    assert run_checks(tags=["keys"]) == []

    settings.KEY_FILE.chmod(0o440)
    assert ids(run_checks(tags=["keys"])) == ["yingbao.E008"]
