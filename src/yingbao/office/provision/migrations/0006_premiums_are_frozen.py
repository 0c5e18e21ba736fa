"""Lists of premiums that were frozen for a year to come; the database refuses to change one."""

from typing import ClassVar

import django.db.models
from django.db import migrations, models

from yingbao.office.audit.actions.never_changed import never_changed, never_replaced

WHAT = "a list that was frozen"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("provision", "0005_reckoned_by_which_terms")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Freezing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("county", models.TextField()),
                ("programme", models.TextField()),
                ("period", models.DateField()),
                ("month", models.DateField()),
                ("on", models.DateField()),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "programme", "period"), name="a_premium_is_frozen_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(month__lt=django.db.models.F("period")),
                        name="frozen_before_the_year",
                    ),
                ],
            },
        ),
        never_changed({"provision_freezing": WHAT}),
        never_replaced("provision_freezing", WHAT, "county", "programme", "period"),
    ]
