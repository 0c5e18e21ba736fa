"""The SELECTs that say, for many persons at once, what `owed` says for one.

One row per person and period: the award, the decision it rests on, what was found before, what is owed now.
"""
# ruff: noqa: S608 - only our own names, checked codes and days stand in these statements.

from collections.abc import Mapping
from dataclasses import dataclass

from yingbao.office.provision.choices import Cause, Per
from yingbao.office.provision.owed import STOPPING, TURNING, How, Says, Terms
from yingbao.office.provision.periods import period_of
from yingbao.values.month import Month

# The month was determined by rules that knew no such programme: nothing is known of it.
NOT_ASKED = -1
# The programme is not in force in the month: a no.
NOT_IN_FORCE = -2


@dataclass(frozen=True)
class Place:
    """Where the answers of a programme stand in a month: its page, its conditions, those of validity."""

    page: int
    conditions: int = 0
    validity: int = 0


@dataclass(frozen=True)
class Asked:
    """One programme of a county in a month that is reckoned.

    `places` has every determined month that bears on it, up to the last that was reckoned. `learned_in` is
    the month of the business day. `frozen_by` is the month before the period by whose answers it was frozen.
    """

    county: str
    programme: str
    month: Month
    terms: Terms
    places: Mapping[Month, Place]
    learned_in: Month
    frozen_by: Month | None = None

    @property
    def is_monthly(self) -> bool:
        return self.terms.per == Per.MONTH

    @property
    def months(self) -> list[Month]:
        """The months whose answers may decide what the period is owed."""
        if self.is_monthly:
            return [self.month]
        if self.terms.per == Per.ONCE:
            return sorted(self.places)
        period = period_of(self.terms.per, self.month, self.month)
        own = {each for each in self.places if period_of(self.terms.per, each, each) == period}
        if self.frozen_by is not None and self.frozen_by in self.places:
            own.add(self.frozen_by)
        return sorted(own)

    @property
    def spares(self) -> bool:
        """Whether a no takes nothing back, for it was learned after the month."""
        return self.terms.stops_when_compared and self.month < self.learned_in


def day(month: Month) -> str:
    """Return the first day of a month as an expression; a bare text would be taken for a text."""
    return f"DATE('{month.first_day.isoformat()}')"


def owed_select(asked: Asked, first: int, last: int) -> str:
    """Return the SELECT of what is owed to the persons numbered from `first` to `last`."""
    kept = "COALESCE(listed, before, 0)" if asked.is_monthly else "COALESCE(found, 0)"
    on_no = "COALESCE(found, 0)" if asked.spares else "0"
    return (
        f"SELECT known.*, CASE says WHEN '{Says.YES}' THEN fen WHEN '{Says.UNKNOWN}' THEN {kept}"
        f" WHEN '{Says.GONE}' THEN COALESCE(found, 0) WHEN '{Says.NO}' THEN {on_no} ELSE 0 END AS owed,"
        f" CASE says WHEN '{Says.UNKNOWN}' THEN '{How.MONTH_BEFORE}' ELSE '{How.ANSWER}' END AS how,"
        f" 0 AS looked_at"
        f" FROM ({_known(asked, first, last)}) AS known"
    )


def _known(asked: Asked, first: int, last: int) -> str:
    """What the best answer of the period says, beside what was found for it before."""
    before = f"({_before(asked)})" if asked.is_monthly else "CAST(NULL AS BIGINT)"
    return (
        f"SELECT said.*, ({_last(asked, 'after')}) AS found, ({_last(asked, 'sequence')}) AS last_sequence,"
        f" {before} AS before,"
        f" (SELECT l.after FROM provision_due AS l WHERE {_due_of(asked, 'l')}"
        f" AND l.sequence = 0 AND l.cause = '{Cause.LISTED}') AS listed"
        f" FROM ({_said(asked, first, last)}) AS said WHERE said.place = 1"
    )


