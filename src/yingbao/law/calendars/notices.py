"""The yearly notices in `policy/calendars/cn.yaml`: they put the library right and continue it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from pydantic import Field

from yingbao.law.calendars.library import Special
from yingbao.law.facts.documents import Located, read_document
from yingbao.law.facts.problems import Problems, Wording
from yingbao.law.facts.shapes import Shape, fit

NOT_A_YEAR = Wording("“{key}”不是四位数的年份", "“{key}” is no year of four digits")
NOT_ITS_YEAR = Wording(
    "{day} 不属于 {year} 年的通知（只能是当年，或上一年12月）",
    "{day} is not of the notice of {year}: that year, or December before it",
)
BACKWARDS = Wording("to 在 from 之前", "`to` is before `from`")
NAMED_TWICE = Wording("{day} 写了两次", "{day} is named twice")
WORKED_ALREADY = Wording(
    "{day} 是星期一至星期五，本来上班；调休上班只写周末",
    "{day} is Monday to Friday and worked anyway; only weekends are worked in exchange",
)
DECEMBER = 12
SATURDAY = 5


class OffShape(Shape):
    """Days off for a feast, the last one included."""

    name: str
    first: date = Field(alias="from")
    last: date = Field(alias="to")


class NoticeShape(Shape):
    """A notice: where it stands, when it was issued, the days off and the weekends worked in exchange."""

    source: str
    published: date
    off: list[OffShape]
    working: list[date] = []


@dataclass(frozen=True)
class Notice:
    """What one year's notice says of the days it names."""

    year: int
    source: str
    published: date
    specials: tuple[Special, ...]


def read_notices(policy: Path, problems: Problems) -> Mapping[int, Notice]:
    """Return the notices of a policy folder by year, noting what is wrong with them; none without a file."""
    path = policy / "calendars" / "cn.yaml"
    document = read_document(path, problems) if path.exists() else None
    found: dict[int, Notice] = {}
    for key, entry in document.mapping.items() if document else ():
        if not (key.isascii() and key.isdigit() and len(key) == len("2026")):
            problems.add(entry.key_place, NOT_A_YEAR.fill(key=key))
            continue
        shape = fit(NoticeShape, entry, problems)
        if shape is not None:
            specials = tuple(sorted(_specials(int(key), shape, entry, problems)))
            found[int(key)] = Notice(int(key), shape.source, shape.published, specials)
    return found


def _specials(year: int, shape: NoticeShape, entry: Located, problems: Problems) -> Iterator[Special]:
    seen: set[date] = set()
    for special, here in _named(shape, entry, problems):
        day = special.day
        if day in seen:
            problems.add(here.place, NAMED_TWICE.fill(day=day))
        elif not (day.year == year or (day.year == year - 1 and day.month == DECEMBER)):
            problems.add(here.place, NOT_ITS_YEAR.fill(day=day, year=year))
        elif special.working and day.weekday() < SATURDAY:
            problems.add(here.place, WORKED_ALREADY.fill(day=day))
        else:
            seen.add(day)
            yield special


def _named(shape: NoticeShape, entry: Located, problems: Problems) -> Iterator[tuple[Special, Located]]:
    for number, off in enumerate(shape.off):
        here = entry.find(("off", number))
        if off.last < off.first:
            problems.add(here.place, BACKWARDS)
        for ahead in range((off.last - off.first).days + 1):
            yield Special(off.first + timedelta(days=ahead), False, off.name), here
    for number, day in enumerate(shape.working):
        yield Special(day, True, ""), entry.find(("working", number))
