"""The same act in many cases: tried and taken back, then done one by one; a refusal stops no other."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from yingbao.office.access.models import Officer
from yingbao.office.access.queries import get_offer, get_officer
from yingbao.office.audit.actions import record
from yingbao.office.casework.actions.accepting import accept
from yingbao.office.casework.actions.acting import NotYourPost
from yingbao.office.casework.actions.checking import pass_on
from yingbao.office.casework.actions.deciding import approve
from yingbao.office.casework.actions.refusing import REFUSALS, DoneAlone, kept
from yingbao.office.casework.actions.telling import tell_person
from yingbao.office.casework.choices import ActKind, Aim, BundleOutcome
from yingbao.office.casework.models import Bundle, BundleCase, Case
from yingbao.office.casework.queries.bundles import waiting_in
from yingbao.office.casework.queries.cases import visible_cases
from yingbao.office.jobs.actions import ask

# Of more cases than this nobody waits for the page: the worker does them.
AT_ONCE = 20
WORK = "cases_bundle"
ANY_WORDS = "—"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Same:
    """What is done in every case: the act, its words, its day, when and by whom."""

    kind: ActKind
    words: str
    on: date
    at: datetime
    by: Officer

    @property
    def when(self) -> dict[str, Any]:
        """Day, moment and officer, as every action takes them."""
        return {"on": self.on, "at": self.at, "by": self.by}


class _TakenBack(Exception):
    """What was tried is undone."""


def _approve(case: Case, it: Same) -> object:
    if case.aim != Aim.GRANT:
        raise DoneAlone
    return approve(case=case, words=it.words, **it.when)


DEEDS: Mapping[ActKind, Callable[[Case, Same], object]] = {
    ActKind.ACCEPTED: lambda case, it: accept(case=case, words=it.words, **it.when),
    ActKind.PASSED: lambda case, it: pass_on(case=case, agrees=True, words=it.words, **it.when),
    ActKind.APPROVED: _approve,
    ActKind.TOLD: lambda case, it: tell_person(case=case, words=it.words, **it.when),
}


def rehearse(*, case: Case, same: Same) -> Exception | None:
    """Do the act in a case and take it back; return why it cannot be done, or None where it can.

    Words are not asked for yet: where there are none, any will do.
    """
    tried = Same(same.kind, same.words or ANY_WORDS, same.on, same.at, same.by)
    try:
        with transaction.atomic():
            DEEDS[same.kind](case, tried)
            raise _TakenBack
    except _TakenBack:
        return None
    except REFUSALS as refusal:
        return refusal


def ask_bundle(*, key: str, cases: Iterable[int], same: Same) -> Bundle:
    """Keep what is to be done in those of the cases that the officer sees; more than a few go to the worker.

    The same page sent twice is one bundle. Whether the act may be done is asked in each case when it is done.
    """
    known = Bundle.objects.filter(by=same.by.username, key=key)
    try:
        with transaction.atomic():
            return known.first() or _keep(key, cases, same)
    except IntegrityError:  # sent twice at once: the other was first, between our look and our row
        return known.get()


def _keep(key: str, cases: Iterable[int], same: Same) -> Bundle:
    chosen = list(visible_cases(same.by).filter(pk__in=cases).order_by("pk"))
    county = same.by.acting_division_id[:6]
    bundle = Bundle.objects.create(
        key=key,
        county=county,
        kind=same.kind,
        words=same.words.strip(),
        on=same.on,
        by=same.by.username,
        post=same.by.at_work.post_id,
        asked_at=same.at,
    )
    BundleCase.objects.bulk_create(BundleCase(bundle=bundle, case=case) for case in chosen)
    record(
        "casework.bundle.asked",
        subject=f"bundle:{bundle.pk}",
        by=same.by,
        reason=bundle.words,
        detail={"kind": same.kind.value, "rows": len(chosen)},
    )
    if len(chosen) > AT_ONCE:
        params: dict[str, object] = {"on": str(localdate(same.at)), "bundle": bundle.pk}
        bundle.job = ask(kind=WORK, county=county, params=params, at=same.at, by=same.by)
        bundle.save(update_fields=["job"])
    return bundle


def who_asked(bundle: Bundle, on: date) -> Officer | None:
    """Return the officer of a bundle, at work in the post it was asked for in; None where that has ended."""
    officer = get_officer(bundle.by)
    post = get_offer(officer, bundle.post, on) if officer else None
    if officer is None or post is None:
        return None
    officer.work_in(post)
    return officer


def carry_out(
    *, bundle: Bundle, cases: Sequence[int] | None = None, at: datetime, by: Officer | None
) -> None:
    """Do the act in the cases of a bundle that wait, or in these of them; each on its own.

    Without an officer, whose post has ended, it is done in none of them.
    """
    waiting = waiting_in(bundle) if cases is None else waiting_in(bundle).filter(pk__in=cases)
    for number in list(waiting.values_list("pk", flat=True)):
        if by is None:
            _refuse(number, NotYourPost(bundle.kind))
        else:
            _do(number, Same(ActKind(bundle.kind), bundle.words, bundle.on, at, by))


def _do(number: int, same: Same) -> None:
    try:
        with transaction.atomic():
            held = BundleCase.objects.select_for_update(of=("self",)).get(pk=number)
            if held.outcome == BundleOutcome.WAITING:
                DEEDS[same.kind](held.case, same)
                held.outcome = BundleOutcome.DONE
                held.save(update_fields=["outcome"])
    except REFUSALS as refusal:
        _refuse(number, refusal)
    except Exception as error:
        # One case that breaks stops no other; the error itself is for us.
        log.exception("case %s of a bundle broke", number)
        _refuse(number, error)


def _refuse(number: int, refusal: Exception) -> None:
    BundleCase.objects.filter(pk=number, outcome=BundleOutcome.WAITING).update(
        outcome=BundleOutcome.REFUSED, refusal=type(refusal).__name__, detail=kept(refusal)
    )
