"""Lists of those paid before the product came: who is on them, who is left out and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from yingbao.law.rules.programmes import WrittenProgramme
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.casework.models import Award
from yingbao.office.determination.fact_sources import lists_of_enrolment, schemes_of_enrolment
from yingbao.office.determination.packs import pack_of
from yingbao.office.jobs.models import Job
from yingbao.office.payments.choices import LeftOutReason, ProposalState
from yingbao.office.payments.models import TakeOver
from yingbao.office.register.choices import SourceState
from yingbao.office.register.models import Coverage, Person, Source, Spell
from yingbao.office.register.queries.recorded_time import known_at
from yingbao.values.month import Month

MONTHLY = "month"
# The job that writes an approved list.
WORK = "list_taken_over"


class NotByList(LookupError):
    """The programme is not paid in money every month, or no payee list shows who draws it."""


@dataclass(frozen=True)
class LeftOut:
    """Somebody on the list who is not taken over, and why."""

    person: Person
    reason: LeftOutReason


@dataclass(frozen=True)
class PayeeList:
    """What a payee list says of a programme: who was paid, from month to month, until the product pays.

    It is read as it was when it was brought in: what later lists say is not on it.
    """

    county: str
    programme: str
    scheme: str
    source: Source
    since: Month
    first_month: Month

    @property
    def last_month(self) -> Month:
        """The last month that was paid by the list."""
        return self.first_month.previous

    @property
    def months(self) -> list[Month]:
        """The months paid by the list: from `since` to the last before the product pays."""
        return [self.since + n for n in range(self.first_month - self.since)]

    def spells(self) -> QuerySet[Spell]:
        """Return the times in which somebody was paid in one of the months."""
        return Spell.objects.filter(
            known_at(self.source.pk),
            _in_months(self.since, self.last_month),
            scheme__in=schemes_of_enrolment(self.scheme),
            division_code=self.county,
        )

    def persons(self) -> QuerySet[Spell, Any]:
        """Return the persons who can be taken over, each with `person_id`, in its order.

        Not who has an award of the programme already, and not of whom the list does not say the amount.
        """
        told = self._of_each(Q(told=F("rows")))
        return told.exclude(Exists(self._awards())).values("person_id").order_by("person_id")

    def count(self) -> dict[str, int]:
        """Return what taking it over would write: persons and sums in fen, and who is left out."""
        last = _in_months(self.last_month, self.last_month)
        each = self.persons().annotate(now=Count("id", filter=last), fen=Sum("amount_fen", filter=last))
        whole = {
            "persons": Count("person_id"),
            "monthly_fen": Sum("fen"),
            "twice": Count("person_id", filter=Q(now__gt=1)),
            "no_longer": Count("person_id", filter=Q(now=0)),
        }
        found = {name: value or 0 for name, value in each.aggregate(**whole).items()}
        return {
            **found,
            LeftOutReason.AWARDED.value: self.awarded().count(),
            LeftOutReason.NO_AMOUNT.value: self.without_amount().count(),
        }

    def awarded(self) -> QuerySet[Spell, Any]:
        """Return who is on the list and has an award that does not come from it."""
        others = self._awards().exclude(carried_from=self.source)
        return self.spells().filter(Exists(others)).values("person_id").distinct()

    def without_amount(self) -> QuerySet[Spell, Any]:
        """Return who is on the list with a row that says no amount, and has no award."""
        untold = self._of_each(Q(told__lt=F("rows")))
        return untold.exclude(Exists(self._awards())).values("person_id")

    def _of_each(self, told: Q) -> QuerySet[Spell, Any]:
        each = self.spells().values("person_id")
        return each.annotate(rows=Count("id"), told=Count("amount_fen")).filter(told)

    def _awards(self) -> QuerySet[Award]:
        return Award.objects.filter(
            person=OuterRef("person_id"), county=self.county, programme=self.programme
        )


def _in_months(first: Month, last: Month) -> Q:
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=last.last_day)
    return begun & (Q(valid_to__isnull=True) | Q(valid_to__gte=first.first_day))


def programme_by_list(county: str, programme: str, month: Month) -> WrittenProgramme | None:
    """Return a programme whose payees a list shows and that is paid in money every month; None otherwise."""
    found = (each for each in pack_of(county, month).programmes if each.id == programme)
    return next((each for each in found if is_paid_by_list(each)), None)


def is_paid_by_list(programme: WrittenProgramme) -> bool:
    """Return whether a programme is paid in money every month and a list shows to whom."""
    pays = programme.pays
    return pays is not None and pays.in_money and pays.per == MONTHLY and programme.enrolment is not None


def scheme_of(programme: WrittenProgramme) -> str:
    """Return the scheme whose payee lists show who draws a programme; empty where none does."""
    return programme.enrolment.scheme if programme.enrolment else ""


def lists_for(county: str, programme: WrittenProgramme) -> QuerySet[Source]:
    """Return the complete lists of the whole county that show who draws a programme, the newest first."""
    covering = Coverage.objects.filter(
        source=OuterRef("pk"), scheme__in=lists_of_enrolment(scheme_of(programme)), division_code=county
    )
    applied = Source.objects.filter(Exists(covering), division_code=county, state=SourceState.APPLIED)
    return applied.order_by("-month", "-id")


def lists_to_take_over(county: str, month: Month) -> list[tuple[WrittenProgramme, Source]]:
    """Return the programmes not taken over yet, by the rules of a month, each with its newest list."""
    done = TakeOver.objects.filter(county=county).exclude(state=ProposalState.REFUSED)
    taken = set(done.values_list("programme", flat=True))
    found = []
    for each in pack_of(county, month).programmes:
        if each.id not in taken and is_paid_by_list(each):
            source = lists_for(county, each).first()
            if source is not None:
                found.append((each, source))
    return found


def list_of(take_over: TakeOver) -> PayeeList:
    """Return the list of a taking over.

    Raises:
        NotByList: the rules of the county have no such programme any more.
    """
    return read_list(
        take_over.county,
        take_over.programme,
        take_over.source,
        Month.of(take_over.since),
        Month.of(take_over.first_month),
    )


def read_list(county: str, programme: str, source: Source, since: Month, first_month: Month) -> PayeeList:
    """Return what a list says of a programme.

    Raises:
        NotByList: no list shows who draws the programme, or it is not paid in money every month.
    """
    found = programme_by_list(county, programme, first_month)
    if found is None:
        raise NotByList(programme)
    return PayeeList(county, programme, scheme_of(found), source, since, first_month)


def take_overs_of(officer: Officer) -> QuerySet[TakeOver]:
    """Return the lists taken over, or proposed to be, in the officer's county; the newest first."""
    if not may(officer, Permission.VIEW_MONEY):
        return TakeOver.objects.none()
    county = officer.division_id[:6]
    return TakeOver.objects.filter(county=county).select_related("source").order_by("-id")


