"""Proposing an amendment, and deciding about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from yingbao.law.packs import Pack
from yingbao.law.packs.edits import VALUES, Edit, Fault, NoSuchPlace, compose, say_now, with_id
from yingbao.office.access.models import Division, Officer
from yingbao.office.access.permissions import Permission, require
from yingbao.office.audit.actions import record
from yingbao.office.determination.packs import editions_from, pack_id_of, pack_of
from yingbao.office.rulebook.choices import AmendmentState
from yingbao.office.rulebook.files import digest_of, path_of, write_aside
from yingbao.office.rulebook.models import Amendment
from yingbao.office.rulebook.queries import get_last_number
from yingbao.office.rulebook.trying import find_faults
from yingbao.office.rulebook.wording import name_of
from yingbao.values.month import Month


class NotOwnCounty(Exception):
    """An officer changes the rules of the own county only."""


class NoReason(Exception):
    """A change of the rules says why, and on what it rests."""


class NothingChanged(Exception):
    """The proposal says what stands already."""


class Faulty(Exception):
    """The proposal cannot be understood; each fault is listed with its place."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.message.en for fault in faults))


class AlreadyDecided(Exception):
    """Someone has decided about it, or it was withdrawn."""


class OwnProposal(Exception):
    """Whoever proposed it does not decide about it: two officers are needed."""


class SomeoneElses(Exception):
    """Only who proposed it withdraws it."""


class Outdated(Exception):
    """It would write over what its author did not see: changed since, or standing from a later month on."""


class AlreadyProposed(Exception):
    """The same officer's same proposal is waiting for a decision."""

    def __init__(self, amendment: Amendment) -> None:
        self.amendment = amendment
        super().__init__(str(amendment.pk))


@dataclass(frozen=True)
class Proposal:
    """What an officer wants: what is written anew, from which month on, why, and on what it rests."""

    edits: tuple[Edit, ...]
    start: Month
    reason: str
    source: str


@transaction.atomic
def propose(*, proposal: Proposal, at: datetime, by: Officer) -> Amendment:
    """Propose a change of the rules of the officer's county; nothing changes until another officer approves.

    Raises:
        NotPermitted, NotOwnCounty: the officer does not propose rules, or not for one county.
        NoReason, NothingChanged, Outdated, AlreadyProposed: see there.
        Faulty: a rule or a value cannot be understood, or not together with the others.
        NotInForce, PackProblems: the rules as they are say nothing usable about the month.
    """
    county = _county_of(by, Permission.PROPOSE_RULES)
    edits = proposal.edits
    if not proposal.reason.strip() or not proposal.source.strip():
        raise NoReason
    if not edits or all(edit.before == edit.after for edit in edits):
        raise NothingChanged
    pack = pack_of(county, proposal.start)
    pack.for_month(proposal.start)
    _must_be_current(edits, county, proposal.start)
    found = find_faults(county=county, edits=edits, start=proposal.start)
    if found:
        raise Faulty(found)
    name = name_of(edits, pack)
    text = compose(edits, proposal.start, name, proposal.source.strip())
    # Sent twice at once, the second waits here for the first.
    Division.objects.select_for_update().get(pk=county)
    waiting = Amendment.objects.filter(county=county, state=AmendmentState.PROPOSED, proposed_by=by.username)
    same = waiting.filter(start=proposal.start.first_day, text=text).first()
    if same is not None:
        raise AlreadyProposed(same)
    amendment = Amendment.objects.create(
        county=county,
        pack_id=pack_id_of(county),
        name_zh=name.zh,
        name_en=name.en,
        reason=proposal.reason.strip(),
        source=proposal.source.strip(),
        start=proposal.start.first_day,
        text=text,
        edits=[edit.plain for edit in edits],
        proposed_by=by.username,
        proposed_at=at,
    )
    _record("proposed", amendment, by, proposal.reason)
    return amendment


@transaction.atomic
def approve(*, amendment: Amendment, at: datetime, by: Officer) -> Amendment:
    """Approve another officer's proposal: it gets its number and its file, and is in force from its month on.

    Raises:
        NotPermitted, NotOwnCounty, OwnProposal, AlreadyDecided: the officer cannot decide about it.
        Outdated, Faulty: the rules have changed since; it must be proposed again.
        OSError: its file cannot be written; nothing is approved.
    """
    amendment = _to_decide(amendment, by)
    _must_be_current(amendment.written_anew, amendment.county, amendment.month)
    found = find_faults(county=amendment.county, edits=amendment.written_anew, start=amendment.month)
    if found:
        raise Faulty(found)
    number = get_last_number(amendment.pack_id) + 1
    file = f"{number:04}-{amendment.written_anew[0].of.replace('_', '-')}"
    text = with_id(file, amendment.text)
    amendment.number, amendment.file, amendment.digest = number, file, digest_of(text)
    _decide(amendment, AmendmentState.APPROVED, "", at, by)
    ready = write_aside(path_of(amendment.pack_id, file), text)
    transaction.on_commit(ready.put_in_place)
    return amendment


