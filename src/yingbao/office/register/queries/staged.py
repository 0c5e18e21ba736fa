"""What a received list would do, row by row, for the dry run and the download of refused rows."""

from django.db.models import QuerySet

from yingbao.office.access.models import Officer
from yingbao.office.register import models
from yingbao.office.register.choices import RowOutcome
from yingbao.office.register.models import Source, StagedRow
from yingbao.office.register.roster_kinds import RosterKind

ONLY_HEADER = "only_header"


def list_staged_rows(officer: Officer, source: Source, outcome: str | None = None) -> QuerySet[StagedRow]:
    """Return the rows of a list of the officer's division, all or those of one outcome, as in the file."""
    low, high = officer.scope
    rows = StagedRow.objects.filter(
        source=source, source__division_code__gte=low, source__division_code__lt=high
    ).order_by("line")
    return rows.filter(outcome=outcome) if outcome else rows


def list_refused_rows(officer: Officer, source: Source) -> QuerySet[StagedRow]:
    """Return the rows of a list that were refused, with their reasons."""
    return list_staged_rows(officer, source, RowOutcome.REFUSED)


def list_untold_schemes(source: Source, kind: RosterKind) -> list[str]:
    """Return the schemes a complete list could end and has no row of, so that it changes nothing there."""
    if not kind.complete or kind.absent == "kept":
        return []
    told = {*source.counts.get("schemes", ()), *source.said_empty}
    return [scheme for scheme in kind.covers if scheme not in told]


def list_touched_persons(after: int, until: int) -> set[int]:
    """Return whom the sources recorded after one horizon and up to another brought or ended facts about."""
    tables = (
        models.Certificate,
        models.Spell,
        models.Hukou,
        models.Home,
        models.Death,
        models.StatedFact,
        models.Standing,
    )
    touched: set[int] = set()
    for table in tables:
        for column in ("source_id", "ended_by_id"):
            found = table._default_manager.filter(**{f"{column}__gt": after, f"{column}__lte": until})
            touched.update(found.values_list("person_id", flat=True))
    return touched
