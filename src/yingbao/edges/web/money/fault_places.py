"""Where something does not fit, in words with its page: keys of the book of money say what they are about."""

from collections.abc import Callable, Iterable

from django.urls import reverse
from django.utils.translation import gettext

from yingbao.edges.web.money.due_words import Told, period_in_words
from yingbao.office.payments.models import Line, Receivable
from yingbao.office.provision.models import Due


def places_in_words(places: Iterable[str]) -> dict[str, Told]:
    """Return the places that are keys of dues, lines and recoveries, in words; each kind is asked once."""
    about = {place: found for place in places if (found := _about(place))}
    told: dict[tuple[str, int], Told] = {}
    for kind, ask in ASKED.items():
        numbers = {number for of, number in about.values() if of == kind}
        told |= {(kind, number): words for number, words in ask(numbers).items()}
    return {place: told[found] for place, found in about.items() if found in told}


def _about(place: str) -> tuple[str, int] | None:
    kind, _colon, rest = place.partition(":")
    number = rest.partition(":")[0]
    return (kind, int(number)) if number.isascii() and number.isdigit() else None


def dues_in_words(numbers: set[int]) -> dict[int, Told]:
    """Return dues as what is owed for a period, with the money of the person; no name stands here."""
    said = gettext("what is owed for %(period)s, no. %(number)s")
    return {
        due.pk: Told(
            said % {"period": period_in_words(due), "number": due.pk},
            reverse("person_money", args=[due.person_id]),
        )
        for due in Due.objects.filter(pk__in=numbers)
    }


def lines_in_words(numbers: set[int]) -> dict[int, Told]:
    """Return lines with their roll."""
    said = gettext("line %(line)s of roll %(roll)s")
    return {
        line.pk: Told(
            said % {"line": line.number, "roll": line.roll.number}, reverse("line_show", args=[line.pk])
        )
        for line in Line.objects.filter(pk__in=numbers).select_related("roll")
    }


def receivables_in_words(numbers: set[int]) -> dict[int, Told]:
    """Return recoveries by their number."""
    rows = Receivable.objects.filter(pk__in=numbers).values_list("pk", "number")
    return {pk: Told(number, reverse("receivable_show", args=[pk])) for pk, number in rows}


# Of a due, what is owed and what a list had paid of it.
ASKED: dict[str, Callable[[set[int]], dict[int, Told]]] = {
    "due": dues_in_words,
    "before": dues_in_words,
    "line": lines_in_words,
    "receivable": receivables_in_words,
}
