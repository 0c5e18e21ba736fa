"""Posts: given, passed on for days of absence, ended, entered."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from yingbao.office.access.actions.checks import (
    check_account,
    check_both_hands,
    check_manager,
    check_unit,
)
from yingbao.office.access.actions.refusals import (
    AlreadyEnded,
    NoReason,
    NotCurrent,
    NotOwnPost,
    NotSameCounty,
    OwnAccount,
    ReadsTooLittle,
    SwitchedOff,
    UnknownDivision,
    WrongDays,
)
from yingbao.office.access.at_work import AtWork
from yingbao.office.access.choices import Role
from yingbao.office.access.models import Division, Officer, Post
from yingbao.office.access.queries import get_offer
from yingbao.office.audit.actions import record

COUNTY = 6


class NewPost(NamedTuple):
    """What is given: a role in a division, what it reads besides, from when to when."""

    role: Role
    acts_in: str
    valid_from: date
    valid_to: date | None = None
    reads: str = ""  # empty: what it acts in
    unit: str = ""


@transaction.atomic
def give_post(*, officer: Officer, new: NewPost, reason: str, at: datetime, by: Officer | str) -> Post:
    """Give an officer a further post.

    The division it reads lies inside the giver's own as well: nobody gives away more than they oversee.

    Raises:
        NotPermitted, OutsideScope, OwnAccount: the giver may not.
        NoReason, SwitchedOff, UnknownDivision, ReadsTooLittle, NeedsUnit, WrongDays,
        BothHands: it cannot be given.
    """
    officer = Officer.objects.select_for_update().get(pk=officer.pk)
    reads = new.reads or new.acts_in
    check_account(by, officer)
    check_manager(by, new.acts_in)
    check_manager(by, reads)
    check_unit(new.role, new.unit)
    _check_receiver(officer, reason, new.valid_from, new.valid_to)
    if Division.objects.filter(pk__in={new.acts_in, reads}).count() < len({new.acts_in, reads}):
        raise UnknownDivision(new.acts_in)
    if not new.acts_in.startswith(reads):
        raise ReadsTooLittle(reads)
    check_both_hands(officer, new.role)
    post = Post.objects.create(
        officer=officer,
        role=new.role,
        acts_in_id=new.acts_in,
        reads_id=reads,
        unit=new.unit,
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        reason=reason.strip(),
        given_by=_account(by),
        given_at=at,
    )
    _note("given", post, by, reason)
    return post


@transaction.atomic
def delegate(
    *, of: Officer, to: Officer, days: tuple[date, date], reason: str, at: datetime, by: Officer | str
) -> Post:
    """Let a colleague of the county work in an absent officer's own post from a day to a day.

    The officer passes on the own post while working in it; who manages the accounts does it for one who
    cannot any more. What was passed on is not passed on again.

    Raises:
        NotPermitted, OutsideScope, OwnAccount, NotOwnPost: the officer may not.
        NoReason, SwitchedOff, NotSameCounty, WrongDays, BothHands: it cannot be passed on so.
    """
    first, last = days
    of = Officer.objects.select_for_update().get(pk=of.pk)
    to = Officer.objects.select_for_update().get(pk=to.pk)
    if isinstance(by, Officer) and by.pk == of.pk:
        if by.at_work != of.own_post:
            raise NotOwnPost(of.username)
    else:
        check_account(by, of)
        check_manager(by, to.own_division_id)
    if isinstance(by, Officer) and by.pk == to.pk:
        raise OwnAccount(to.username)
    if of.pk == to.pk:
        raise OwnAccount(of.username)
    _check_receiver(to, reason, first, last)
    if not of.is_active:
        raise SwitchedOff(of.username)
    if to.own_division_id[:COUNTY] != of.own_division_id[:COUNTY] or len(of.own_division_id) < COUNTY:
        raise NotSameCounty(to.username)
    check_both_hands(to, of.own_role)
    post = Post.objects.create(
        officer=to,
        role=of.own_role,
        acts_in_id=of.own_division_id,
        reads_id=of.own_division_id,
        unit=of.own_unit,
        valid_from=first,
        valid_to=last,
        stands_in_for=of,
        reason=reason.strip(),
        given_by=_account(by),
        given_at=at,
    )
    _note("delegated", post, by, reason)
    return post


@transaction.atomic
def end_post(*, post: Post, reason: str, at: datetime, by: Officer | str) -> Post:
    """End a post at once; it holds with the next request. The absent colleague ends a delegation too.

    Raises:
        NotPermitted, OutsideScope, OwnAccount, NoReason, AlreadyEnded: it cannot be ended so.
    """
    post = (
        Post.objects.select_for_update(of=("self",))
        .select_related("officer", "stands_in_for")
        .get(pk=post.pk)
    )
    if not (isinstance(by, Officer) and post.stands_in_for_id == by.pk):
        check_account(by, post.officer)
    if not reason.strip():
        raise NoReason
    if post.ended_at is not None:
        raise AlreadyEnded(str(post.pk))
    post.ended_at, post.ended_by = at, _account(by)
    post.save(update_fields=["ended_at", "ended_by"])
    _note("ended", post, by, reason)
    return post


def enter_post(*, officer: Officer, post_id: int | None, on: date) -> AtWork:
    """Work in one of the posts the officer holds on a day, and write down the change; None is the own post.

    Raises:
        NotCurrent: the officer holds no such post on that day.
    """
    chosen = get_offer(officer, post_id, on)
    if chosen is None:
        raise NotCurrent(str(post_id))
    officer.work_in(chosen)
    record(
        "access.post.entered",
        by=officer,
        subject=f"post:{post_id}" if post_id else f"officer:{officer.username}",
        detail={"role": chosen.role, "division": chosen.acts_in, "for": chosen.stands_in_for},
    )
    return chosen


def _check_receiver(officer: Officer, reason: str, first: date, last: date | None) -> None:
    if not officer.is_active:
        raise SwitchedOff(officer.username)
    if not reason.strip():
        raise NoReason
    if last is not None and last < first:
        raise WrongDays(f"{first} > {last}")


def _account(by: Officer | str) -> str:
    return by if isinstance(by, str) else by.username


def _note(verb: str, post: Post, by: Officer | str, reason: str) -> None:
    detail = {
        "to": post.officer.username,
        "for": post.stands_in_for.username if post.stands_in_for else "",
        "role": post.role,
        "acts_in": post.acts_in_id,
        "reads": post.reads_id,
        "unit": post.unit,
        "from": post.valid_from.isoformat(),
        "until": post.valid_to.isoformat() if post.valid_to else "",
    }
    told = {name: value for name, value in detail.items() if value}
    record(f"access.post.{verb}", subject=f"post:{post.pk}", by=by, reason=reason.strip(), detail=told)
