"""Taking over those who were paid before the product came: proposed by one officer, approved by another."""

from datetime import date, datetime

from django.db import transaction

from yingbao.office.access.models import Division, Officer
from yingbao.office.access.own_county import must_be_own_county
from yingbao.office.access.permissions import Permission
from yingbao.office.access.sight import seeing_all
from yingbao.office.access.two_hands import decide, must_be_anothers
from yingbao.office.audit.actions import record
from yingbao.office.casework.models import Award
from yingbao.office.payments.actions.carrying_over import CarryingOver
from yingbao.office.payments.actions.holding import NoReason
from yingbao.office.payments.choices import ProposalState
from yingbao.office.payments.models import TakeOver
from yingbao.office.payments.queries.takeovers import (
    PayeeList,
    list_of,
    lists_for,
    programme_by_list,
    read_list,
)
from yingbao.office.register.models import Source
from yingbao.values.month import Month

# Dues written in one transaction.
AT_ONCE = 5_000


class NotByList(Exception):
    """The programme is not paid in money every month, or no payee list shows who draws it."""


class NotThatList(Exception):
    """It is no complete list of the whole county that shows who draws the programme, or is not applied."""


class WrongMonths(Exception):
    """The product pays from the month after the list on; what was paid before does not begin later."""


class TakenOverAlready(Exception):
    """The programme of the county is taken over, or waits to be."""


class NobodyToTakeOver(Exception):
    """The list names nobody who can be taken over."""


class HalfTakenOver(Exception):
    """Awards of the list stand already: what was begun is finished, not refused."""


@seeing_all(reason="a payee list is taken over with everyone on it, wherever they stand now")
@transaction.atomic
def propose_taking_over(  # noqa: PLR0913 - a list, from when to when, by whom
    *,
    county: str,
    programme: str,
    source: Source,
    since: Month,
    first_month: Month,
    at: datetime,
    by: Officer,
) -> TakeOver:
    """Propose that everyone on a payee list is taken over, and count what that would write.

    The months from `since` to the one before `first_month` are taken as paid by the list; from `first_month`,
    the month after the list's own, the product pays.

    Raises:
        NotPermitted, NotOwnCounty: the officer finds no dues, or not for this county.
        NotByList, NotThatList, WrongMonths, NobodyToTakeOver, TakenOverAlready: see there.
    """
    must_be_own_county(county, by, Permission.FIND_DUES)
    payees = _read(county, programme, source, since, first_month)
    # Proposals of one county take turns.
    Division.objects.select_for_update().get(pk=county)
    others = TakeOver.objects.filter(county=county, programme=programme)
    if others.exclude(state=ProposalState.REFUSED).exists():
        raise TakenOverAlready(programme)
    counts = payees.count()
    if not counts["persons"]:
        raise NobodyToTakeOver(programme)
    take_over = TakeOver.objects.create(
        county=county,
        programme=programme,
        source=source,
        since=since.first_day,
        first_month=first_month.first_day,
        proposed_by=by.username,
        proposed_at=at,
        counts=counts,
    )
    _note("proposed", take_over, by)
    return take_over


@seeing_all(reason="a payee list is taken over with everyone on it, wherever they stand now")
def approve_taking_over(*, take_over: TakeOver, on: date, at: datetime, by: Officer) -> TakeOver:
    """Approve another officer's proposal: write the awards, what the list paid, and that it paid it.

    It is written some thousand dues a transaction, and the last one turns the state: after an interruption
    it is approved again, and goes on where it stood.

    Raises:
        NotPermitted, NotOwnCounty, OwnProposal, AlreadyDecided: the officer cannot decide about it.
    """
    after = 0
    while (last := _take_some(take_over, after, on=on, at=at, by=by)) is not None:
        after = last
    return TakeOver.objects.get(pk=take_over.pk)


@transaction.atomic
def refuse_taking_over(*, take_over: TakeOver, reason: str, at: datetime, by: Officer) -> TakeOver:
    """Refuse another officer's proposal and say why.

    Raises:
        NotPermitted, NotOwnCounty, OwnProposal, AlreadyDecided: the officer cannot decide about it.
        NoReason, HalfTakenOver: it cannot be refused so.
    """
    if not reason.strip():
        raise NoReason
    held = _to_decide(take_over, by)
    if _begun(held):
        raise HalfTakenOver(str(held.pk))
    held.reason = reason.strip()
    decide(held, ProposalState.REFUSED, at=at, by=by)
    held.save()
    _note("refused", held, by)
    return held


def _read(county: str, programme: str, source: Source, since: Month, first_month: Month) -> PayeeList:
    found = programme_by_list(county, programme, first_month)
    if found is None:
        raise NotByList(programme)
    if not lists_for(county, found).filter(pk=source.pk).exists():
        raise NotThatList(str(source.pk))
    if first_month != Month.of(source.month).next or since > first_month:
        raise WrongMonths(f"{since} {first_month}")
    return read_list(county, programme, source, since, first_month)


@transaction.atomic
def _take_some(take_over: TakeOver, after: int, *, on: date, at: datetime, by: Officer) -> int | None:
    """Take over the next persons, and return the last of them; None: all are, and it is approved."""
    held = _to_decide(take_over, by)
    payees = list_of(held)
    many = max(1, AT_ONCE // max(1, len(payees.months)))
    waiting = payees.persons().filter(person_id__gt=after)[:many]
    persons: list[int] = [each["person_id"] for each in waiting]
    if persons:
        CarryingOver(held, payees, on=on, at=at, by=by).write(persons)
        return persons[-1]
    decide(held, ProposalState.APPROVED, at=at, by=by)
    held.save()
    _note("approved", held, by)
    return None


def _to_decide(take_over: TakeOver, by: Officer) -> TakeOver:
    held = TakeOver.objects.select_for_update(of=("self",)).select_related("source").get(pk=take_over.pk)
    must_be_own_county(held.county, by, Permission.FIND_DUES)
    must_be_anothers(held, by)
    return held


def _begun(take_over: TakeOver) -> bool:
    return Award.objects.filter(
        county=take_over.county, programme=take_over.programme, carried_from=take_over.source_id
    ).exists()


def _note(verb: str, take_over: TakeOver, by: Officer) -> None:
    record(
        f"payments.taking_over.{verb}",
        subject=f"taking_over:{take_over.pk}",
        by=by,
        reason=take_over.reason,
        detail={
            "county": take_over.county,
            "programme": take_over.programme,
            "source": take_over.source_id,
            "from": f"{take_over.since:%Y-%m}",
            "first_month": f"{take_over.first_month:%Y-%m}",
            **take_over.counts,
        },
    )
