"""The signs by which one sees how the machine stands; each good or not, with what was found."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.backups.manifest import newest_backup
from yingbao.law.calendars import Calendar
from yingbao.law.packs import PackProblems
from yingbao.office.audit.queries.seals import get_seal_state
from yingbao.office.jobs.queries import health as health_of_jobs
from yingbao.office.payments.queries.book_checks import get_books_state
from yingbao.office.register.self_checks import keys_are_there_and_ours_alone

LEAST_FREE = 2 * 1024**3
OLDEST_BACKUP = timedelta(hours=26)
# Once a night; a night is made up for on the next day.
OLDEST_CHECK = timedelta(hours=50)
OLDEST_UNSEALED = timedelta(seconds=60)
LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True)
class Sign:
    """One thing looked at."""

    name: Promise
    good: bool
    said: str


def can_serve() -> bool:
    """Return whether pages can be served: the database answers, keys and room are there."""
    return _database_answers() and not keys_are_there_and_ours_alone(None) and _free_bytes() >= LEAST_FREE


def signs(at: datetime) -> Iterator[Sign]:
    """Yield how the machine stands; without an answering database only what needs none."""
    answers = _database_answers()
    yield Sign(_("Database"), answers, gettext("answers") if answers else gettext("does not answer"))
    free = _free_bytes()
    told = {"free": free // 1024**3}
    yield Sign(_("Room on the disk"), free >= LEAST_FREE, gettext("%(free)s GB free") % told)
    keys = not keys_are_there_and_ours_alone(None)
    yield Sign(
        _("Key file"), keys, gettext("in order") if keys else gettext("missing, or readable by others")
    )
    yield _backup(at)
    yield _calendar(at)
    if answers:
        yield from _in_database(at)


def _in_database(at: datetime) -> Iterator[Sign]:
    jobs = health_of_jobs(at)
    alive = jobs.is_worker_alive(at)
    yield Sign(_("Background work"), alive, _moment(jobs.worker_seen_at, gettext("last seen at %(at)s")))
    oldest = jobs.oldest_waiting_at
    in_time = oldest is None or at - oldest <= LONGEST_WAIT
    waiting = gettext("the oldest waits since %(at)s")
    yield Sign(_("Waiting work"), in_time, _moment(oldest, waiting) if oldest else gettext("nothing waits"))
    unsealed = get_seal_state().oldest
    sealed = unsealed is None or at - unsealed <= OLDEST_UNSEALED
    since = gettext("not sealed since %(at)s")
    yield Sign(_("Book of acts"), sealed, gettext("sealed") if unsealed is None else _moment(unsealed, since))
    yield _book_of_money(at)
    left = _unapplied()
    done = gettext("all done")
    undone = gettext("%(count)s are left") % {"count": left}
    yield Sign(_("Changes of the tables"), not left, undone if left else done)


def _book_of_money(at: datetime) -> Sign:
    books, name = get_books_state(), _("Book of money")
    if books is None:
        return Sign(name, good=True, said=gettext("no entries yet"))
    if books.faults:
        said = gettext("%(count)s places do not fit; the officers of money were told")
        return Sign(name, good=False, said=said % {"count": books.faults})
    checked = books.checked_at
    in_time = checked is not None and at - checked <= OLDEST_CHECK
    return Sign(name, in_time, _moment(checked, gettext("fits, checked at %(at)s")))


def _backup(at: datetime) -> Sign:
    newest = newest_backup(settings.BACKUPS_DIR)
    made = datetime.fromisoformat(newest.made_at) if newest else None
    good = made is not None and at - made <= OLDEST_BACKUP
    return Sign(_("Last good backup"), good, _moment(made, gettext("made at %(at)s")))


def _calendar(at: datetime) -> Sign:
    """From December on the days off of the next year should be known: the notice comes in November."""
    year = localtime(at).year + 1
    try:
        published = Calendar.load(settings.POLICY_DIR).is_published(year)
    except PackProblems:
        published = False
    told = {"year": year}
    known, unknown = gettext("%(year)s is known"), gettext("%(year)s is not known yet")
    return Sign(
        _("Days off"), published or localtime(at).month < 12, (known if published else unknown) % told
    )


def _moment(at: datetime | None, text: str) -> str:
    if at is None:
        return gettext("never")
    return text % {"at": date_format(localtime(at), "Y-m-d H:i:s")}


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone())
    except DatabaseError:
        return False


def _free_bytes() -> int:
    home = next(path for path in (settings.HOME, *Path(settings.HOME).parents) if path.exists())
    return shutil.disk_usage(home).free


def _unapplied() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
