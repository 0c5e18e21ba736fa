"""Store what a comparison found as changes to the lists."""

from collections.abc import Iterable
from typing import TypeAlias

from yingbao.office.access.queries import get_names_seen_from
from yingbao.office.determination.findings import Found, rows_of
from yingbao.office.determination.models import Finding, Run

Content: TypeAlias = tuple[object, ...]
BATCH = 1000


def store_findings(run: Run, found: Iterable[Found]) -> dict[str, int]:
    """Write the rows that are new or differ, end those that are no longer found; return how many of each.

    A row whose reason stays and whose money differs is ended and written anew,
    so that what an officer saw then can still be seen.
    """
    rows = {row.key: row for row in rows_of(found, get_names_seen_from(run.county))}
    standing = Finding.objects.filter(county=run.county, month=run.month, run_to=None)
    ended: list[int] = []
    for finding in standing:
        key = finding.person_id, finding.list, finding.programme, finding.reason
        row = rows.get(key)
        if row is not None and _content(finding) == _content_of(row):
            del rows[key]
        else:
            ended.append(finding.pk)
    for start in range(0, len(ended), BATCH):
        Finding.objects.filter(pk__in=ended[start : start + BATCH]).update(run_to=run)
    Finding.objects.bulk_create((_finding(run, row) for row in rows.values()), batch_size=BATCH)
    return {"findings_ended": len(ended), "findings_written": len(rows)}


def _content(finding: Finding) -> Content:
    return (
        finding.params,
        finding.clause,
        finding.since_month,
        finding.monthly_fen,
        finding.at_stake_fen,
    )


def _content_of(row: Found) -> Content:
    since = row.since.first_day if row.since else None
    return dict(row.params), row.clause, since, row.monthly_fen, row.at_stake_fen


def _finding(run: Run, row: Found) -> Finding:
    return Finding(
        person_id=row.person,
        county=run.county,
        month=run.month,
        list=row.list,
        programme=row.programme,
        reason=row.reason,
        params=dict(row.params),
        clause=row.clause,
        since_month=row.since.first_day if row.since else None,
        monthly_fen=row.monthly_fen,
        at_stake_fen=row.at_stake_fen,
        run_from=run,
    )
