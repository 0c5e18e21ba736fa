"""What every test has: a configured product, the same officers, and no network but this machine."""

import importlib
import socket
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest

from tests.settings_env import set_environment

HOME = set_environment()
django.setup()


def _speak_as_written_now() -> None:
    """Compile the catalogue before anything is said; what was read of an older one is forgotten."""
    import gettext

    from django.utils.translation import trans_real

    from yingbao.edges.cli.catalogue import compile_catalogue

    compile_catalogue()
    gettext._translations.clear()  # type: ignore[attr-defined]
    trans_real._translations.clear()
    trans_real._default = None


_speak_as_written_now()


# Minutes of reading rules and lists, and little of what databases do differently.
OF_RULES_MORE_THAN_ROWS = (
    "tests/demo/",
    "tests/office/rulebook/",
    "tests/web/plan/",
    "tests/web/rulebook/",
    "tests/web/test_unreadable_rules.py",
    "tests/web/test_matrix.py::test_every_seeded_hole_is_seen",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no processor waits for it at the end; mark what asks no database."""
    for item in items:
        if not _asks_a_database(item):
            item.add_marker("without_database")
        if item.nodeid.startswith(OF_RULES_MORE_THAN_ROWS):
            item.add_marker("once")
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def _asks_a_database(item: pytest.Item) -> bool:
    marked = any(item.get_closest_marker(name) for name in ("django_db", "about_databases"))
    return marked or bool({"db", "transactional_db"} & set(getattr(item, "fixturenames", ())))


class OutsideNetwork(Exception):
    """A test tried to leave this machine."""


def _is_here(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    return str(address[0]) in {"127.0.0.1", "::1", "localhost"}


@pytest.fixture(scope="session", autouse=True)
def _only_this_machine() -> Iterator[None]:
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded(original: Any) -> Any:
        def reach(self: socket.socket, address: Any) -> Any:
            if not _is_here(address):
                raise OutsideNetwork(str(address))
            return original(self, address)

        return reach

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded(connect))
    patch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def _tests_see_everyone() -> Iterator[None]:
    """What a test writes and asks itself is about everyone; a request in it sees what its officer sees."""
    from yingbao.office.access.sight import seeing_all

    with seeing_all(reason="tests"):
        yield


@pytest.fixture(scope="session", autouse=True)
def key_file() -> Path:
    """The key file of this run."""
    from django.conf import settings

    from yingbao.office.register.sealing import write_new_keys

    if not settings.KEY_FILE.exists():
        write_new_keys(settings.KEY_FILE)
    return settings.KEY_FILE


@pytest.fixture(scope="session", autouse=True)
def _transactional_tests_may_empty_the_books() -> Iterator[None]:
    """Between two transactional tests all tables are emptied; the guards of the books step aside for that only."""
    from django.db import connection
    from django.test import TransactionTestCase

    from yingbao.office.audit.actions import never_changed

    guards = importlib.import_module("yingbao.office.audit.migrations.0003_posts_and_seals")
    rooms = ("ledger", "provision")
    written = {room: f"yingbao.office.{room}.migrations.0002_never_changed" for room in rooms}
    books = [importlib.import_module(each).GUARDED for each in written.values()]
    empty = TransactionTestCase._fixture_teardown

    def without_guards(self: TransactionTestCase) -> None:
        # TestCase rolls back and never comes here.
        with connection.schema_editor() as editor:
            guards.unguard(None, editor)
            for tables in books:
                never_changed.unguard(editor, tables)
        try:
            empty(self)
        finally:
            with connection.schema_editor() as editor:
                guards.guard(None, editor)
                for tables in books:
                    never_changed.guard(editor, tables)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", without_guards)
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def _shipped_rules_do_not_change() -> Iterator[None]:
    """The rules of the repository are looked at once a run; copies that a test changes, every time."""
    from django.conf import settings

    from yingbao.office.determination import packs

    look, shipped = packs._stamp, Path(settings.POLICY_DIR)
    seen = look(shipped)
    patch = pytest.MonkeyPatch()
    patch.setattr(packs, "_stamp", lambda folder: seen if folder == shipped else look(folder))
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _plain_static_files(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path  # nothing was collected for the tests
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _chinese_first(settings: Any) -> None:
    """Every test begins in Chinese, whatever language a request of another test left behind."""
    from django.utils import translation

    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _counts_of_its_own(settings: Any) -> None:
    """Every test begins with no wrong tries counted and no codes used."""
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": memory, "LOCATION": uuid.uuid4().hex}}


@pytest.fixture(autouse=True)
def _fast_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def cast(db: None) -> Any:
    """The divisions and officers of tests.people."""
    from tests.people import make_cast

    return make_cast()
