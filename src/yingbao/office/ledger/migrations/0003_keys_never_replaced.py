"""SQLite refuses to replace a transfer by another with its key."""

from typing import ClassVar

from django.db import migrations

from yingbao.office.audit.actions.never_changed import never_replaced


class Migration(migrations.Migration):
    dependencies: ClassVar = [("ledger", "0002_never_changed")]

    operations: ClassVar = [never_replaced("ledger_transfer", "a transfer", "key")]
