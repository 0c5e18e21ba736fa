"""What every act about the rules asks first, and what it writes into the book of acts."""

from collections.abc import Sequence

from yingbao.law.packs import Pack
from yingbao.law.packs.edits import VALUES, WORDS, Edit, NoSuchPlace, say_now
from yingbao.office.access.models import Division, Officer
from yingbao.office.access.own_county import must_be_own_county
from yingbao.office.access.permissions import Permission
from yingbao.office.audit.actions import record
from yingbao.office.determination.packs import editions_from, pack_of
from yingbao.office.determination.queries.runs import get_latest_determined
from yingbao.office.rulebook.actions.refusals import Negative, Outdated
from yingbao.office.rulebook.files import digest_of
from yingbao.office.rulebook.models import Amendment
from yingbao.office.rulebook.trying import try_edits
from yingbao.values.month import Month


def lock(amendment: Amendment, by: Officer, permission: Permission) -> Amendment:
    """Return an amendment of the officer's county as it is now; decisions of one county take turns.

    Each number is given once, each proposal decided once.

    Raises:
        NotPermitted, NotOwnCounty: the officer has no say about it.
    """
    must_be_own_county(amendment.county, by, permission)
    Division.objects.select_for_update().get(pk=amendment.county)
    return Amendment.objects.get(pk=amendment.pk)


def must_be_current(edits: Sequence[Edit], county: str, start: Month) -> None:
    """Refuse edits over something else than their author saw.

    Raises:
        Outdated: it has changed since, or stands otherwise from a later month on.
    """
    _must_stand(edits, pack_of(county, start))
    # A rule has no month of its own: it would also write over what stands from a later month on.
    rules = [edit for edit in edits if edit.what not in VALUES]
    for month in editions_from(county, start)[1:] if rules else ():
        _must_stand(rules, pack_of(county, month))


def must_owe(edits: Sequence[Edit], county: str, start: Month) -> None:
    """Refuse rules under which somebody known now, or a worked case, would be owed less than nothing.

    Raises:
        Negative: there is one.
    """
    if all(edit.what in WORDS for edit in edits):
        return
    latest = get_latest_determined(county)
    tried = try_edits(county=county, edits=edits, month=max(latest, start) if latest else start)
    if tried.negative:
        raise Negative(tried.negative)


def _must_stand(edits: Sequence[Edit], pack: Pack) -> None:
    for edit in edits:
        try:
            now = say_now(pack, edit.what, edit.of, edit.name)
        except NoSuchPlace as gone:
            raise Outdated(str(gone)) from gone
        if now != edit.before:
            raise Outdated(f"{edit.of} {edit.name}")


def note(verb: str, amendment: Amendment, by: Officer, reason: str) -> None:
    """Write into the book of acts what became of an amendment."""
    detail = {
        "county": amendment.county,
        "month": str(amendment.month),
        "file": amendment.file,
        "text": digest_of(amendment.text),
    }
    subject = f"amendment:{amendment.pk}"
    record(f"rulebook.amendment.{verb}", subject=subject, by=by, reason=reason, detail=detail)
