"""PostgreSQL holds messages that leave the building to the sight as well (ADR 16)."""

from django.db import migrations

from yingbao.office.access.actions.row_security import hold_to_sight, lies_with_cases


class Migration(migrations.Migration):
    dependencies = [("office_messages", "0003_cut_to_what_may_be_seen")]

    operations = [hold_to_sight({"office_messages_outgoing": lies_with_cases()})]
