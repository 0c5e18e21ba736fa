"""A job can fail because of the rules of its county."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("jobs", "0001_jobs_and_their_days")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="job",
            name="problem",
            field=models.TextField(
                blank=True,
                choices=[
                    ("", ""),
                    ("broke", "An error broke it off"),
                    ("killed", "Its worker died again and again"),
                    ("rules", "The rules of the county cannot be read, or no longer have what it is about"),
                    ("unknown_kind", "This version does not know such work"),
                ],
                default="",
            ),
        ),
    ]
