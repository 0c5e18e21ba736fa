"""Letters an officer sees, and the parts a letter is laid out in."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from yingbao.office.access.choices import Role
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.casework.models import Letter
from yingbao.office.casework.queries.cases import visible_cases
from yingbao.office.casework.saying import day


@dataclass(frozen=True)
class LaidOut:
    """A letter as an office writes it: title, number on the right, addressee, body, office and day below."""

    title: str
    number: str
    addressee: str
    body: tuple[str, ...]
    office: str
    day: str


def visible_letters(officer: Officer) -> QuerySet[Letter]:
    """Return the letters of the cases an officer sees, and the division's without a case, newest first."""
    if not may(officer, Permission.VIEW_CASES):
        return Letter.objects.none()
    low, high = officer.scope
    seen = Q(case__in=visible_cases(officer))
    if officer.role != Role.LEAD_UNIT:
        seen |= Q(case__isnull=True, division_code__gte=low, division_code__lt=high)
    return Letter.objects.filter(seen).order_by("-id")


def get_letter(officer: Officer, letter_id: int) -> Letter | None:
    """Return one visible letter, or None."""
    return visible_letters(officer).select_related("case", "person").filter(pk=letter_id).first()


def laid_out(letter: Letter, language: str) -> LaidOut:
    """Return the parts of a letter from the words that were kept; what is no other part is body.

    The number, the office and the day are paragraphs of their own in the pack's letters; the addressee is the
    first line that is none of these and ends with a colon (in English: begins with To).
    """
    words = [str(each[language]).strip() for each in letter.paragraphs]
    made_on = getattr(day(letter.made_on), language)
    number = next((each for each in words[:2] if each.endswith(letter.number)), "")
    office = letter.office if letter.office in words[-2:] else ""
    signed = made_on if made_on in words[-2:] else ""
    body = [each for each in words if each and each not in {number, office, signed}]
    begins = ("To ",) if language == "en" else ()
    first = body[0] if body else ""
    addressee = first if first.endswith(("：", ":")) or first.startswith(begins or ("\0",)) else ""
    return LaidOut(
        title=letter.title_en if language == "en" else letter.title_zh,
        number=number,
        addressee=addressee,
        body=tuple(body[1:] if addressee else body),
        office=office,
        day=signed,
    )
