"""What a year's money did (资金绩效): how much to how many, how soon, and to how many of those entitled."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from yingbao.law.packs import Pack
from yingbao.office.determination.packs import looking_once, pack_of
from yingbao.office.determination.queries.entitled import count_in_county
from yingbao.office.determination.tables import fetch
from yingbao.office.payments.queries.forecasts import get_newest_reckoned
from yingbao.values.month import Month
from yingbao.values.sure import Sure

PAY_DAY = "pay_day"  # what a parameter is called that says by which day money has arrived

_PERSONS = """
SELECT roll.programme, COUNT(DISTINCT COALESCE(person.merged_into_id, person.id)), SUM(line.fen)
FROM payments_line line JOIN payments_roll roll ON roll.id = line.roll_id
JOIN payments_paymonth month ON month.id = roll.month_id
JOIN register_person person ON person.id = line.person_id
WHERE roll.county = %s AND month.month BETWEEN %s AND %s AND line.state = 'settled' AND line.fen > 0
GROUP BY roll.programme
"""
# Months in which something was paid to someone, whenever they were owed.
_PERSON_MONTHS = """
SELECT programme, COUNT(*) FROM (
  SELECT due.programme, due.award_id, due.period
  FROM payments_roll roll JOIN payments_paymonth month ON month.id = roll.month_id
  JOIN payments_line line ON line.roll_id = roll.id AND line.state = 'settled'
  JOIN payments_discharge paid ON paid.line_id = line.id AND paid.alive
  JOIN provision_due due ON due.id = paid.due_id
  WHERE roll.county = %s AND month.month BETWEEN %s AND %s AND due.per = 'month' AND due.unit = 'fen'
  GROUP BY due.programme, due.award_id, due.period HAVING SUM(due.amount) > 0) paid_months
GROUP BY programme
"""
# What was found first of each month, and on which day the bank paid it; what a list had paid is not ours.
_SETTLED = """
SELECT due.programme, due.period, line.answered_on, COUNT(*)
FROM provision_due due
LEFT JOIN payments_discharge paid ON paid.due_id = due.id AND paid.alive
LEFT JOIN payments_line line ON line.id = paid.line_id AND line.state = 'settled'
WHERE due.county = %s AND due.period BETWEEN %s AND %s AND due.sequence = 0 AND due.per = 'month'
  AND due.unit = 'fen' AND due.cause <> 'listed' AND paid.taken_over_id IS NULL
GROUP BY due.programme, due.period, line.answered_on
"""
_PAID_FOR = """
SELECT due.programme, COUNT(DISTINCT due.award_id)
FROM provision_due due JOIN payments_discharge paid ON paid.due_id = due.id AND paid.alive
LEFT JOIN payments_line line ON line.id = paid.line_id
WHERE due.county = %s AND due.period = %s AND due.sequence = 0 AND due.unit = 'fen'
  AND (line.state = 'settled' OR paid.taken_over_id IS NOT NULL)
GROUP BY due.programme
"""


@dataclass(frozen=True)
class Timeliness:
    """How many of the months owed were paid by the pay day of the month after, of those whose day has passed.

    `pay_day` is as the rules of the newest month say; None: they say none, and nothing is counted. `assumed`:
    nobody has confirmed the day for this county.
    """

    pay_day: int | None = None
    assumed: bool = False
    on_time: int = 0
    of: int = 0


@dataclass(frozen=True)
class Coverage:
    """Of those entitled in a month as it was determined, how many were paid for it. None: not known."""

    month: Month | None = None
    paid: int = 0
    entitled: int | None = None


@dataclass(frozen=True)
class Performance:
    """What the money of a programme did in a year. Whether people are content nobody has asked: none."""

    programme: str
    persons: int = 0
    person_months: int = 0
    fen: int = 0
    timeliness: Timeliness = field(default_factory=Timeliness)
    coverage: Coverage = field(default_factory=Coverage)
    satisfaction: None = None


def performance_of(county: str, year: int, *, on: date) -> list[Performance]:
    """Return the figures of each programme that was owed or paid in a year, as known on a day.

    They rest on dues and lines, and so on those who may be seen: ask where the whole county may be.
    """
    first, last = Month(year, 1).first_day.isoformat(), Month(year, 12).first_day.isoformat()
    persons = {each: (many, int(fen)) for each, many, fen in fetch(_PERSONS, county, first, last)}
    months = dict(fetch(_PERSON_MONTHS, county, first, last))
    with looking_once():
        timely = _timeliness(county, fetch(_SETTLED, county, first, last), on)
    programmes = sorted(persons.keys() | timely.keys())
    covered = _coverage(county, year, programmes)
    return [
        Performance(each, *_output(each, persons, months), timely.get(each, Timeliness()), covered[each])
        for each in programmes
    ]


def _output(
    programme: str, persons: dict[str, tuple[int, int]], months: dict[str, int]
) -> tuple[int, int, int]:
    many, fen = persons.get(programme, (0, 0))
    return many, months.get(programme, 0), fen


def _timeliness(county: str, rows: list[tuple[str, object, object, int]], on: date) -> dict[str, Timeliness]:
    of: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    said: dict[str, tuple[int, bool] | None] = {}
    for programme, period, settled, many in sorted(rows, key=lambda row: (row[0], str(row[1]), str(row[2]))):
        month = Month.of(_day(period))
        said[programme] = pay_day = pay_day_of(pack_of(county, month), programme, month)
        counted = of[programme]
        if pay_day is None:
            continue
        by = _deadline(month.next, pay_day[0])
        paid_in_time = settled is not None and _day(settled) <= by
        if paid_in_time or by < on:
            counted[1] += many
            counted[0] += many if paid_in_time else 0
    return {each: _timely(said[each], *counted) for each, counted in of.items()}


def _timely(said: tuple[int, bool] | None, on_time: int, of: int) -> Timeliness:
    return Timeliness() if said is None else Timeliness(*said, on_time, of)


def pay_day_of(pack: Pack, programme: str, month: Month) -> tuple[int, bool] | None:
    """Return by which day of a month a programme is paid, and whether that is only assumed; or None."""
    written = next((each for each in pack.programmes if each.id == programme), None)
    names = written.particulars.goes_by if written else ()
    for name in (each for each in names if each.endswith(PAY_DAY)):
        dated = pack.parameters[name].on(month)
        if dated and isinstance(dated.value, int):
            return dated.value, dated.sure is Sure.ASSUMED
    return None


def _coverage(county: str, year: int, programmes: list[str]) -> dict[str, Coverage]:
    reckoned = get_newest_reckoned(county, year)
    if reckoned is None or reckoned.run_id is None:
        return dict.fromkeys(programmes, Coverage())
    month = Month.of(reckoned.month)
    paid = dict(fetch(_PAID_FOR, county, month.first_day.isoformat()))
    entitled = count_in_county(county=county, month=month, programmes=programmes)
    return {each: Coverage(month, paid.get(each, 0), entitled[each]) for each in programmes}


def _deadline(month: Month, day: int) -> date:
    return min(date(month.year, month.month, min(day, month.last_day.day)), month.last_day)


def _day(value: object) -> date:
    # SQLite gives days as text.
    return value if isinstance(value, date) else date.fromisoformat(str(value))