@transaction.atomic
def refuse(*, amendment: Amendment, answer: str, at: datetime, by: Officer) -> Amendment:
    """Refuse another officer's proposal and say why.

    Raises:
        NoReason, NotPermitted, NotOwnCounty, OwnProposal, AlreadyDecided: it cannot be refused so.
    """
    if not answer.strip():
        raise NoReason
    return _decide(_to_decide(amendment, by), AmendmentState.REFUSED, answer.strip(), at, by)


@transaction.atomic
def withdraw(*, amendment: Amendment, at: datetime, by: Officer) -> Amendment:
    """Take the own proposal back while nobody has decided about it.

    Raises:
        NotPermitted, NotOwnCounty, SomeoneElses, AlreadyDecided: it cannot be taken back.
    """
    amendment = _open(amendment, by, Permission.PROPOSE_RULES)
    if amendment.proposed_by != by.username:
        raise SomeoneElses(str(amendment.pk))
    return _decide(amendment, AmendmentState.WITHDRAWN, "", at, by)


def restore_files(*, by: str) -> list[str]:
    """Write the files of approved amendments that are missing or differ; return which were written."""
    written = []
    for amendment in Amendment.objects.filter(state=AmendmentState.APPROVED).order_by("pack_id", "number"):
        place, text = path_of(amendment.pack_id, amendment.file), with_id(amendment.file, amendment.text)
        if (
            place.exists()
            and digest_of(place.read_text(encoding="utf-8", errors="replace")) == amendment.digest
        ):
            continue
        write_aside(place, text).put_in_place()
        record("rulebook.file.restored", subject=f"amendment:{amendment.pk}", by=by)
        written.append(str(place))
    return written


def _county_of(by: Officer, permission: Permission) -> str:
    require(by, permission)
    county = by.division_id
    if len(county) != 6:
        raise NotOwnCounty(county)
    return county


def _open(amendment: Amendment, by: Officer, permission: Permission) -> Amendment:
    county = _county_of(by, permission)
    if amendment.county != county:
        raise NotOwnCounty(amendment.county)
    # Decisions of one county take turns: each number is given once, each proposal decided once.
    Division.objects.select_for_update().get(pk=county)
    amendment = Amendment.objects.get(pk=amendment.pk)
    if amendment.state != AmendmentState.PROPOSED:
        raise AlreadyDecided(str(amendment.pk))
    return amendment


def _to_decide(amendment: Amendment, by: Officer) -> Amendment:
    amendment = _open(amendment, by, Permission.APPROVE_RULES)
    if amendment.proposed_by == by.username:
        raise OwnProposal(str(amendment.pk))
    return amendment


def _must_be_current(edits: Sequence[Edit], county: str, start: Month) -> None:
    _must_stand(edits, pack_of(county, start))
    # A rule has no month of its own: it would also write over what stands from a later month on.
    rules = [edit for edit in edits if edit.what not in VALUES]
    for month in editions_from(county, start)[1:] if rules else ():
        _must_stand(rules, pack_of(county, month))


def _must_stand(edits: Sequence[Edit], pack: Pack) -> None:
    for edit in edits:
        try:
            now = say_now(pack, edit.what, edit.of, edit.name)
        except NoSuchPlace as gone:
            raise Outdated(str(gone)) from gone
        if now != edit.before:
            raise Outdated(f"{edit.of} {edit.name}")


def _decide(amendment: Amendment, state: AmendmentState, answer: str, at: datetime, by: Officer) -> Amendment:
    amendment.state = state
    amendment.answer = answer
    amendment.decided_by = by.username
    amendment.decided_at = at
    amendment.save()
    _record(state.value, amendment, by, answer)
    return amendment


def _record(verb: str, amendment: Amendment, by: Officer, reason: str) -> None:
    detail = {
        "county": amendment.county,
        "month": str(amendment.month),
        "file": amendment.file,
        "text": digest_of(amendment.text),
    }
    subject = f"amendment:{amendment.pk}"
    record(f"rulebook.amendment.{verb}", subject=subject, by=by, reason=reason, detail=detail)
