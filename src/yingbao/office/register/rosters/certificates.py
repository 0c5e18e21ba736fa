"""Certificates of record, as lists tell them."""

from dataclasses import dataclass, replace

from yingbao.office.register.rosters.effects import Effect, Outcome
from yingbao.office.register.rosters.times import ListTime, day_before

# A certificate in one of these states is none for the county that says so.
GONE = {"annulled", "transferred", "replaced"}


@dataclass(frozen=True)
class CertificateFact:
    """A certificate; `number` is its blind index here, empty if the list gives none."""

    number: bytes | None
    kind: str
    grade: int | None
    issued: str | None
    expires: str | None
    status: str
    status_on: str | None
    valid_from: str | None = None
    valid_to: str | None = None
    id: int | None = None
    # The county whose list it came from, and the first day of that list's month.
    county: str = ""
    month: str = ""

    @property
    def content(self) -> tuple[object, ...]:
        return self.kind, self.grade, self.issued, self.expires, self.status, self.status_on


CertificateEffect = Effect[CertificateFact]
UNCHANGED: CertificateEffect = Effect(Outcome.SAME)


def compare_certificate(
    known: list[CertificateFact], said: CertificateFact, when: ListTime
) -> CertificateEffect:
    """Return what a row does to the known certificates of a person.

    The certificate issued last is the one of record from the day it was issued. A number changes with kind,
    grade or reissue, and then the old one ends the day before. An older list than the known one adds older
    certificates and changes nothing newer. A certificate that another county holds valid is a conflict.
    """
    elsewhere = [c for c in known if c.valid_to is None and c.county not in {"", said.county}]
    if elsewhere and elsewhere[-1].status not in GONE:
        return UNCHANGED if said.status in GONE else Effect(Outcome.SAME, conflict="two_counties")
    begins = said.issued or when.first
    same = [c for c in known if _is_the_same(c, said)]
    if same:
        return _again(same[-1], said, when)
    after = sorted((c for c in known if (c.valid_from or "") > begins), key=_begin)
    before = sorted((c for c in known if (c.valid_from or "") < begins), key=_begin)
    twin = [c for c in known if c.valid_from == begins]
    if twin:
        return _corrected(twin[-1], said, when)
    added = replace(said, valid_from=begins, valid_to=day_before(str(after[0].valid_from)) if after else None)
    return _inserted(before[-1] if before else None, added, begins)


def _begin(certificate: CertificateFact) -> str:
    return certificate.valid_from or ""


def _is_the_same(known: CertificateFact, said: CertificateFact) -> bool:
    if said.number is None or known.number is None:
        return known.kind == said.kind and said.grade in {None, known.grade}
    return known.number == said.number


def _again(known: CertificateFact, said: CertificateFact, when: ListTime) -> CertificateEffect:
    """The same certificate once more: renewed, frozen, annulled, or unchanged."""
    if known.month > when.first:
        return UNCHANGED
    wanted = replace(
        known,
        grade=known.grade if said.grade is None else said.grade,
        number=known.number if said.number is None else said.number,
        issued=said.issued or known.issued,
        expires=said.expires or known.expires,
        status=said.status,
        status_on=said.status_on,
    )
    if wanted.content == known.content and wanted.number == known.number:
        return UNCHANGED
    new = replace(wanted, id=None, county=said.county, month=when.first)
    if said.issued and known.issued and said.issued > known.issued and said.issued > (known.valid_from or ""):
        old = replace(known, valid_to=day_before(said.issued), id=None)
        return Effect(Outcome.CHANGED, end=(known,), add=(old, replace(new, valid_from=said.issued)))
    return Effect(Outcome.CHANGED, end=(known,), add=(new,))


def _corrected(known: CertificateFact, said: CertificateFact, when: ListTime) -> CertificateEffect:
    if known.month > when.first:
        return UNCHANGED
    new = replace(said, valid_from=known.valid_from, valid_to=known.valid_to)
    return Effect(Outcome.CHANGED, end=(known,), add=(new,))


def _inserted(before: CertificateFact | None, added: CertificateFact, begins: str) -> CertificateEffect:
    if before is None:
        return Effect(Outcome.ADDED, add=(added,))
    if before.valid_to is not None and before.valid_to < begins:
        return Effect(Outcome.CHANGED, add=(added,))
    shortened = replace(before, valid_to=day_before(begins), id=None)
    return Effect(Outcome.CHANGED, end=(before,), add=(shortened, added))
