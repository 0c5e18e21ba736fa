"""Which amendments there are, and whether their files are those that were approved."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.determination.packs import amendments_folder
from yingbao.office.rulebook.choices import AmendmentState, EndingState
from yingbao.office.rulebook.files import digest_of, path_of
from yingbao.office.rulebook.models import NUMBERED, Amendment, Ending


class Wrong(StrEnum):
    """What can be wrong with a file."""

    MISSING = "missing"
    CHANGED = "changed"
    NOT_APPROVED = "not_approved"
    ENDED = "ended"


@dataclass(frozen=True)
class WrongFile:
    """A file that is not what was approved."""

    path: Path
    wrong: Wrong


def list_amendments(*, officer: Officer, state: AmendmentState | None = None) -> QuerySet[Amendment]:
    """Return the amendments of the officer's county, the newest first."""
    found = Amendment.objects.filter(county=officer.division_id[:6]).order_by("-id")
    return found.filter(state=state) if state else found


def get_amendment(*, officer: Officer, amendment_id: int) -> Amendment | None:
    """Return an amendment of the officer's county."""
    return list_amendments(officer=officer).filter(pk=amendment_id).first()


def count_waiting_for(officer: Officer) -> int:
    """Return how many proposals of the county wait for a decision this officer may take."""
    if not may(officer, Permission.APPROVE_RULES):
        return 0
    to_end = Ending.objects.filter(amendment=OuterRef("pk"), state=EndingState.PROPOSED)
    others = Exists(to_end.exclude(proposed_by=officer.username))
    to_decide = Q(state=AmendmentState.PROPOSED) & ~Q(proposed_by=officer.username)
    return list_amendments(officer=officer).filter(to_decide | others).count()


def get_last_number(pack_id: str) -> int:
    """Return the number of the amendment approved last; 0 where none was."""
    last = Amendment.objects.filter(pack_id=pack_id).aggregate(last=Max("number"))["last"]
    return last or 0


def list_endings(amendment: Amendment) -> list[Ending]:
    """Return every wish to end an amendment, the newest first."""
    return list(amendment.endings.order_by("-id"))


def list_wrong_files() -> list[WrongFile]:
    """Return every file of an amendment that is missing, is not what was approved, or should not be there."""
    numbered = Amendment.objects.filter(state__in=NUMBERED).order_by("pack_id", "number")
    by_path = {path_of(each.pack_id, each.file): each for each in numbered}
    found = [WrongFile(path, wrong) for path, each in by_path.items() if (wrong := _wrong(path, each))]
    there = sorted(amendments_folder().glob("*/*.yaml"))
    return found + [WrongFile(path, Wrong.NOT_APPROVED) for path in there if path not in by_path]


def _wrong(path: Path, amendment: Amendment) -> Wrong | None:
    if amendment.state == AmendmentState.ENDED:
        return Wrong.ENDED if path.exists() else None
    if not path.exists():
        return Wrong.MISSING
    found = digest_of(path.read_text(encoding="utf-8", errors="replace"))
    return None if found == amendment.digest else Wrong.CHANGED
