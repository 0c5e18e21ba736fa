"""Where an officer works: the county, and the part of it that is the officer's own."""

from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.law.packs import Pack
from yingbao.office.access.models import Officer
from yingbao.office.access.queries import get_names
from yingbao.office.determination.packs import pack_of
from yingbao.values.division import DivisionCode, NotADivision
from yingbao.values.month import Month


@dataclass(frozen=True)
class Place:
    """The county whose rules and rosters count, and the division whose persons the officer sees."""

    county: str
    county_name: str
    division: str
    division_name: str

    @property
    def name(self) -> str:
        """The place as a heading: 武陵源区, or 武陵源区军地坪街道."""
        return self.county_name if self.county == self.division else self.county_name + self.division_name


def county_of(officer: Officer) -> str:
    """Return the county an officer works in; one who works above counties has no such page."""
    try:
        return DivisionCode(officer.division_id).county.code
    except NotADivision:
        raise Http404(gettext("This page is about one county.")) from None


def rules_of(officer: Officer) -> Pack:
    """Return the rules of the officer's county as they are this month."""
    return pack_of(county_of(officer), Month.of(timezone.localdate()))


def place_of(officer: Officer) -> Place:
    """Return where an officer works, with names; asked once per request."""
    known: Place | None = getattr(officer, "_place", None)
    if known is None:
        code = officer.division_id
        names = get_names({code, code[:6]})
        known = Place(code[:6], names.get(code[:6], code[:6]), code, names.get(code, code))
        officer._place = known  # type: ignore[attr-defined]
    return known


def place_in_words(code: str, names: dict[str, str]) -> str:
    """Return township and village of a code: 协合乡 协合村委会."""
    return " ".join(names[part] for part in dict.fromkeys((code[:9], code)) if part in names)
