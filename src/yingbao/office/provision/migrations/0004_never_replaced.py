"""SQLite refuses to replace a due by another of the same person, period and sequence."""

from typing import ClassVar

from django.db import migrations

from yingbao.office.audit.actions.never_changed import never_replaced

# As what_is_owed_once has them.
ONCE = ("county", "programme", "period", "person_id", "sequence")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("provision", "0003_what_bore_on_a_reckoning")]

    operations: ClassVar = [never_replaced("provision_due", "a due", *ONCE)]
