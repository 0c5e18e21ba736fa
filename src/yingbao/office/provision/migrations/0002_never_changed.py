"""The database refuses to change, delete or empty the dues, and PostgreSQL holds them to the sight (ADR 16)."""

from typing import ClassVar

from django.db import migrations

from yingbao.office.access.actions.row_security import hold_to_sight, lies_here
from yingbao.office.audit.actions.never_changed import never_changed

GUARDED = {"provision_due": "a due"}


class Migration(migrations.Migration):
    dependencies: ClassVar = [("provision", "0001_initial"), ("casework", "0005_held_to_sight")]

    operations: ClassVar = [never_changed(GUARDED), hold_to_sight({"provision_due": lies_here()})]
