"""Ending an amendment that no longer fits the rules, as after an update of the packs: two officers again."""

from datetime import datetime

from django.db import transaction

from yingbao.law.packs.fitting import Misfit
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.access.two_hands import decide, must_be_anothers, must_be_own
from yingbao.office.rulebook.actions.opening import lock, note
from yingbao.office.rulebook.actions.refusals import AlreadyProposed, NoReason, NotApproved, StillFits
from yingbao.office.rulebook.choices import AmendmentState, EndingState
from yingbao.office.rulebook.files import path_of, take_away
from yingbao.office.rulebook.fitting import list_misfits, say_misfit
from yingbao.office.rulebook.models import Amendment, Ending


@transaction.atomic
def propose_ending(*, amendment: Amendment, reason: str, at: datetime, by: Officer) -> Ending:
    """Propose that an amendment which no longer fits be ended; nothing changes until another officer agrees.

    Raises:
        NotPermitted, NotOwnCounty: the officer does not propose rules, or not for this county.
        NoReason, NotApproved, StillFits, AlreadyProposed: see there.
    """
    if not reason.strip():
        raise NoReason
    amendment = lock(amendment, by, Permission.PROPOSE_RULES)
    misfit = _misfit_of(amendment)
    if amendment.endings.filter(state=EndingState.PROPOSED).exists():
        raise AlreadyProposed(amendment)
    ending = Ending.objects.create(
        amendment=amendment,
        reason=reason.strip(),
        misfits=say_misfit(misfit),
        proposed_by=by.username,
        proposed_at=at,
    )
    note("ending.proposed", amendment, by, ending.reason)
    return ending


@transaction.atomic
def approve_ending(*, ending: Ending, at: datetime, by: Officer) -> Ending:
    """Agree to another officer's wish: the amendment is laid over no month any more, its file goes.

    What was determined by it stays as it was decided until the months are determined again.

    Raises:
        NotPermitted, NotOwnCounty, OwnProposal, AlreadyDecided: the officer cannot decide about it.
        StillFits: it fits again, as after another update; it stays.
    """
    ending = _to_decide(ending, by)
    amendment = ending.amendment
    _misfit_of(amendment)
    _decide(ending, EndingState.APPROVED, "", at, by)
    amendment.state = AmendmentState.ENDED
    amendment.save(update_fields=["state"])
    place = path_of(amendment.pack_id, amendment.file)
    transaction.on_commit(lambda: take_away(place))
    return ending


@transaction.atomic
def refuse_ending(*, ending: Ending, answer: str, at: datetime, by: Officer) -> Ending:
    """Refuse another officer's wish and say why; the amendment stays.

    Raises:
        NoReason, NotPermitted, NotOwnCounty, OwnProposal, AlreadyDecided: it cannot be refused so.
    """
    if not answer.strip():
        raise NoReason
    return _decide(_to_decide(ending, by), EndingState.REFUSED, answer.strip(), at, by)


@transaction.atomic
def withdraw_ending(*, ending: Ending, at: datetime, by: Officer) -> Ending:
    """Take the own wish back while nobody has decided about it.

    Raises:
        NotPermitted, NotOwnCounty, SomeoneElses, AlreadyDecided: it cannot be taken back.
    """
    ending = _held(ending, by, Permission.PROPOSE_RULES)
    must_be_own(ending, by)
    return _decide(ending, EndingState.WITHDRAWN, "", at, by)


def _misfit_of(amendment: Amendment) -> Misfit:
    if amendment.state != AmendmentState.APPROVED:
        raise NotApproved(str(amendment.pk))
    for misfit in list_misfits(amendment.county):
        if misfit.amendment.number == amendment.number:
            return misfit
    raise StillFits(str(amendment.pk))


def _held(ending: Ending, by: Officer, permission: Permission) -> Ending:
    return lock(ending.amendment, by, permission).endings.get(pk=ending.pk)


def _to_decide(ending: Ending, by: Officer) -> Ending:
    ending = _held(ending, by, Permission.APPROVE_RULES)
    must_be_anothers(ending, by)
    return ending


def _decide(ending: Ending, state: EndingState, answer: str, at: datetime, by: Officer) -> Ending:
    ending.answer = answer
    decide(ending, state, at=at, by=by)
    ending.save()
    note(f"ending.{state.value}", ending.amendment, by, answer)
    return ending
