"""Proposing an amendment."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from yingbao.law.packs.edits import Edit, compose
from yingbao.office.access.models import Division, Officer
from yingbao.office.access.own_county import county_of
from yingbao.office.access.permissions import Permission
from yingbao.office.determination.packs import pack_id_of, pack_of
from yingbao.office.rulebook.actions.opening import must_be_current, must_owe, note
from yingbao.office.rulebook.actions.refusals import AlreadyProposed, Faulty, NoReason, NothingChanged
from yingbao.office.rulebook.choices import AmendmentState
from yingbao.office.rulebook.models import Amendment
from yingbao.office.rulebook.trying import find_faults
from yingbao.office.rulebook.wording import name_of
from yingbao.values.month import Month


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
        Faulty: a rule or a value cannot be understood, or not together with the others, or is too large.
        Negative: somebody would be owed less than nothing.
        NotInForce, PackProblems: the rules as they are say nothing usable about the month.
    """
    county = county_of(by, Permission.PROPOSE_RULES)
    edits = proposal.edits
    if not proposal.reason.strip() or not proposal.source.strip():
        raise NoReason
    if not edits or all(edit.before == edit.after for edit in edits):
        raise NothingChanged
    pack = pack_of(county, proposal.start)
    pack.for_month(proposal.start)
    must_be_current(edits, county, proposal.start)
    found = find_faults(county=county, edits=edits, start=proposal.start)
    if found:
        raise Faulty(found)
    must_owe(edits, county, proposal.start)
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
    note("proposed", amendment, by, proposal.reason)
    return amendment
