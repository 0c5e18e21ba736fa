"""Proving a backup: every byte, then the database, opened, checked, counted, its two books read."""

from collections.abc import Iterator
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.utils import DatabaseError
from django.utils.translation import gettext

from yingbao.edges.backups import postgresql, sqlite
from yingbao.edges.backups.manifest import Manifest, files_in, keep_file, read_manifest
from yingbao.edges.backups.standing import look
from yingbao.office.access.sight import seeing_all
from yingbao.office.audit.verification import Anchored, verify_book
from yingbao.office.ledger.queries.checking import check_ledger, counties


class AnotherKind(Exception):
    """The backup is of the other kind of database than the one that is set."""


@seeing_all(reason="a backup is of everything")
def prove(folder: Path) -> list[str]:
    """Return what does not fit; an empty list when the backup is good.

    Raises:
        NoBackup: there is no manifest, or not the one that was written.
        AnotherKind: this database cannot open it.
        NoClient, ClientFailed: the clients of PostgreSQL are missing or failed.
    """
    manifest = read_manifest(folder)
    changed = list(changed_files(folder, manifest))
    if changed:
        return changed
    if manifest.database != connection.vendor:
        raise AnotherKind(manifest.database)
    kind = postgresql if manifest.database == "postgresql" else sqlite
    with kind.opened(folder):
        return list(problems_in_database(manifest))


def changed_files(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Yield the files that are not what they were: changed, gone, or put in."""
    kept = {each.path: each for each in manifest.files}
    found = {str(path.relative_to(folder)): path for path in files_in(folder)}
    for path in sorted(kept.keys() | found.keys()):
        if path not in found:
            yield gettext("%(path)s is missing") % {"path": path}
        elif path not in kept:
            yield gettext("%(path)s does not belong to the backup") % {"path": path}
        elif keep_file(folder, found[path]) != kept[path]:
            yield gettext("%(path)s was changed") % {"path": path}


def problems_in_database(manifest: Manifest) -> Iterator[str]:
    """Yield what does not fit in the database that is taken for ours at the moment."""
    try:
        if connection.vendor == "sqlite":
            yield from sqlite.damage()
        held = look()
    except DatabaseError as why:
        yield str(why)
        return
    for table in sorted(held.rows.keys() | manifest.rows.keys()):
        counted, said = held.rows.get(table), manifest.rows.get(table)
        if counted != said:
            told = {"table": table, "counted": counted, "said": said}
            yield gettext("%(table)s: %(counted)s rows instead of %(said)s") % told
    if held.migrations != manifest.migrations:
        yield gettext("the migrations are not those of the manifest")
    else:
        yield from problems_in_books(manifest)


def problems_in_books(manifest: Manifest) -> Iterator[str]:
    """Yield what does not fit in the book of acts and in the book of money."""
    if knows_the_book("audit", manifest):
        book = verify_book([Anchored(manifest.seals, manifest.last_seal)])
        if not book.fits:
            yield gettext("the book of acts was changed: %(count)s faults") % {"count": book.faults}
    if knows_the_book("ledger", manifest):
        for county in counties():
            money = check_ledger(county)
            if not money.fits:
                told = {"county": county, "count": money.faults}
                yield (
                    gettext("the book of money of %(county)s does not hold together: %(count)s faults") % told
                )


def knows_the_book(room: str, manifest: Manifest) -> bool:
    """Return whether this version reads the book of a room as it was when the backup was made."""
    loader = MigrationLoader(None)
    ours = {name for app, name in loader.disk_migrations if app == room}
    return ours == {name for app, name in manifest.migrations if app == room}


def unknown_migrations(manifest: Manifest) -> list[str]:
    """Return the migrations of a backup that this version has never heard of: a newer one made it."""
    known = MigrationLoader(None).disk_migrations
    ours = {app for app, _ in known}
    return [f"{app}.{name}" for app, name in manifest.migrations if app in ours and (app, name) not in known]
