"""Write the answers of a run as changes to what is believed.

A month later than any determined before closes the old answer at the month
before. A month that was determined already is superseded: what stays before
it, the new answer, what stays after it. Nothing is deleted.
"""
# ruff: noqa: S608 - only our own names and numbers stand in these statements.

from dataclasses import dataclass

from yingbao.law.rules.months import MonthRules
from yingbao.office.determination import layouts
from yingbao.office.determination.models import Run
from yingbao.office.determination.negative import refuse_negative
from yingbao.office.determination.tables import CHANGED, FOLK, analyze, answers_of, execute, temporary
from yingbao.values.month import Month

WORDS = ("true_bits", "unknown_bits", "yes_bits", "ask_bits", "amounts")


@dataclass(frozen=True)
class Place:
    """Where the answers of a run go: its county and month, and whether the month is the newest."""

    run: Run
    month: Month
    latest: Month | None
    # The table of the persons asked about, when not everyone is.
    chosen: str | None = None

    @property
    def day(self) -> str:
        return f"'{self.month.first_day.isoformat()}'"

    @property
    def day_before(self) -> str:
        return f"'{(self.month - 1).first_day.isoformat()}'"

    @property
    def day_after(self) -> str:
        return f"'{(self.month + 1).first_day.isoformat()}'"

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever believed on purpose about this month or a later one."""
        return self.latest is None or self.month > self.latest

    @property
    def is_past(self) -> bool:
        return self.latest is not None and self.month < self.latest

    def believed(self, alias: str, page: int | None = None) -> str:
        """Return the condition that a decision is what is believed for the month."""
        of_page = "" if page is None else f" AND {alias}.page = {page}"
        return (
            f"{alias}.county = '{self.run.county}'{of_page} AND {alias}.run_to_id IS NULL"
            f" AND {alias}.month_from <= {self.day}"
            f" AND ({alias}.month_to IS NULL OR {alias}.month_to >= {self.day})"
        )


CHANGED_COLUMNS = "person_id BIGINT NOT NULL, page SMALLINT NOT NULL, old_id BIGINT, gone BOOLEAN NOT NULL"


def store_answers(place: Place, rules: MonthRules) -> dict[str, int]:
    """Write what differs from the belief and return how many answers are new, changed and gone."""
    with temporary(CHANGED, CHANGED_COLUMNS):
        for page in range(len(rules.pages)):
            _find_changes(place, page)
        _find_gone(place)
        analyze(CHANGED)
        return write_changes(place, rules)


def _find_changes(place: Place, page: int) -> None:
    differs = " OR ".join(f"old.{word} <> new.{word}" for word in WORDS)
    execute(
        f"INSERT INTO {CHANGED} (person_id, page, old_id, gone)"
        f" SELECT new.person_id, {page}, old.id, FALSE FROM {answers_of(page)} AS new"
        f" LEFT JOIN determination_decision AS old"
        f" ON old.person_id = new.person_id AND {place.believed('old', page)}"
        f" LEFT JOIN determination_run AS basis ON basis.id = old.basis_id"
        f" WHERE old.id IS NULL OR basis.layout_id <> {place.run.layout_id} OR {differs}"
    )


def _find_gone(place: Place) -> None:
    """Find persons the county no longer knows, and pages the pack no longer has."""
    among = f" AND old.person_id IN (SELECT person_id FROM {place.chosen})" if place.chosen else ""
    pages = place.run.layout.pages if place.run.layout else []
    execute(
        f"INSERT INTO {CHANGED} (person_id, page, old_id, gone)"
        f" SELECT old.person_id, old.page, old.id, TRUE FROM determination_decision AS old"
        f" LEFT JOIN {FOLK} AS folk ON folk.person_id = old.person_id"
        f" WHERE {place.believed('old')} AND (folk.person_id IS NULL OR old.page >= {len(pages)}){among}"
    )


def write_changes(place: Place, rules: MonthRules) -> dict[str, int]:
    """Close or supersede the old answers named in the table of changes, and insert the new ones.

    Raises:
        NegativeAmount: the rules owe somebody less than nothing; nothing is written.
    """
    refuse_negative(rules, CHANGED)
    old = f"SELECT old_id FROM {CHANGED} WHERE old_id IS NOT NULL"
    counts = {}
    if place.is_new:
        counts["ended"] = execute(
            f"UPDATE determination_decision SET month_to = {place.day_before} WHERE id IN ({old})"
        )
    else:
        counts["ended"] = _supersede(place, old)
    counts["written"] = sum(_insert_new(place, page) for page in range(len(rules.pages)))
    for page in range(len(rules.pages)):
        _insert_grants(place, page)
    return counts


def _supersede(place: Place, old: str) -> int:
    run = place.run.pk
    ended = execute(f"UPDATE determination_decision SET run_to_id = {run} WHERE id IN ({old})")
    _copy_part(place, "d.month_from", place.day_before, f"d.month_from < {place.day}")
    if place.is_past:
        _copy_part(place, place.day_after, "d.month_to", f"d.month_to IS NULL OR d.month_to > {place.day}")
    execute(
        f"INSERT INTO determination_grant (decision_id, programme, outcome, amount_fen)"
        f" SELECT part.id, g.programme, g.outcome, g.amount_fen FROM determination_decision AS old"
        f" JOIN determination_decision AS part ON part.person_id = old.person_id AND part.page = old.page"
        f" AND part.county = old.county AND part.run_from_id = {run} AND part.basis_id <> {run}"
        f" JOIN determination_grant AS g ON g.decision_id = old.id WHERE old.run_to_id = {run}"
    )
    return ended


def _copy_part(place: Place, first: str, last: str, where: str) -> None:
    execute(
        f"INSERT INTO determination_decision (person_id, county, page, month_from, month_to,"
        f" {', '.join(WORDS)}, basis_id, run_from_id, run_to_id)"
        f" SELECT d.person_id, d.county, d.page, {_day(first)}, {_day(last)},"
        f" {', '.join('d.' + word for word in WORDS)}, d.basis_id, {place.run.pk}, NULL"
        f" FROM determination_decision AS d WHERE d.run_to_id = {place.run.pk} AND ({where})"
    )


def _day(expression: str) -> str:
    # PostgreSQL would take a bare '2026-06-01' in a SELECT for a text; SQLite keeps days as text.
    return f"DATE({expression})" if expression.startswith("'") else expression


def _insert_new(place: Place, page: int) -> int:
    last = _day(place.day) if place.is_past else "NULL"
    run = place.run.pk
    return execute(
        f"INSERT INTO determination_decision (person_id, county, page, month_from, month_to,"
        f" {', '.join(WORDS)}, basis_id, run_from_id, run_to_id)"
        f" SELECT new.person_id, '{place.run.county}', {page}, {_day(place.day)}, {last},"
        f" {', '.join('new.' + word for word in WORDS)}, {run}, {run}, NULL"
        f" FROM {answers_of(page)} AS new JOIN {CHANGED} AS changed"
        f" ON changed.person_id = new.person_id AND changed.page = {page} AND NOT changed.gone"
    )


def _insert_grants(place: Place, page: int) -> None:
    assert place.run.layout is not None  # noqa: S101 - a run has its layout before it writes
    for programme in layouts.programmes_of(place.run.layout.pages, page):
        amount = f"new.{programme.amount_column}" if programme.amount_column else "CAST(NULL AS BIGINT)"
        execute(
            f"INSERT INTO determination_grant (decision_id, programme, outcome, amount_fen)"
            f" SELECT d.id, '{programme.id}',"
            f" CASE WHEN (new.yes_bits & {programme.mask}) <> 0 THEN 'yes' ELSE 'ask' END, {amount}"
            f" FROM determination_decision AS d JOIN {answers_of(page)} AS new ON new.person_id = d.person_id"
            f" WHERE d.basis_id = {place.run.pk} AND d.run_from_id = {place.run.pk} AND d.page = {page}"
            f" AND ((new.yes_bits | new.ask_bits) & {programme.mask}) <> 0"
        )
