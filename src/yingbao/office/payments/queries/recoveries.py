"""What was paid and is not owed: found and not decided about yet, demanded back, and what is left of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.access.within import lies_within
from yingbao.office.casework.models import Award
from yingbao.office.payments.models import Discharge, Receivable, Recovery, WriteOff
from yingbao.office.provision.models import Due
from yingbao.office.register.models import Person

FILE = Coalesce("person__merged_into_id", "person_id")


@dataclass(frozen=True)
class Less:
    """A due nothing holds, beside the one it corrects: the new basis and the old one."""

    due: Due
    replaces: Due | None


@dataclass(frozen=True)
class ToRecover:
    """What a person was paid of a programme and is not owed, in fen, month by month."""

    person: Person
    award: Award
    programme: str
    fen: int
    months: tuple[Less, ...]


def open_dues() -> QuerySet[Due]:
    """Return the dues in money that no line, receivable or list taken over holds."""
    held = Discharge.objects.filter(due=OuterRef("pk"), alive=True)
    return Due.objects.filter(~Exists(held), unit="fen")


def open_dues_of(*, county: str, person: Person, programme: str) -> QuerySet[Due]:
    """Return what is open of one person and programme, files joined to this one included."""
    its_own = Q(person=person) | Q(person__merged_into=person)
    return (
        open_dues().filter(its_own, county=county, programme=programme).order_by("period", "sequence", "id")
    )


def to_be_recovered(officer: Officer) -> list[ToRecover]:
    """Return to whom less is owed than was paid, in the officer's division: nobody decided about it yet.

    More owed for another month counts against it, as on a roll. In the order of programme, name and person.
    """
    if not may(officer, Permission.VIEW_MONEY):
        return []
    here = open_dues().filter(lies_within(officer.division_id)).annotate(file=FILE)
    below = here.order_by().values("programme", "file").annotate(fen=Sum("amount")).filter(fen__lt=0)
    sums = {(row["programme"], row["file"]): -row["fen"] for row in below}
    persons = Person.objects.in_bulk({person for _, person in sums})
    dues = here.filter(file__in=list(persons)).select_related("award", "decision", "source", "reckoning")
    months: defaultdict[tuple[str, int], list[Due]] = defaultdict(list)
    for due in dues.order_by("period", "sequence", "id"):
        months[due.programme, due.file].append(due)
    replaced = _replaced(due for key in sums for due in months[key])
    found = [
        ToRecover(
            persons[person],
            max((due for due in months[programme, person] if due.amount < 0), key=lambda due: due.pk).award,
            programme,
            fen,
            tuple(Less(due, replaced.get(_before(due))) for due in months[programme, person]),
        )
        for (programme, person), fen in sums.items()
    ]
    return sorted(found, key=lambda each: (each.programme, each.person.name, each.person.pk))


def receivables_of(officer: Officer) -> QuerySet[Receivable]:
    """Return what was demanded back in the officer's division, each with `left` in fen; the newest first."""
    if not may(officer, Permission.VIEW_MONEY):
        return Receivable.objects.none()
    here = Receivable.objects.filter(lies_within(officer.division_id))
    return with_left(here).select_related("person", "award").order_by("-id")


def get_receivable(officer: Officer, receivable_id: int) -> Receivable | None:
    """Return one visible receivable, or None."""
    return receivables_of(officer).filter(pk=receivable_id).first()


def with_left(receivables: QuerySet[Receivable]) -> QuerySet[Receivable]:
    """Return receivables each with `left`: what is still to come back, in fen, written off or not."""
    back = Sum("recoveries__fen", filter=Q(recoveries__alive=True))
    return receivables.annotate(left=F("fen") - Coalesce(back, Value(0)))


def left_of(receivable: Receivable) -> int:
    """Return what is still to come back, in fen."""
    back = Recovery.objects.filter(receivable=receivable, alive=True).aggregate(fen=Sum("fen"))["fen"]
    return receivable.fen - (back or 0)


def get_write_off(officer: Officer, write_off_id: int) -> WriteOff | None:
    """Return one visible proposal to give up what is left of a receivable, or None."""
    visible = receivables_of(officer).values("pk")
    return (
        WriteOff.objects.filter(receivable__in=visible, pk=write_off_id).select_related("receivable").first()
    )


def _before(due: Due) -> tuple[int, str, object, int]:
    return due.person_id, due.programme, due.period, due.sequence - 1


def _replaced(dues: Iterable[Due]) -> dict[tuple[int, str, object, int], Due]:
    """Return the dues that others correct, by whose, what, when and which."""
    later = [due for due in dues if due.sequence]
    earlier = Due.objects.filter(
        person__in={due.person_id for due in later},
        programme__in={due.programme for due in later},
        period__in={due.period for due in later},
    ).select_related("decision", "source")
    return {(each.person_id, each.programme, each.period, each.sequence): each for each in earlier}
