"""Taking over those who were paid before the product came: proposed by one officer, approved by another."""

from datetime import date, datetime

from django.db import transaction

from yingbao.office.access.models import Division, Officer
from yingbao.office.access.own_county import must_be_own_county
from yingbao.office.access.permissions import Permission
from yingbao.office.access.sight import seeing_all
from yingbao.office.access.two_hands import decide, must_be_anothers
from yingbao.office.audit.actions import record
from yingbao.office.jobs.actions import ask
from yingbao.office.payments.actions.holding import NoReason
from yingbao.office.payments.choices import ProposalState
from yingbao.office.payments.models import TakeOver
from yingbao.office.payments.queries.takeovers import (
    WORK,
    NotByList,
    PayeeList,
    list_of,
    lists_for,
    programme_by_list,
    read_list,
)
from yingbao.office.register.models import Source
from yingbao.values.month import Month


class NotThatList(Exception):
    """It is no complete list of the whole county that shows who draws the programme, or is not applied."""


class WrongMonths(Exception):
    """The product pays from the month after the list on; what was paid before does not begin later."""


class TakenOverAlready(Exception):
    """The programme of the county is taken over, or waits to be."""


class NobodyToTakeOver(Exception):
    """The list names nobody who can be taken over."""


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


@transaction.atomic
def approve_taking_over(*, take_over: TakeOver, on: date, at: datetime, by: Officer) -> TakeOver:
    """Approve another officer's proposal, and ask the worker to write it (carrying_on): so it is asked once.

    Raises:
        NotPermitted, NotOwnCounty, OwnProposal, AlreadyDecided: the officer cannot decide about it.
        NotByList: the rules of the county have no such programme any more.
    """
    held = _to_decide(take_over, by)
    list_of(held)
    decide(held, ProposalState.APPROVED, at=at, by=by)
    held.save()
    _note("approved", held, by)
    ask(kind=WORK, county=held.county, params={"on": str(on), "taking_over": held.pk}, at=at, by=by)
    return held


@transaction.atomic
def refuse_taking_over(*, take_over: TakeOver, reason: str, at: datetime, by: Officer) -> TakeOver:
    """Refuse another officer's proposal and say why.

    Raises:
        NotPermitted, NotOwnCounty, OwnProposal, AlreadyDecided: the officer cannot decide about it.
        NoReason: it says nothing.
    """
    if not reason.strip():
        raise NoReason
    held = _to_decide(take_over, by)
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


def _to_decide(take_over: TakeOver, by: Officer) -> TakeOver:
    held = TakeOver.objects.select_for_update(of=("self",)).select_related("source").get(pk=take_over.pk)
    must_be_own_county(held.county, by, Permission.FIND_DUES)
    must_be_anothers(held, by)
    return held


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