def get_take_over(officer: Officer, take_over_id: int) -> TakeOver | None:
    """Return one visible taking over, or None."""
    return take_overs_of(officer).filter(pk=take_over_id).first()


def jobs_of(take_overs: Iterable[TakeOver]) -> dict[int, Job]:
    """Return the last job of each list that was approved and is not finished."""
    waiting = [
        each.pk for each in take_overs if each.state == ProposalState.APPROVED and not each.finished_at
    ]
    found = Job.objects.filter(kind=WORK, params__taking_over__in=waiting) if waiting else []
    return {job.params["taking_over"]: job for job in sorted(found, key=lambda job: job.pk)}


def is_half_taken_over(county: str, programme: str) -> bool:
    """Return whether the worker has not written everybody of a list that was approved."""
    of_programme = TakeOver.objects.filter(
        county=county, programme=programme, state=ProposalState.APPROVED, finished_at=None
    )
    return bool(jobs_of(of_programme))


def left_out_of(officer: Officer, take_over: TakeOver) -> list[LeftOut]:
    """Return who is on the list and not taken over, with the reason, by name; of the officer's division."""
    payees = list_of(take_over)
    reasons = {
        LeftOutReason.AWARDED: payees.awarded(),
        LeftOutReason.NO_AMOUNT: payees.without_amount(),
    }
    low, high = officer.scope
    return [
        LeftOut(person, reason)
        for reason, persons in reasons.items()
        for person in Person.objects.filter(
            pk__in=persons.values("person_id"),
            standings__division_code__gte=low,
            standings__division_code__lt=high,
            standings__ended_by=None,
        ).order_by("name", "id")
    ]
