"""Letters: filled in once from the pack's words, kept, and printed as often as asked."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from yingbao.law.facts.problems import Wording
from yingbao.law.packs import Pack
from yingbao.law.packs.records import records_of
from yingbao.office.access.models import Officer
from yingbao.office.casework.actions.numbering import next_number
from yingbao.office.casework.lettering import Said, words_for
from yingbao.office.casework.models import Case, Letter
from yingbao.office.casework.queries.courses import pack_of_case, process_of
from yingbao.office.register.models import Person
from yingbao.values.month import Month


class NoSuchLetter(Exception):
    """The rules of the county have no letter of this name."""


@dataclass(frozen=True)
class Sheet:
    """What a letter is, whom it is about, and by which rules; `about` names what it answers."""

    kind: str
    about: str
    county: str
    division_code: str
    person: Person
    pack: Pack
    remedies: Collection[str] = ()
    case: Case | None = None


def make_letter(
    *,
    kind: str,
    case: Case,
    on: date,
    at: datetime,
    by: Officer | str,
    said: Said | None = None,
) -> Letter:
    """Make a letter of a case and keep the words it was made of. The caller's transaction holds the case.

    A second letter of the same kind on the same day is the same letter, unless it says that it
    is about something else.

    Raises:
        NoSuchLetter: the pack has no such letter.
        LetterUnfinished: something it names is not known, such as the telephone of the office.
    """
    said = said or Said()
    known = Letter.objects.filter(case=case, kind=kind, about=said.about, made_on=on).first()
    if known is not None:
        return known  # type: ignore[no-any-return]  # a manager cut to sight
    pack = pack_of_case(case)
    sheet = Sheet(
        kind=kind,
        about=said.about,
        county=case.county,
        division_code=case.division_code,
        person=case.person,
        pack=pack,
        remedies=process_of(pack, case.process).remedies,
        case=case,
    )
    return write_letter(
        sheet, lambda number: words_for(case, on=on, number=number, said=said), on=on, at=at, by=by
    )


def write_letter(
    sheet: Sheet,
    words_of: Callable[[str], Mapping[str, Wording | str]],
    *,
    on: date,
    at: datetime,
    by: Officer | str,
) -> Letter:
    """Fill in a letter with the words that go with its number, and keep them.

    Raises:
        NoSuchLetter: the pack has no such letter.
        LetterUnfinished: something it names is not known, such as the telephone of the office.
    """
    template = records_of(sheet.pack).letters.get(sheet.kind)
    if template is None:
        raise NoSuchLetter(sheet.kind)
    number = next_number(county=sheet.county, kind="letter", year=on.year)
    words = words_of(number)
    filled = template.fill(words, sheet.pack.parameters, Month.of(on), sheet.remedies)
    return Letter.objects.create(  # type: ignore[no-any-return]  # a manager cut to sight
        number=number,
        county=sheet.county,
        division_code=sheet.division_code,
        person=sheet.person,
        case=sheet.case,
        kind=sheet.kind,
        about=sheet.about,
        title_zh=filled.title.zh,
        title_en=filled.title.en,
        paragraphs=[{"zh": each.zh, "en": each.en} for each in filled.paragraphs],
        office=str(words.get("office", "")),
        made_on=on,
        made_by=by if isinstance(by, str) else by.username,
        made_at=at,
    )
