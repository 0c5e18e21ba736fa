"""Acts that can be done in many cases at once, and what became of those that were."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from yingbao.law.packs.record_shapes import Does
from yingbao.office.access.models import Officer
from yingbao.office.casework.choices import ActKind, BundleOutcome, CaseState
from yingbao.office.casework.models import Bundle, BundleCase, Case
from yingbao.office.casework.queries.cases import visible_cases
from yingbao.office.casework.queries.courses import pack_of_case, process_of
from yingbao.office.casework.turns import holds_turn, may_do
from yingbao.office.jobs.choices import OPEN

# The act that brings a case on from a step, and says the same in every case. What a visit found does not.
BRINGS_ON: Mapping[Does, ActKind] = {
    Does.ACCEPT: ActKind.ACCEPTED,
    Does.CHECK: ActKind.PASSED,
    Does.DECIDE: ActKind.APPROVED,
    Does.NOTICE: ActKind.PUBLISHED,
    Does.TELL: ActKind.TOLD,
}


def brings_on(case: Case, officer: Officer) -> ActKind | None:
    """Return the act by which this officer brings a case on, as in many at once; None where there is none.

    Read from the row of the case, as lists are.
    """
    if case.state != CaseState.OPEN or not holds_turn(officer, case.turn, case.division_code):
        return None
    steps = process_of(pack_of_case(case), case.process).steps
    does = next((step.does for step in steps if step.id == case.step), None)
    kind = BRINGS_ON.get(does) if does else None
    return kind if kind and may_do(officer, kind, does) else None


def get_bundle(officer: Officer, bundle_id: int) -> Bundle | None:
    """Return a bundle the officer asked for, or None."""
    return Bundle.objects.select_related("job").filter(pk=bundle_id, by=officer.username).first()


def waiting_in(bundle: Bundle) -> QuerySet[BundleCase]:
    """Return the cases of a bundle that were not reached yet."""
    return BundleCase.objects.filter(bundle=bundle, outcome=BundleOutcome.WAITING).order_by("id")


def cases_in(bundle: Bundle, officer: Officer) -> QuerySet[BundleCase]:
    """Return the cases of a bundle the officer still sees, in the order they are done."""
    seen = BundleCase.objects.filter(bundle=bundle, case__in=visible_cases(officer))
    return seen.select_related("case__person").order_by("id")


@dataclass(frozen=True)
class HowFar:
    """How many cases of a bundle were done, were not, and are left; whether a worker goes on."""

    done: int
    refused: int
    waiting: int
    under_way: bool

    @property
    def all(self) -> int:
        return self.done + self.refused + self.waiting

    @property
    def percent(self) -> int:
        return (self.done + self.refused) * 100 // self.all if self.all else 0


def how_far(bundle: Bundle) -> HowFar:
    """Return how far a bundle is."""
    counted: Mapping[str, int] = BundleCase.objects.filter(bundle=bundle).aggregate(
        **{each.value: Count("id", filter=Q(outcome=each)) for each in BundleOutcome}
    )
    works = bundle.job is not None and bundle.job.state in OPEN
    return HowFar(**counted, under_way=works and counted["waiting"] > 0)
