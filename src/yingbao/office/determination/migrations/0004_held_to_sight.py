"""PostgreSQL holds what was decided to the sight as well (ADR 16)."""

from django.db import migrations

from yingbao.office.access.actions.row_security import hangs_on, hold_to_sight, lies_here, stands_here


def of_person_and_county(table: str) -> str:
    """Whoever sees the whole county sees what it decided; below, whoever stands there now decides."""
    person = stands_here(f"{table}.person_id", f"{table}.county")
    return f"({lies_here(f'{table}.county')}) OR {person}"


class Migration(migrations.Migration):
    dependencies = [
        ("determination", "0003_cut_to_what_may_be_seen"),
        ("register", "0006_held_to_sight"),
    ]

    operations = [
        hold_to_sight(
            {
                "determination_decision": of_person_and_county("determination_decision"),
                "determination_finding": of_person_and_county("determination_finding"),
                "determination_grant": hangs_on("determination_decision", "determination_grant.decision_id"),
            }
        ),
    ]
