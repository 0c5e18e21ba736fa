"""When an outgoing message is tried next, and the news that one could not be sent."""

from datetime import UTC, datetime

from django.db import migrations, models

KNOWN = "a_message_has_a_known_kind"
KINDS = [
    ("case.reminder", "a case is due soon"),
    ("case.overdue", "a case is overdue"),
    ("case.escalation", "a case is long overdue"),
    ("case.sent_back", "a case was sent back"),
    ("case.objection", "an objection was received"),
    ("case.turn", "a case is handed over"),
    ("certificate.expiring", "certificates are about to expire"),
    ("calendar.missing", "next year's days off are not published here"),
    ("job.failed", "background work failed"),
    ("outgoing.failed", "a message could not be sent"),
    ("plan.review", "a support plan is due for review"),
]


class Migration(migrations.Migration):
    dependencies = [("office_messages", "0001_initial")]

    operations = [
        # What waits already is tried at once.
        migrations.AddField(
            model_name="outgoing",
            name="next_try_at",
            field=models.DateTimeField(default=datetime(2026, 1, 1, tzinfo=UTC)),
            preserve_default=False,
        ),
        migrations.RemoveIndex(model_name="outgoing", name="outgoing_waiting"),
        migrations.AddIndex(
            model_name="outgoing",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["next_try_at", "id"],
                name="outgoing_waiting",
            ),
        ),
        migrations.AlterField(
            model_name="message", name="kind", field=models.TextField(choices=KINDS)
        ),
        migrations.RemoveConstraint(model_name="message", name=KNOWN),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", [kind for kind, _ in KINDS])), name=KNOWN
            ),
        ),
    ]
