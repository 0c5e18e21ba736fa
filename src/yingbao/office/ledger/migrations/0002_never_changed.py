"""The database refuses to change, delete or empty the transfers and their accounts."""

from typing import ClassVar

from django.db import migrations

from yingbao.office.audit.actions.never_changed import never_changed

GUARDED = {"ledger_transfer": "a transfer", "ledger_account": "an account"}


class Migration(migrations.Migration):
    dependencies: ClassVar = [("ledger", "0001_initial")]

    operations: ClassVar = [never_changed(GUARDED)]
