"""A backup is good only when it was opened, counted and compared; a flipped byte is found; the way back works."""

import json
import random
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from tests.office.ledger import bookkeeping as money
from tests.office.ledger.bookkeeping import write_month
from tests.people import WULINGYUAN, make_cast, make_person
from yingbao.edges.backups import postgresql
from yingbao.edges.backups.manifest import (
    MANIFEST,
    SEAL,
    keep_file,
    newest_backup,
    read_manifest,
    write_manifest,
)
from yingbao.edges.backups.standing import look, standing_on
from yingbao.office.audit.actions import record, seal_acts
from yingbao.office.audit.models import Act
from yingbao.office.audit.verification import verify_book
from yingbao.office.register.actions.keys import rotate_keys

pytestmark = pytest.mark.django_db(transaction=True)
FLIPS = 12
MOST_WRITTEN = 20_000


@pytest.fixture
def live(settings: Any, tmp_path: Path) -> Iterator[str]:
    """A database of its own on the disk, with persons, a sealed book, an amendment and a file that came in."""
    make_cast()
    make_person("卯金刀")
    record("a.b.c", by="yingbao work")
    seal_acts(at=timezone.now())
    settings.AMENDMENTS_DIR, settings.UPLOAD_DIR = tmp_path / "amendments", tmp_path / "uploads"
    for folder in (settings.AMENDMENTS_DIR / "cn-1", settings.UPLOAD_DIR):
        folder.mkdir(parents=True)
        (folder / "one.yaml").write_text("改动")
    (settings.UPLOAD_DIR / "half.part").write_text("x")
    if connection.vendor == "postgresql":
        yield str(connection.settings_dict["NAME"])
        return
    name = tmp_path / "live.sqlite3"
    connection.ensure_connection()
    import sqlite3

    with closing(sqlite3.connect(name)) as file:
        connection.connection.backup(file, pages=-1)
    with standing_on(NAME=str(name)) as ours:
        ours.ensure_connection()  # from here on it writes ahead
        yield str(name)


def said(*words: Any) -> str:
    out = StringIO()
    call_command(*map(str, words), stdout=out, stderr=out)
    return out.getvalue()


def refused(*words: Any) -> tuple[int, str]:
    out = StringIO()
    with pytest.raises(CommandError) as told:
        call_command(*map(str, words), stdout=out, stderr=out)
    return told.value.returncode, f"{out.getvalue()}{told.value}"


@pytest.fixture
def backup(live: str, tmp_path: Path) -> Path:
    said("backup", tmp_path / "backups")
    (folder,) = (tmp_path / "backups").iterdir()
    return folder


def write_on(live: str, stop: threading.Event, written: list[int]) -> None:
    """Write as another program would, commit by commit."""
    if connection.vendor == "postgresql":
        import psycopg

        ours = connection.settings_dict
        other: Any = psycopg.connect(
            host=ours["HOST"],
            port=ours["PORT"],
            user=ours["USER"],
            password=ours["PASSWORD"],
            dbname=live,
            autocommit=True,
        )
    else:
        import sqlite3

        other = sqlite3.connect(live, isolation_level=None, timeout=30, check_same_thread=False)
    with closing(other):
        while not stop.is_set() and len(written) < MOST_WRITTEN:
            other.execute(
                f"INSERT INTO django_content_type (app_label, model) VALUES ('t', 'm{len(written)}')"
            )
            written.append(1)


def target_of(live: str, tmp_path: Path) -> str:
    return f"{live}_drill" if connection.vendor == "postgresql" else str(tmp_path / "drill.sqlite3")


@pytest.fixture
def drill(live: str, tmp_path: Path) -> Iterator[str]:
    target = target_of(live, tmp_path)
    yield target
    if connection.vendor == "postgresql":
        for (name,) in postgresql.on_server("SELECT datname FROM pg_database"):  # type: ignore[misc]
            if name.startswith(target):
                postgresql.on_server(f'DROP DATABASE "{name}"')


def test_a_backup_taken_while_others_write_restores_to_what_it_says(
    live: str, drill: str, tmp_path: Path
) -> None:
    stop, written = threading.Event(), []
    writer = threading.Thread(target=write_on, args=(live, stop, written))
    writer.start()
    while not written:
        stop.wait(0.001)
    try:
        at_first = len(written)
        said("backup", tmp_path / "backups")
    finally:
        stop.set()
        writer.join()
    (folder,) = (tmp_path / "backups").iterdir()
    manifest = read_manifest(folder)

    assert len(written) > at_first, "nobody wrote meanwhile: the test saw nothing"
    said("restore", folder, "--into", drill)

    with standing_on(NAME=drill):
        held = look()
        assert verify_book().fits
    assert held.rows == manifest.rows
    assert (held.seals, held.last_root) == (manifest.seals, manifest.last_root)
    assert manifest.rows["register_person"] == manifest.rows["audit_seal"] == 1
    assert manifest.last_root in said("backup", "verify", folder) or manifest.seals == 1


def test_a_book_of_money_that_does_not_hold_together_is_no_good_backup(live: str, tmp_path: Path) -> None:
    write_month()
    money.tamper("DELETE FROM ledger_transfer WHERE key = 'line:1:sent'")
    code, told = refused("backup", tmp_path / "backups")

    assert code == 3
    assert WULINGYUAN in told
    assert not list((tmp_path / "backups").iterdir())


