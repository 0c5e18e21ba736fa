"""Carry out a run: gather facts, apply the rules, store what changed, compare; all or nothing."""

import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from django.db import transaction

from yingbao.law.packs import NotInForce, Pack, PackProblems
from yingbao.law.rules.months import MonthRules
from yingbao.office.access.models import Division, Officer
from yingbao.office.audit.actions import record
from yingbao.office.determination import evaluating, layouts
from yingbao.office.determination.actions.asking import ask_for_comparison_after, ask_for_run
from yingbao.office.determination.actions.comparing import store_findings
from yingbao.office.determination.actions.storing import Place, store_answers
from yingbao.office.determination.actions.storing_columns import store_differences
from yingbao.office.determination.choices import RunState, Scope
from yingbao.office.determination.differences import find_differences
from yingbao.office.determination.facts import facts_table
from yingbao.office.determination.facts_sql import Question
from yingbao.office.determination.findings import Comparison
from yingbao.office.determination.models import Layout, Run
from yingbao.office.determination.negative import NegativeAmount
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.queries.runs import (
    get_last_complete_run,
    get_last_finished,
    get_latest_determined,
    is_determined,
    is_large,
    is_overtaken,
)
from yingbao.office.determination.queries.touched import has_new_coverage, touched_select
from yingbao.office.determination.tables import CHOSEN, fill, gathered, temporary
from yingbao.office.register.queries.recorded_time import get_horizon
from yingbao.office.register.statistics import MANY, analyze_room
from yingbao.values.month import Month

Store: TypeAlias = Callable[[Place], dict[str, int]]


class Overtaken(Exception):
    """A later run of the county finished first; this one would write older knowledge over newer."""


class NotDetermined(Exception):
    """The month was never determined for everyone; a part of the county alone would mislead."""


class PackChanged(Exception):
    """The rules are not those the month was determined with; determine it again first."""


@dataclass(frozen=True)
class _Work:
    """One run with all it needs to know before it reads a fact."""

    run: Run
    pack: Pack
    question: Question
    rules: MonthRules
    base: Run | None

    @property
    def month(self) -> Month:
        return self.question.month


def determine(
    *,
    county: str,
    month: Month,
    at: datetime,
    by: Officer | str,
    scope: Scope = Scope.EVERYONE,
    persons: Iterable[int] | None = None,
) -> Run:
    """Determine a month of a county and compare it with who is enrolled, now; return the finished run.

    With `persons`, only these; the month must have been determined for everyone before.

    Raises:
        PackProblems, NotInForce: the county's pack says nothing usable about the month; nothing changes.
        NotDetermined, Overtaken: see there.
        Whatever ask_for_run raises.
    """
    if persons is not None:
        scope = Scope.NAMED
    run = ask_for_run(county=county, month=month, at=at, by=by, scope=scope)
    return carry_out(run=run, at=at, persons=persons)


def compare(*, county: str, month: Month, at: datetime, by: Officer | str) -> Run:
    """Compare what is believed about a month with who is enrolled, without determining anyone again.

    Raises:
        NotDetermined: nothing is believed about the month.
        PackChanged: the belief comes from other rules.
        Whatever ask_for_run raises.
    """
    run = ask_for_run(county=county, month=month, at=at, by=by, scope=Scope.NOBODY)
    return carry_out(run=run, at=at)


def carry_out(
    *, run: Run, at: datetime, persons: Iterable[int] | None = None, outside: bool | None = None
) -> Run:
    """Carry out a run that was asked for, or one that a killed worker left half done; return it finished.

    The former belief stands until the very end, when everything changes at once. A large county on
    PostgreSQL is answered outside the database (`outside` decides otherwise); the answers are the same.

    Raises:
        PackProblems, NotInForce, NotDetermined, PackChanged, NegativeAmount: the run is marked as failed,
            with the reason.
        Overtaken: the run is marked so.
    """
    begun = time.monotonic()
    run = _start(run, at)
    if run.state == RunState.FINISHED:
        return run
    try:
        work = _prepare(run)
        _check(work)
    except (PackProblems, NotInForce, NotDetermined, PackChanged) as why:
        _stop(run, RunState.FAILED, str(why) or type(why).__name__)
        raise
    try:
        with ExitStack() as stack:
            chosen = _choose(work, persons, stack)
            store: Store
            if work.run.scope == Scope.NOBODY:
                store = _store_nothing
            elif work.run.scope == Scope.EVERYONE and (is_large(run.county) if outside is None else outside):
                store = _answer_outside(work)
            else:
                store = _answer_inside(work, chosen, stack)
            done = _finish(work, store, chosen, at=at, begun=begun)
        if done.counts.get("written", 0) + done.counts.get("ended", 0) >= MANY:
            analyze_room("determination")
        return done
    except Overtaken:
        _stop(run, RunState.OVERTAKEN, "")
        raise
    except NegativeAmount as why:
        _stop(run, RunState.FAILED, str(why))
        raise


def _store_nothing(_place: Place) -> dict[str, int]:
    return {}


