"""Letters: filled in once from the pack's words, kept, and printed as often as asked."""

from datetime import date, datetime

from yingbao.law.packs.records import records_of
from yingbao.office.access.models import Officer
from yingbao.office.casework.actions.numbering import next_number
from yingbao.office.casework.lettering import Said, words_for
from yingbao.office.casework.models import Case, Letter
from yingbao.office.casework.queries.courses import pack_of_case, process_of
from yingbao.values.month import Month


class NoSuchLetter(Exception):
    """The rules of the county have no letter of this name."""


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
    template = records_of(pack).letters.get(kind)
    if template is None:
        raise NoSuchLetter(kind)
    number = next_number(county=case.county, kind="letter", year=on.year)
    words = words_for(case, on=on, number=number, said=said)
    remedies = process_of(pack, case.process).remedies
    filled = template.fill(words, pack.parameters, Month.of(on), remedies)
    return Letter.objects.create(  # type: ignore[no-any-return]  # a manager cut to sight
        number=number,
        county=case.county,
        division_code=case.division_code,
        person=case.person,
        case=case,
        kind=kind,
        about=said.about,
        title_zh=filled.title.zh,
        title_en=filled.title.en,
        paragraphs=[{"zh": each.zh, "en": each.en} for each in filled.paragraphs],
        office=str(words["office"]),
        made_on=on,
        made_by=by if isinstance(by, str) else by.username,
        made_at=at,
    )