def _last(asked: Asked, column: str) -> str:
    """What was found for the period last: looked for by person, however many dues there are or seem to be."""
    return (
        f"SELECT s.{column} FROM provision_due AS s WHERE {_due_of(asked, 's')}"
        f" ORDER BY s.sequence DESC LIMIT 1"
    )


def _before(asked: Asked) -> str:
    """What the month before owes."""
    return (
        f"SELECT b.after FROM provision_due AS b WHERE {_due_of(asked, 'b', day(asked.month - 1))}"
        f" ORDER BY b.sequence DESC LIMIT 1"
    )


def _due_of(asked: Asked, alias: str, period: str = "said.period") -> str:
    return (
        f"{alias}.county = '{asked.county}' AND {alias}.programme = '{asked.programme}'"
        f" AND {alias}.period = {period} AND {alias}.person_id = said.person_id"
    )


def _said(asked: Asked, first: int, last: int) -> str:
    """The answers of the period's months, the one that counts in the first place.

    The first yes counts; where none is, a month not known before one that is a no.
    """
    rank = " ".join(f"WHEN '{says}' THEN {n}" for n, says in enumerate(Says))
    return (
        f"SELECT each_month.*, ROW_NUMBER() OVER (PARTITION BY person_id, period ORDER BY"
        f" CASE says {rank} ELSE {len(Says)} END, CASE WHEN says = '{Says.YES}' THEN day END, day DESC,"
        f" award_id DESC) AS place FROM ({_months(asked, first, last)}) AS each_month"
    )


def _months(asked: Asked, first: int, last: int) -> str:
    """The answer of each month for each award that bears on it."""
    period = "a.first_month" if asked.terms.per == Per.ONCE else day(asked_period(asked))

    def here(table: str) -> str:
        # Said of each table: a planner does not infer a range, and would go through all of it for a chunk.
        return f"{table}.person_id >= {first} AND {table}.person_id <= {last}"

    return (
        f"SELECT a.person_id, a.id AS award_id, COALESCE(st.division_code, a.division_code) AS division_code,"
        f" a.first_month, m.day, {period} AS period, d.id AS decision_id, g.amount_fen AS fen,"
        f" {_lapsed('d', 'm')} AND g.id IS NULL AS lapsed,"
        f" CASE WHEN NOT ({in_force('a.id', 'm.day')}){_ends_before(asked)} THEN 'out'"
        f" WHEN m.page = {NOT_IN_FORCE} THEN '{Says.NO}'"
        f" WHEN d.id IS NULL AND st.id IS NULL THEN '{Says.GONE}' WHEN d.id IS NULL THEN '{Says.UNKNOWN}'"
        f" WHEN g.id IS NULL THEN '{Says.NO}'"
        f" WHEN g.outcome = 'yes' AND g.amount_fen IS NOT NULL THEN '{Says.YES}'"
        f" ELSE '{Says.UNKNOWN}' END AS says"
        f" FROM casework_award AS a JOIN ({_places(asked)}) AS m ON m.day >= a.first_month"
        f" OR {_was_listed(asked, 'a.id', 'm.day')}"
        f" LEFT JOIN determination_decision AS d ON d.person_id = a.person_id"
        f" AND {here('d')} AND {_believed('d', asked.county)}"
        f" LEFT JOIN determination_grant AS g ON g.decision_id = d.id AND g.programme = '{asked.programme}'"
        f" LEFT JOIN register_standing AS st ON st.person_id = a.person_id AND {here('st')}"
        f" AND st.county = a.county AND st.ended_by_id IS NULL"
        f" WHERE a.county = '{asked.county}' AND a.programme = '{asked.programme}'"
        f" AND {here('a')}"
    )


def _ends_before(asked: Asked) -> str:
    """A list that was frozen pays for nobody whose award has ended before the period begins."""
    if asked.frozen_by is None:
        return ""
    begins = day(asked_period(asked))
    return f" OR (m.day = {day(asked.frozen_by)} AND NOT ({in_force('a.id', begins)}))"


