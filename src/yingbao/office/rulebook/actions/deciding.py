"""Deciding about a proposal: approved, refused, or taken back."""

from datetime import datetime

from django.db import transaction

from yingbao.law.packs.edits import with_id
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.access.two_hands import decide, must_be_anothers, must_be_own
from yingbao.office.rulebook.actions.opening import lock, must_be_current, must_owe, note
from yingbao.office.rulebook.actions.refusals import Faulty, NoReason
from yingbao.office.rulebook.choices import AmendmentState
from yingbao.office.rulebook.files import digest_of, path_of, write_aside
from yingbao.office.rulebook.models import Amendment
from yingbao.office.rulebook.queries import get_last_number
from yingbao.office.rulebook.trying import find_faults


@transaction.atomic
def approve(*, amendment: Amendment, at: datetime, by: Officer) -> Amendment:
    """Approve another officer's proposal: it gets its number and its file, and is in force from its month on.

    Raises:
        NotPermitted, NotOwnCounty, OwnProposal, AlreadyDecided: the officer cannot decide about it.
        Outdated, Faulty: the rules have changed since; it must be proposed again.
        Negative: somebody would be owed less than nothing, as far as is known now.
        OSError: its file cannot be written; nothing is approved.
    """
    amendment = _to_decide(amendment, by)
    must_be_current(amendment.written_anew, amendment.county, amendment.month)
    found = find_faults(county=amendment.county, edits=amendment.written_anew, start=amendment.month)
    if found:
        raise Faulty(found)
    must_owe(amendment.written_anew, amendment.county, amendment.month)
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
    amendment = lock(amendment, by, Permission.PROPOSE_RULES)
    must_be_own(amendment, by)
    return _decide(amendment, AmendmentState.WITHDRAWN, "", at, by)


def _to_decide(amendment: Amendment, by: Officer) -> Amendment:
    amendment = lock(amendment, by, Permission.APPROVE_RULES)
    must_be_anothers(amendment, by)
    return amendment


def _decide(amendment: Amendment, state: AmendmentState, answer: str, at: datetime, by: Officer) -> Amendment:
    amendment.answer = answer
    decide(amendment, state, at=at, by=by)
    amendment.save()
    note(state.value, amendment, by, answer)
    return amendment
