"""What an act is about, in words: what kind of thing it is, and which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yingbao.office.access.models import Officer
from yingbao.office.access.queries import get_names

KINDS: Mapping[str, Promise] = {
    "amendment": _("Change of the rules"),
    "award": _("Award"),
    "awards": _("List of awards"),
    "backup": _("Backup"),
    "bundle": _("Many cases at once"),
    "case": pgettext_lazy("case", "Case"),
    "cases": _("List of cases"),
    "certificates": _("List of certificates"),
    "conflict": _("Question who is who"),
    "division": _("Place"),
    "job": _("Background work"),
    "key": _("Key"),
    "letter": _("Letter"),
    "list": _("List"),
    "notice": _("Public notice"),
    "objection": _("Objection"),
    "officer": _("Account"),
    "page": _("Page"),
    "passkey": _("Passkey"),
    "person": _("Person"),
    "plans": _("List of support plans"),
    "portal": _("Portal"),
    "post": _("Post"),
    "programme": _("Programme"),
    "review": _("Re-verification"),
    "budget": _("Budget entry"),
    "dues": _("List of what is owed"),
    "freezing": _("Frozen list"),
    "payee": _("Organisation that is paid"),
    "performance": _("What the money did"),
    "reconciliation": _("Reconciliation"),
    "receivable": _("Recovery"),
    "recoveries": _("List of recoveries"),
    "taking_over": _("List taken over"),
    "roll": _("Roll"),
    "month": _("Month of payments"),
    "reckoning": _("Finding of what is owed"),
    "run": _("Determination"),
    "scenario": _("Scenario"),
    "source": _("Roster"),
    "what_if": _("Other rules, tried"),
}


@dataclass(frozen=True)
class About:
    """A subject as a row shows it: in words, and what the book calls it where no words are known."""

    words: str
    code: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.words, self.code)))


def person_in(subject: str) -> int | None:
    """Return the person a subject names, or nothing."""
    return _number(subject, "person")


def names_of(subjects: Iterable[str]) -> dict[str, str]:
    """Return the names of the officers and places among subjects; each is asked for once."""
    subjects = set(subjects)
    officers = [number for each in subjects if (number := _number(each, "officer")) is not None]
    places = [each.removeprefix("division:") for each in subjects if each.startswith("division:")]
    found = Officer.objects.filter(pk__in=officers).values_list("pk", "name") if officers else ()
    named = {f"officer:{number}": name for number, name in found}
    return named | {f"division:{code}": name for code, name in get_names(places).items()}


def about(subject: str, persons: Mapping[int, str], names: Mapping[str, str]) -> About:
    """Return what an act is about; a person is named only to who may see the person."""
    person = person_in(subject)
    if person is not None:
        return About(persons.get(person) or gettext("person no. %(number)s") % {"number": person})
    kind, _colon, which = subject.partition(":")
    words = str(KINDS[kind]) if kind in KINDS else ""
    if subject in names:
        return About(f"{words} {names[subject]}")
    return About(words, which) if words else About("", subject)


def _number(subject: str, of: str) -> int | None:
    kind, _colon, number = subject.partition(":")
    return int(number) if kind == of and number.isascii() and number.isdigit() else None
