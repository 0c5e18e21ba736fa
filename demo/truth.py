"""What was planted, kept aside for the tests. The product never reads it."""

import json
from pathlib import Path
from typing import Any

from demo import months, owed
from demo.rosters.sheet import Roster
from demo.world import District


def of_findings(district: District) -> list[dict[str, Any]]:
    """Return every finding a perfect comparison makes for June 2026."""
    return [
        {
            "district": found.district,
            "list": found.list,
            "programme": found.programme,
            "id_number": found.number,
            "name": found.name,
            "reason": found.reason,
            "since_month": found.since,
            "story": district.stories[found.key],
        }
        for found in district.findings
    ]


def of_money(district: District) -> list[dict[str, Any]]:
    """Return what was paid too much or too little since January, by person and programme, in fen."""
    return [
        {"programme": each.programme, "id_number": each.number, "name": each.name, "fen": each.fen}
        for each in owed.differences(district.people, district.place)
    ]


def of_roster(roster: Roster, district: str) -> dict[str, Any]:
    """Return what a careful reader makes of one file, by line."""
    refused, repaired, conflicts = [], [], []
    for line, row in enumerate(roster.rows, start=roster.first_line):
        number = row.person.number if row.person else None
        if row.refused:
            refused.append(
                {"line": line, "family": row.refused, "name": row.person.name if row.person else None}
            )
        elif row.conflict:
            conflicts.append({"line": line, "kind": row.conflict, "id_number": number})
        elif row.repaired:
            repaired.append({"line": line, "how": row.repaired, "id_number": number})
    return {
        "file": roster.file,
        "district": district,
        "kind": roster.kind,
        "month": months.text(roster.month),
        "rows": len(roster.rows),
        "refused": refused,
        "repaired": repaired,
        "conflicts": conflicts,
    }


def write(content: object, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
