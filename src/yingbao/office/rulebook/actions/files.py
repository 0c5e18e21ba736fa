"""The files of amendments made to agree with the table again."""

from pathlib import Path

from yingbao.law.packs.edits import with_id
from yingbao.office.audit.actions import record
from yingbao.office.rulebook.choices import AmendmentState
from yingbao.office.rulebook.files import digest_of, path_of, take_away, write_aside
from yingbao.office.rulebook.models import NUMBERED, Amendment


def restore_files(*, by: str) -> list[str]:
    """Write the files of approved amendments that are missing or differ, and take those of ended ones away.

    Return which were written or taken away; a file that is not what was approved is never taken away.
    """
    mended = []
    for amendment in Amendment.objects.filter(state__in=NUMBERED).order_by("pack_id", "number"):
        place = path_of(amendment.pack_id, amendment.file)
        as_approved = _holds(place, amendment.digest)
        if amendment.state == AmendmentState.ENDED:
            if not as_approved:
                continue
            take_away(place)
        elif as_approved:
            continue
        else:
            write_aside(place, with_id(amendment.file, amendment.text)).put_in_place()
        record("rulebook.file.restored", subject=f"amendment:{amendment.pk}", by=by)
        mended.append(str(place))
    return mended


def _holds(place: Path, digest: str) -> bool:
    return place.exists() and digest_of(place.read_text(encoding="utf-8", errors="replace")) == digest
