"""What every test has: a configured product, the same officers, and no network but this machine."""

import socket
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


def _keys_of_this_run() -> None:
    """Made before there are workers, who share the home of who started them and would make them at once."""
    from django.conf import settings

    from yingbao.office.register.sealing import write_new_keys

    if not settings.KEY_FILE.exists():
        write_new_keys(settings.KEY_FILE)


_keys_of_this_run()


# Minutes of reading rules and lists, and little of what databases do differently.
OF_RULES_MORE_THAN_ROWS = (
    "tests/demo/",
    "tests/office/rulebook/",
    "tests/web/plan/",
    "tests/web/rulebook/",
    "tests/web/test_unreadable_rules.py",
    "tests/web/test_matrix.py::test_every_seeded_hole_is_seen",
    # Who may act is decided before any row is asked for.
    "tests/web/test_matrix.py::test_no_one_changes_what_is_not_theirs",
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
def _transactional_tests_leave_nothing() -> Iterator[None]:
    from django.test import TransactionTestCase

    from tests.emptying import empty_database

    patch = pytest.MonkeyPatch()
    # TestCase rolls back and never comes here.
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: empty_database())
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


@pytest.fixture(scope="session", autouse=True)
def _settings_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No static files were collected; passwords are made fast; what is counted is forgotten with the process."""
    from django.conf import settings
    from django.test import override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        STORAGES={**settings.STORAGES, "staticfiles": plain},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    ):
        yield


@pytest.fixture(autouse=True)
def _begin_anew() -> None:
    """Every test begins in Chinese, with no wrong tries counted and no codes used."""
    from django.conf import settings
    from django.core.cache import cache
    from django.utils import translation

    translation.activate(settings.LANGUAGE_CODE)
    cache.clear()


@pytest.fixture
def cast(db: None) -> Any:
    """The divisions and officers of tests.people."""
    from tests.people import make_cast

    return make_cast()
