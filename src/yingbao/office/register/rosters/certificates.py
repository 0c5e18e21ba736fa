"""Certificates of record, as lists tell them."""

from collections.abc import Container
from dataclasses import dataclass, replace

from yingbao.office.register.rosters.effects import Effect, Outcome
from yingbao.office.register.rosters.times import ListTime, day_before

# A certificate in one of these states is none for the county that says so.
GONE = {"annulled", "transferred", "replaced"}
# In one of these it is not in force, until a list says otherwise.
NOT_IN_FORCE = {"frozen", *GONE}


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
    known: list[CertificateFact],
    said: CertificateFact,
    when: ListTime,
    told: Container[bytes | None] = frozenset(),
) -> CertificateEffect:
    """Return what a row does to the known certificates of a person; `told` are the numbers on this list.

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
        taken_back = _taken_back(known, same[-1], said, when, told)
        return taken_back or _again(same[-1], said, when, [c for c in known if c is not same[-1]])
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


def _taken_back(
    known: list[CertificateFact],
    same: CertificateFact,
    said: CertificateFact,
    when: ListTime,
    told: Container[bytes | None],
) -> CertificateEffect | None:
    """Another list of the month told of a newer certificate, and this one corrects it: there is none."""
    newer = tuple(c for c in known if (c.valid_from or "") > (same.valid_from or ""))
    mistaken = all(
        c.id is not None and c.month == when.first and c.number is not None and c.number not in told
        for c in newer
    )
    if not newer or not mistaken or same.valid_to is None:
        return None
    restored = replace(_wanted(same, said), id=None, county=said.county, month=when.first, valid_to=None)
    return Effect(Outcome.CHANGED, end=(same, *newer), add=(restored,))


def _again(
    known: CertificateFact, said: CertificateFact, when: ListTime, others: list[CertificateFact]
) -> CertificateEffect:
    """The same certificate once more: renewed, frozen, in force again, annulled, or unchanged."""
    if known.month > when.first:
        return UNCHANGED
    wanted = _wanted(known, said)
    if wanted.content == known.content and wanted.number == known.number:
        return UNCHANGED
    new = replace(wanted, id=None, county=said.county, month=when.first)
    if known.month == when.first and known.valid_from == known.issued and _begin(known) > (new.issued or ""):
        return _issued_earlier(known, new, others)
    if _is_issued_later(known, said) and not _is_in_force_again(known, new, when):
        return _issued_later(known, new, others)
    return Effect(Outcome.CHANGED, end=(known,), add=_since(known, new, said, when))


def _wanted(known: CertificateFact, said: CertificateFact) -> CertificateFact:
    """Return the known certificate as the row tells it; what the row leaves out stays."""
    return replace(
        known,
        grade=known.grade if said.grade is None else said.grade,
        number=known.number if said.number is None else said.number,
        issued=said.issued or known.issued,
        expires=said.expires or known.expires,
        status=said.status,
        status_on=said.status_on,
    )


def _since(
    known: CertificateFact, new: CertificateFact, said: CertificateFact, when: ListTime
) -> tuple[CertificateFact, ...]:
    """Return what was known until it was renewed or in force again, and the new; else the new alone."""
    begins = None
    later = bool(said.issued and known.issued and said.issued > known.issued)
    if later and not _is_issued_later(known, said) and (said.issued or "") > _begin(known):
        begins = said.issued
    elif _is_in_force_again(known, new, when):
        begins = when.first
    if begins is None:
        return (new,)
    return replace(known, valid_to=day_before(begins), id=None), replace(new, valid_from=begins)


def _is_in_force_again(known: CertificateFact, new: CertificateFact, when: ListTime) -> bool:
    """Whether an earlier list said it was not in force: until this list's month it was not."""
    thawed = known.status in NOT_IN_FORCE and new.status not in NOT_IN_FORCE
    return thawed and known.month < when.first and (known.valid_from or "") < when.first


def _issued_earlier(
    known: CertificateFact, new: CertificateFact, others: list[CertificateFact]
) -> CertificateEffect:
    """A list corrects the day of issue another of its month told; the certificate before ends accordingly."""
    begins = new.issued or ""
    before = sorted((c for c in others if _begin(c) < _begin(known)), key=_begin)
    if not before or (before[-1].valid_to or "") < begins:
        return Effect(Outcome.CHANGED, end=(known,), add=(replace(new, valid_from=begins),))
    last = before[-1]
    if begins > _begin(last):
        shortened = replace(last, valid_to=day_before(begins), id=None)
        return Effect(Outcome.CHANGED, end=(last, known), add=(shortened, replace(new, valid_from=begins)))
    if _is_the_same(last, new):
        return Effect(Outcome.CHANGED, end=(last, known), add=(replace(new, valid_from=last.valid_from),))
    return Effect(Outcome.CHANGED, end=(known,), add=(new,))


def _is_issued_later(known: CertificateFact, said: CertificateFact) -> bool:
    """Whether a list corrects the day of issue to a later one; a renewal has a later last day too."""
    later = bool(known.issued and said.issued and said.issued > known.issued)
    same_paper = said.number is not None and said.number == known.number
    return later and same_paper and said.expires is not None and said.expires == known.expires


def _issued_later(
    known: CertificateFact, new: CertificateFact, others: list[CertificateFact]
) -> CertificateEffect:
    """A certificate was issued later than was told; the one before was of record until then."""
    begins = new.issued or ""
    if known.valid_from != known.issued or (known.valid_to is not None and known.valid_to < begins):
        return Effect(Outcome.CHANGED, end=(known,), add=(new,))
    ended_then = day_before(_begin(known))
    last = next((c for c in others if c.valid_to == ended_then), None)
    moved = replace(new, valid_from=begins)
    if last is None:
        return Effect(Outcome.CHANGED, end=(known,), add=(moved,))
    longer = replace(last, valid_to=day_before(begins), id=None)
    return Effect(Outcome.CHANGED, end=(last, known), add=(longer, moved))


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
