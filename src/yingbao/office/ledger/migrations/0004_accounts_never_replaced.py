"""SQLite refuses to replace an account by another of the same kind, fund, programme and year."""

from typing import ClassVar

from django.db import migrations

from yingbao.office.audit.actions.never_changed import never_replaced

# As an_account_once has them.
ONCE = ("county", "kind", "fund", "programme", "year")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("ledger", "0003_keys_never_replaced")]

    operations: ClassVar = [never_replaced("ledger_account", "an account", *ONCE)]
