"""A list taken over is finished when the worker has written everybody; those approved until now are."""

from typing import ClassVar

from django.db import migrations, models
from django.db.models import F, Q


def finish_approved(apps, editor):  # type: ignore[no-untyped-def]
    """Approving wrote everybody by itself until now."""
    apps.get_model("payments", "TakeOver").objects.filter(state="approved").update(
        finished_at=F("decided_at")
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payments", "0004_a_roll_is_drawn_up_piece_by_piece")]

    operations: ClassVar = [
        migrations.AddField("takeover", "finished_at", models.DateTimeField(null=True)),
        migrations.RunPython(finish_approved, migrations.RunPython.noop),
        migrations.AddConstraint(
            "takeover",
            models.CheckConstraint(
                name="only_an_approved_list_is_finished",
                condition=Q(finished_at__isnull=True) | Q(state="approved"),
            ),
        ),
    ]
