"""PostgreSQL holds lines, receivables and what hangs on them to the sight as well (ADR 16)."""

from typing import ClassVar

from django.db import migrations

from yingbao.office.access.actions.row_security import hangs_on, hold_to_sight, lies_here

OF_RECEIVABLE = ["payments_instalment", "payments_recovery", "payments_writeoff"]


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("payments", "0002_what_hangs_on_other_rooms"),
        ("provision", "0002_never_changed"),
    ]

    operations: ClassVar = [
        hold_to_sight(
            {
                "payments_line": lies_here(),
                "payments_receivable": lies_here(),
                "payments_lineproblem": hangs_on("payments_line", "payments_lineproblem.line_id"),
                "payments_discharge": hangs_on("provision_due", "payments_discharge.due_id"),
                **{table: hangs_on("payments_receivable", f"{table}.receivable_id") for table in OF_RECEIVABLE},
            }
        ),
    ]