def asked_period(asked: Asked) -> Month:
    """Return the period of the month that is reckoned, where it is not owed once."""
    return period_of(asked.terms.per, asked.month, asked.month)


def _places(asked: Asked) -> str:
    """The months and where their answers stand."""
    rows = ((each, asked.places.get(each, Place(NOT_ASKED))) for each in asked.months)
    return " UNION ALL ".join(
        f"SELECT {day(month)} AS day, {place.page} AS page, CAST({place.conditions} AS BIGINT) AS conditions,"
        f" CAST({place.validity} AS BIGINT) AS validity"
        for month, place in rows
    )


def _was_listed(asked: Asked, award: str, at: str) -> str:
    """Whether a list that was taken over paid the month: it is compared, though the award begins later."""
    return (
        f"EXISTS (SELECT 1 FROM provision_due AS p WHERE p.county = '{asked.county}'"
        f" AND p.programme = '{asked.programme}' AND p.period = {at} AND p.award_id = {award}"
        f" AND p.sequence = 0 AND p.cause = '{Cause.LISTED}')"
    )


def _believed(alias: str, county: str, at: str = "m.day", page: str = "m.page") -> str:
    return (
        f"{alias}.county = '{county}' AND {alias}.page = {page} AND {alias}.run_to_id IS NULL"
        f" AND {alias}.month_from <= {at} AND ({alias}.month_to IS NULL OR {alias}.month_to >= {at})"
    )


def in_force(award: str, at: str) -> str:
    """Return the condition that an award brings something in a month: its last turn begins or resumes it."""
    turning, stopping = (_named(aims) for aims in (TURNING, STOPPING))
    return (
        f"COALESCE((SELECT c.aim FROM casework_awardchange AS c WHERE c.award_id = {award}"
        f" AND c.from_month <= {at} AND c.aim IN ({turning}) ORDER BY c.number DESC LIMIT 1), '')"
        f" NOT IN ({stopping})"
    )


def _named(aims: frozenset[str]) -> str:
    return ", ".join(f"'{aim}'" for aim in sorted(aims))


def _lapsed(decision: str, place: str) -> str:
    """Whether all conditions are known, and none but those of the certificate's validity fail."""
    failing = f"({place}.conditions & ~{decision}.true_bits)"
    return (
        f"({place}.conditions & {decision}.unknown_bits) = 0 AND {failing} <> 0"
        f" AND ({failing} & ~{place}.validity) = 0"
    )


def yes_of(asked: Asked, month: Month, row: str) -> str:
    """Return the SELECT of the amount another month says yes to, for the award of a row."""
    said_yes = "g.outcome = 'yes' AND g.amount_fen IS NOT NULL"
    return f"SELECT g.amount_fen {_other_month(asked, month, row)} AND {said_yes}"


def lapsed_in(asked: Asked, month: Month, row: str) -> str:
    """Return the SELECT that finds a row where in another month too only the certificate failed."""
    return f"SELECT 1 {_other_month(asked, month, row)} AND g.id IS NULL AND {_lapsed('d', 'm')}"


def _other_month(asked: Asked, month: Month, row: str) -> str:
    place = asked.places[month]
    return (
        f"FROM determination_decision AS d LEFT JOIN determination_grant AS g"
        f" ON g.decision_id = d.id AND g.programme = '{asked.programme}'"
        f" CROSS JOIN (SELECT CAST({place.conditions} AS BIGINT) AS conditions,"
        f" CAST({place.validity} AS BIGINT) AS validity) AS m"
        f" WHERE d.person_id = {row}.person_id"
        f" AND {_believed('d', asked.county, day(month), str(place.page))}"
        f" AND {in_force(f'{row}.award_id', day(month))}"
        f" AND ({row}.first_month <= {day(month)} OR {_was_listed(asked, f'{row}.award_id', day(month))})"
    )