def _answer_inside(work: _Work, chosen: str | None, stack: ExitStack) -> Store:
    """Answer in the database, for those chosen or everyone; return what stores the answers."""
    facts = stack.enter_context(facts_table(work.question, work.rules.facts, chosen=chosen))
    stack.enter_context(evaluating.answers(work.rules, facts))
    return lambda place: store_answers(place, work.rules)


def _answer_outside(work: _Work) -> Store:
    """Answer everyone on columns copied out, and compare there; return what stores the differences."""
    layout = Layout.objects.filter(digest=layouts.digest_of(layouts.pages_of(work.rules))).first()
    last = get_last_finished(work.run.county)
    found = find_differences(work.question, work.rules, layout.pk if layout else None)

    def store(place: Place) -> dict[str, int]:
        # Another run may have changed the belief since it was copied out.
        if get_last_finished(work.run.county) != last:
            raise Overtaken(str(work.run.pk))
        return store_differences(place, work.rules, found)

    return store


@transaction.atomic
def _start(run: Run, at: datetime) -> Run:
    run = Run.objects.select_for_update().get(pk=run.pk)
    if run.state == RunState.FINISHED:
        return run
    run.state = RunState.RUNNING
    run.started_at = at
    run.save(update_fields=["state", "started_at"])
    return run


def _prepare(run: Run) -> _Work:
    month = Month.of(run.month)
    pack = pack_of(run.county, month)
    rules = pack.for_month(month)
    question = Question(run.county, month, get_horizon())
    return _Work(run, pack, question, rules, get_last_complete_run(run.county, month))


def _check(work: _Work) -> None:
    run, base = work.run, work.base
    if run.scope in (Scope.NAMED, Scope.NOBODY) and not is_determined(run.county, work.month):
        raise NotDetermined(f"{run.county} {work.month}")
    same = base is not None and base.pack_digest == work.pack.digest
    if run.scope in (Scope.NAMED, Scope.NOBODY) and not same:
        raise PackChanged(f"{run.county} {work.month}")
    if run.scope == Scope.TOUCHED and not (same and _knows_the_rest(work)):
        run.scope = Scope.EVERYONE


def _knows_the_rest(work: _Work) -> bool:
    """Whether everyone not touched since the last run would be answered the same again."""
    if work.base is None or not is_determined(work.run.county, work.month):
        return False
    return not has_new_coverage(work.question, work.base.horizon_id or 0)


def _choose(work: _Work, persons: Iterable[int] | None, stack: ExitStack) -> str | None:
    """Return the table of the persons to determine; none for everyone."""
    if work.run.scope == Scope.NAMED:
        table = stack.enter_context(temporary(CHOSEN, "person_id BIGINT PRIMARY KEY"))
        fill(table, persons or ())
        return table
    if work.run.scope == Scope.TOUCHED and work.base is not None:
        since = work.base.horizon_id or 0
        select = touched_select(work.run.county, since, work.question.horizon)
        return stack.enter_context(gathered(CHOSEN, select))
    return None


@transaction.atomic
def _finish(work: _Work, store: Store, chosen: str | None, *, at: datetime, begun: float) -> Run:
    """Write everything a run changes, and flip its state, in one transaction."""
    run = work.run
    # Two runs of one county take turns from here on.
    Division.objects.select_for_update().get(pk=run.county)
    if is_overtaken(run):
        raise Overtaken(str(run.pk))
    # Another worker may have done it meanwhile: the same answers, already stored.
    done = Run.objects.filter(pk=run.pk, state=RunState.FINISHED).first()
    if done is not None:
        return done
    pages = layouts.pages_of(work.rules)
    run.layout, _ = Layout.objects.get_or_create(digest=layouts.digest_of(pages), defaults={"pages": pages})
    run.pack_digest = work.pack.digest
    run.horizon_id = work.question.horizon or None
    counts = store(Place(run, work.month, get_latest_determined(run.county), chosen))
    is_news = bool(counts.get("written") or counts.get("ended")) or not is_determined(run.county, work.month)
    before = is_determined(run.county, work.month - 1)
    comparison = Comparison(work.question, work.pack, pages, has_month_before=before)
    counts |= store_findings(run, comparison.find())
    run.state = RunState.FINISHED
    run.counts = counts
    run.finished_at = at + timedelta(seconds=time.monotonic() - begun)
    run.save()
    record("determination.run.finished", subject=f"run:{run.pk}", by=run.by, detail={"counts": counts})
    if is_news:
        ask_for_comparison_after(run=run, at=at)
    return run


@transaction.atomic
def fail_run(*, run: Run, problem: str) -> Run:
    """Mark a run that broke off as failed, with a sentence; one that has ended meanwhile stays as it is."""
    run = Run.objects.select_for_update().get(pk=run.pk)
    if run.state in (RunState.ASKED, RunState.RUNNING):
        _stop(run, RunState.FAILED, problem)
    return run


@transaction.atomic
def _stop(run: Run, state: RunState, problem: str) -> None:
    run.state = state
    run.problem = problem
    run.save(update_fields=["state", "problem"])
    record(
        f"determination.run.{state.value}", subject=f"run:{run.pk}", by=run.by, detail={"problem": problem}
    )
