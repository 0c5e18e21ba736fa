"""Reckonings: what a county owes for a month is found, as known now; found again it makes no new due."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Sum

from yingbao.law.packs import PackProblems
from yingbao.office.access.models import Division, Officer
from yingbao.office.access.own_county import must_be_own_county
from yingbao.office.access.permissions import Permission
from yingbao.office.audit.actions import record
from yingbao.office.casework.models import Award
from yingbao.office.determination.actions import NotDetermined
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.queries.runs import is_determined
from yingbao.office.provision.actions.finding import find_dues
from yingbao.office.provision.choices import LeftOut, ReckoningState
from yingbao.office.provision.models import Due, Reckoning
from yingbao.office.provision.programmes import lapse_terms, left_out_of, payable_in
from yingbao.office.provision.queries.answers import Answers
from yingbao.office.provision.queries.reckonings import (
    count_bearing,
    get_newest_finished,
    keeps_what_changed,
    list_stale_months,
)
from yingbao.office.register.compiling import uncompiled
from yingbao.office.register.statistics import MANY, analyze_room
from yingbao.values.month import Month

WAITING = (ReckoningState.ASKED, ReckoningState.RUNNING)


def reckon(*, county: str, month: Month, on: date, at: datetime, by: Officer | str) -> Reckoning:
    """Find what a county owes for a month, now; return the finished reckoning.

    What is known was learned by `on`, the business day. Later months that keep what this one owes are
    reckoned again with it.

    Raises:
        Whatever ask_for_reckoning raises.
        PackProblems: the rules of the county cannot be read; the reckoning is marked as failed.
    """
    asked = ask_for_reckoning(county=county, month=month, on=on, at=at, by=by)
    done = carry_out_reckoning(reckoning=asked, at=at)
    later = month.next
    while keeps_what_changed(county, later):
        again = ask_for_reckoning(county=county, month=later, on=on, at=at, by=by)
        carry_out_reckoning(reckoning=again, at=at)
        later = later.next
    return done


@transaction.atomic
def ask_for_reckoning(*, county: str, month: Month, on: date, at: datetime, by: Officer | str) -> Reckoning:
    """Note the wish to find what is owed for a month; one that waits already is returned as it is.

    Raises:
        NotPermitted, NotOwnCounty: the officer does not find what this county owes.
        NotDetermined: the month was never determined for everyone; nothing is known of it.
        Division.DoesNotExist: no office was opened for the county.
    """
    if isinstance(by, Officer):
        must_be_own_county(county, by, Permission.FIND_DUES)
    # Whoever asks next waits here, so that two do not ask for the same twice.
    Division.objects.select_for_update().get(pk=county)
    if not is_determined(county, month):
        raise NotDetermined(f"{county} {month}")
    of_month = Reckoning.objects.filter(county=county, month=month.first_day)
    waiting = of_month.filter(state__in=WAITING).order_by("id").first()
    if waiting is not None:
        return waiting
    reckoning = Reckoning.objects.create(
        county=county,
        month=month.first_day,
        on=on,
        by=by.username if isinstance(by, Officer) else by,
        asked_at=at,
    )
    record(
        "provision.reckoning.asked",
        subject=f"reckoning:{reckoning.pk}",
        by=by,
        detail={"county": county, "month": str(month)},
    )
    return reckoning


def ask_for_stale_months(*, county: str, on: date, at: datetime, by: Officer | str) -> list[Reckoning]:
    """Ask for every month up to this one that must be reckoned, for the first time or again.

    Raises:
        PackProblems: the rules of the county cannot be read.
        Whatever ask_for_reckoning raises.
    """
    months = list_stale_months(county, Month.of(on))
    return [ask_for_reckoning(county=county, month=each, on=on, at=at, by=by) for each in months]


@uncompiled()
def carry_out_reckoning(*, reckoning: Reckoning, at: datetime) -> Reckoning:
    """Carry out a reckoning that was asked for, or one a killed worker left half done; return it finished.

    The dues of each chunk of persons are there as soon as they are written; the state turns at the end.

    Raises:
        PackProblems: the rules of the county cannot be read; the reckoning is marked as failed.
    """
    reckoning = _start(reckoning)
    if reckoning.state != ReckoningState.RUNNING:
        return reckoning
    county, month = reckoning.county, Month.of(reckoning.month)
    try:
        pack = pack_of(county, month)
    except PackProblems as why:
        fail_reckoning(reckoning=reckoning, problem=str(why))
        raise
    held, payable = _count_awards(county), payable_in(pack, month)
    answers = Answers.of(county, month, payable.values())
    written = 0
    for name in sorted(held.keys() & payable.keys()):
        for asked in answers.ask(reckoning, payable[name]):
            written += find_dues(reckoning=reckoning, asked=asked, pack_digest=answers.digest)
    if written >= MANY:
        analyze_room("provision")
    unknown = dict.fromkeys(held.keys() - {each.id for each in pack.programmes}, LeftOut.NOT_IN_RULES)
    left_out = {**left_out_of(pack), **unknown}
    told = {name: {"awards": held[name], "why": why} for name, why in left_out.items() if name in held}
    return _finish(reckoning, told, lapse_terms(payable), at)


@transaction.atomic
def fail_reckoning(*, reckoning: Reckoning, problem: str) -> None:
    """Mark a reckoning that cannot be carried out; what it found so far stands, and is found by the next."""
    reckoning = Reckoning.objects.select_for_update().get(pk=reckoning.pk)
    if reckoning.state == ReckoningState.FINISHED:
        return
    reckoning.state, reckoning.problem = ReckoningState.FAILED, problem
    reckoning.save(update_fields=["state", "problem"])
    record("provision.reckoning.failed", subject=f"reckoning:{reckoning.pk}", by=reckoning.by)


@transaction.atomic
def _start(reckoning: Reckoning) -> Reckoning:
    """Note what is known when it begins; what comes later makes the month stale again."""
    reckoning = Reckoning.objects.select_for_update().get(pk=reckoning.pk)
    if reckoning.state not in WAITING:
        return reckoning
    reckoning.state = ReckoningState.RUNNING
    reckoning.run_id = get_newest_finished(reckoning.county)
    reckoning.bearing = count_bearing(reckoning.county, Month.of(reckoning.month))
    reckoning.save(update_fields=["state", "run", "bearing"])
    return reckoning


def _count_awards(county: str) -> dict[str, int]:
    rows = Award.objects.filter(county=county).order_by("programme").values_list("programme")
    return dict(rows.annotate(many=Count("id")))


@transaction.atomic
def _finish(reckoning: Reckoning, left_out: Mapping[str, object], terms: str, at: datetime) -> Reckoning:
    reckoning = Reckoning.objects.select_for_update().get(pk=reckoning.pk)
    if reckoning.state not in WAITING:
        return reckoning
    found = Due.objects.filter(reckoning=reckoning).order_by("cause").values("cause")
    rows = found.annotate(dues=Count("id"), fen=Sum("amount"))
    reckoning.counts = {row["cause"]: {"dues": row["dues"], "fen": row["fen"]} for row in rows}
    if left_out:
        reckoning.counts["left_out"] = dict(left_out)
    reckoning.state, reckoning.finished_at, reckoning.terms = ReckoningState.FINISHED, at, terms
    reckoning.save(update_fields=["state", "counts", "finished_at", "terms"])
    record(
        "provision.reckoning.finished",
        subject=f"reckoning:{reckoning.pk}",
        by=reckoning.by,
        detail={"county": reckoning.county, "month": f"{reckoning.month:%Y-%m}", "counts": reckoning.counts},
    )
    return reckoning
