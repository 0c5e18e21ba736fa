"""PostgreSQL holds cases and what hangs on them to the sight as well (ADR 16)."""

from django.db import migrations

from yingbao.office.access.actions.row_security import (
    hangs_on,
    hold_to_sight,
    lies_here,
    lies_with_cases,
    show_besides,
)

WITH_CASES = ["casework_case", "casework_award", "casework_letter", "casework_objection"]
WITH_PERSONS = ["casework_supportplan", "casework_reviewitem", "casework_certificatereminder"]
OF_CASE = [
    "casework_alarm",
    "casework_applicant",
    "casework_bundlecase",
    "casework_caseact",
    "casework_noticeline",
    "casework_paper",
]
# Whose rows name a person who need not stand here any more, or whose file is not seen.
NAMES_A_PERSON = ["casework_case", "casework_letter", "casework_supportplan", "casework_reviewitem"]


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0004_bundles"),
        ("register", "0006_held_to_sight"),
    ]

    operations = [
        hold_to_sight(
            {
                **{table: lies_with_cases() for table in WITH_CASES},
                **{table: lies_here() for table in WITH_PERSONS},
                **{table: hangs_on("casework_case", f"{table}.case_id") for table in OF_CASE},
                "casework_awardchange": hangs_on("casework_award", "casework_awardchange.award_id"),
                "casework_plannedservice": hangs_on("casework_supportplan", "casework_plannedservice.plan_id"),
            }
        ),
        show_besides(
            "register_person",
            {
                f"named_in_{table}": f"EXISTS (SELECT 1 FROM {table} AS row_of_it"
                f" WHERE row_of_it.person_id = register_person.id)"
                for table in NAMES_A_PERSON
            },
        ),
    ]
