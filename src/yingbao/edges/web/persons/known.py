"""What is known about a person, row by row: what, since when, and from which source."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.place import place_in_words
from yingbao.edges.web.rosters.kinds import kind_name
from yingbao.edges.web.templatetags import written
from yingbao.law.packs import Pack
from yingbao.office.register.models import Source
from yingbao.office.register.queries.person_file import Entry, PersonFile
from yingbao.office.register.roster_kinds import RosterKind


@dataclass(frozen=True)
class Number:
    """A masked number, and where to ask for it in clear."""

    label: Promise
    masked: str
    url: str


@dataclass(frozen=True)
class Known:
    """One thing known about a person."""

    what: str
    says: str
    numbers: list[Number] = field(default_factory=list)
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    source: str = ""
    source_on: datetime.date | None = None


@dataclass(frozen=True)
class Words:
    """What a row needs to be said in words."""

    county: str
    kinds: dict[str, RosterKind]
    places: dict[str, str]
    pack: Pack

    def source(self, source: Source) -> str:
        """Return where a fact comes from; of another county's files only that they are another county's."""
        if not source.division_code.startswith(self.county):
            return gettext("A list of another county")
        name = kind_name(source.kind, self.kinds)
        if source.kind == Source.OFFICER_ENTRY:
            return f"{name} ({source.received_by})"
        return f"{name} {written.month(source.month)}"

    def place(self, code: str) -> str:
        """Return a division in words; one nobody loaded by its code."""
        return place_in_words(code, self.places) or code

    def fact(self, fact_id: str, value: str) -> tuple[str, str]:
        """Return a stated fact as question word and answer."""
        fact = self.pack.vocabulary.find(fact_id)
        if fact is None:
            return fact_id, value
        try:
            said = written.label(fact.say(fact.read(stated_value(value))))
        except ValueError:
            said = value
        return written.label(fact.name), said


def stated_value(text: str) -> object:
    """Return the text of a stated fact as the vocabulary reads it."""
    if text in ("true", "false"):
        return text == "true"
    return int(text) if text.isascii() and text.isdigit() else text


def places_in(file: PersonFile) -> set[str]:
    """Return every division the file names, and the townships they lie in."""
    entries: list[Entry[Any]] = [*file.hukou, *file.homes, *file.spells]
    codes = {entry.row.division_code for entry in entries} | {s.division_code for s in file.standings}
    return codes | {code[:9] for code in codes}


def known_rows(file: PersonFile, words: Words) -> list[Known]:
    """Return everything the file holds, in the order an officer reads it."""
    return [*identity(file, words), *benefits(file, words), *reach(file, words), *said(file, words)]


def what_happened(file: PersonFile, words: Words) -> list[Known]:
    """Return what belongs on a timeline: not how someone is reached or paid."""
    return [*identity(file, words), *benefits(file, words), *said(file, words)]


def row(entry: Entry[Any], words: Words, what: Any, says: Any, **labels: Promise) -> Known:
    """Return one entry of the file as a row; labels name its sealed numbers by column."""
    return Known(
        what=str(what),
        says=str(says),
        numbers=[number(entry, stem, label) for stem, label in labels.items() if entry.masked.get(stem)],
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
        source=words.source(entry.source),
        source_on=localtime(entry.source.applied_at).date() if entry.source.applied_at else None,
    )


def number(entry: Entry[Any], stem: str, label: Promise) -> Number:
    """Return a masked number with the address where it is shown for a reason."""
    column = f"{entry.row._meta.model_name}.{stem}"
    return Number(label, entry.masked[stem], reverse("number_reveal", args=[column, entry.row.pk]))


def identity(file: PersonFile, words: Words) -> Iterator[Known]:
    """Give certificates, registration, home and death."""
    for certificate in file.certificates:
        held = certificate.row
        says = gettext("%(kind)s, grade %(grade)s, %(status)s, expires on %(day)s") % {
            "kind": held.get_kind_display(),
            "grade": held.grade,
            "status": held.get_status_display(),
            "day": written.day(held.expires_on),
        }
        yield row(certificate, words, _("Disability Certificate"), says, number=_("Certificate number"))
    for hukou in file.hukou:
        yield row(hukou, words, _("Registered (hukou) in"), words.place(hukou.row.division_code))
    for home in file.homes:
        yield row(home, words, _("Lives in"), words.place(home.row.division_code), address=_("Address"))
    for death in file.deaths:
        yield row(death, words, _("Died on"), written.day(death.row.died_on))


def benefits(file: PersonFile, words: Words) -> Iterator[Known]:
    """Give the schemes a person is or was on, with what they pay, and the household."""
    for spell in file.spells:
        on = spell.row
        parts = [gettext("on the list"), on.category]
        if on.amount_fen is not None:
            parts.append(gettext("%(amount)s a month") % {"amount": written.money(on.amount_fen)})
        yield row(spell, words, on.get_scheme_display(), gettext(", ").join(filter(None, parts)))
    for membership in file.memberships:
        belongs = membership.row
        yield row(membership, words, _("Household"), belongs.relation or belongs.household.code)


def reach(file: PersonFile, words: Words) -> Iterator[Known]:
    """Give telephones, accounts and guardians."""
    for contact in file.contacts:
        yield row(contact, words, contact.row.get_kind_display(), contact.row.name, number=_("Telephone"))
    for account in file.accounts:
        holder = gettext("held by %(name)s") % {"name": account.row.holder_name}
        says = f"{account.row.bank} {holder}".strip()
        yield row(
            account, words, _("Bank account"), says,
            account=_("Account"), holder_number=_("Citizen number of the holder"),
        )  # fmt: skip
    for guardian in file.guardians:
        says = f"{guardian.row.name} {guardian.row.relation}".strip()
        yield row(
            guardian,
            words,
            _("Guardian"),
            says,
            number=_("Citizen number of the guardian"),
            phone=_("Telephone"),
        )


def said(file: PersonFile, words: Words) -> Iterator[Known]:
    """Give what surveys and officers stated."""
    for statement in file.statements:
        what, says = words.fact(statement.row.fact, statement.row.value)
        yield row(statement, words, what, says)