def test_the_manifest_names_the_keys_and_holds_none(backup: Path, settings: Any) -> None:
    written = json.loads(settings.KEY_FILE.read_text())
    whole = b"".join(path.read_bytes() for path in backup.rglob("*") if path.is_file())

    assert set(read_manifest(backup).keys) == {"index", *written["sealing"]}
    for key in [written["index"]["key"], *(each["key"] for each in written["sealing"].values())]:
        assert key.encode() not in whole
        assert bytes.fromhex(key) not in whole


def test_it_holds_what_belongs_to_it_for_its_owner_alone(backup: Path) -> None:
    names = {str(path.relative_to(backup)) for path in backup.rglob("*") if path.is_file()}
    database = "database.dump" if connection.vendor == "postgresql" else "database.sqlite3"

    assert names == {database, "amendments/cn-1/one.yaml", "uploads/one.yaml", MANIFEST, SEAL}
    assert {path.stat().st_mode & 0o077 for path in backup.rglob("*") if path.is_file()} == {0}
    assert Act.objects.filter(verb="backups.backup.made").count() == 1
    assert newest_backup(backup.parent) == read_manifest(backup)


def test_a_flipped_byte_in_any_file_is_found(backup: Path) -> None:
    rng = random.Random(6)
    for path in [path for path in sorted(backup.rglob("*")) if path.is_file()]:
        whole = path.read_bytes()
        for place in [0, len(whole) - 1, *(rng.randrange(len(whole)) for _ in range(FLIPS))]:
            path.chmod(0o600)
            path.write_bytes(
                whole[:place] + bytes([whole[place] ^ (1 << rng.randrange(8))]) + whole[place + 1 :]
            )
            code, text = refused("backup", "verify", backup)
            assert (code, path.name.removesuffix(".sm3") in text) == (3, True), (path, place, text)
        path.write_bytes(whole)
    assert "good" in said("backup", "verify", backup) or "完好" in said("backup", "verify", backup)


@pytest.mark.parametrize("change", ["gone", "put in"])
def test_a_file_gone_or_put_in_is_found(backup: Path, change: str) -> None:
    if change == "gone":
        (backup / "uploads" / "one.yaml").unlink()
    else:
        (backup / "uploads" / "two.yaml").write_text("")

    assert refused("backup", "verify", backup)[0] == 3


def lie(backup: Path, **said_instead: Any) -> None:
    """Write the manifest again so that all digests fit."""
    manifest = read_manifest(backup)
    for name in (MANIFEST, SEAL):
        (backup / name).unlink()
    files = [keep_file(backup, backup / each.path) for each in manifest.files]
    write_manifest(backup, type(manifest)(**{**vars(manifest), "files": files, **said_instead}))


def test_digests_that_fit_do_not_make_it_good(backup: Path) -> None:
    rows = read_manifest(backup).rows

    lie(backup, rows={**rows, "register_person": 2})
    assert "register_person" in refused("backup", "verify", backup)[1]
    lie(backup, rows=rows, last_seal="0" * 64)
    assert refused("backup", "verify", backup)[0] == 3
    lie(backup, last_seal="0" * 64, migrations=[["audit", "0001_initial"]])
    assert refused("backup", "verify", backup)[0] == 3


def test_what_does_not_open_is_never_called_good(live: str, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("yingbao.edges.backups.making.prove", lambda folder: ["broken"])

    assert refused("backup", tmp_path / "backups")[0] == 3
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_database_with_rows_is_named_before_it_is_replaced_and_moved_aside(
    backup: Path, drill: str, tmp_path: Path
) -> None:
    said("restore", backup, "--into", drill, "--files", tmp_path / "files")
    assert (tmp_path / "files" / "uploads" / "one.yaml").read_text() == "改动"

    assert refused("restore", backup, "--into", drill)[0] == 4
    assert refused("restore", backup, "--into", drill, "--over", f"{drill}x")[0] == 4
    told = said("restore", backup, "--into", drill, "--over", drill)
    assert "before" in told
    with standing_on(NAME=drill):
        assert look().rows == read_manifest(backup).rows


def test_other_keys_and_newer_versions_are_refused(
    backup: Path, drill: str, settings: Any, tmp_path: Path
) -> None:
    from yingbao.office.register.sealing import write_new_keys

    ours, settings.KEY_FILE = settings.KEY_FILE, tmp_path / "other" / "k"
    write_new_keys(settings.KEY_FILE)
    assert refused("restore", backup, "--into", drill)[0] == 4
    shutil.copy(ours, tmp_path / "other" / "later")
    settings.KEY_FILE = tmp_path / "other" / "later"
    rotate_keys(at=timezone.now(), by="yingbao keys rotate")
    said("restore", backup, "--into", drill)

    migrations = read_manifest(backup).migrations
    lie(backup, migrations=[*migrations, ["register", "9999_unheard_of"]])
    assert "9999" in refused("restore", backup, "--into", f"{drill}2")[1]


def test_without_the_clients_of_postgresql_it_is_said(live: str, tmp_path: Path, monkeypatch: Any) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite needs no clients")
    monkeypatch.setattr(postgresql.shutil, "which", lambda program: None)

    assert refused("backup", tmp_path / "backups")[0] == 5


@pytest.mark.parametrize("words", [["backup", "verify"], ["backup", "a", "b"]])
def test_wrong_use_is_said(words: list[str]) -> None:
    assert refused(*words)[0] == 2


def test_no_backup_is_not_found(tmp_path: Path) -> None:
    assert refused("backup", "verify", tmp_path / "none")[0] == 5
