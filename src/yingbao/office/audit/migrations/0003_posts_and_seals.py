"""Acts say the post; seals; the database refuses to change, delete or empty both."""

import importlib
from typing import Any

from django.db import migrations, models

BEFORE = importlib.import_module("yingbao.office.audit.migrations.0002_append_only")
GUARDED = {"audit_act": "an act", "audit_seal": "a seal"}
KEYS = {"audit_act": "id", "audit_seal": "number"}


def guards(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"""CREATE TRIGGER {table}_is_never_{done} BEFORE {doing} ON {table}
                BEGIN SELECT RAISE(ABORT, '{what} is never {done}'); END"""
            for table, what in GUARDED.items()
            for doing, done in (("UPDATE", "changed"), ("DELETE", "deleted"))
        ] + [
            # INSERT OR REPLACE deletes without asking the triggers for DELETE.
            f"""CREATE TRIGGER {table}_is_never_replaced BEFORE INSERT ON {table}
                WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})
                BEGIN SELECT RAISE(ABORT, '{GUARDED[table]} is never replaced'); END"""
            for table, key in KEYS.items()
        ]
    made = [
        """CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN RAISE EXCEPTION '% is never changed or deleted', TG_ARGV[0]; END $$"""
    ]
    for table, what in GUARDED.items():
        made += [
            f"""CREATE TRIGGER {table}_is_never_changed BEFORE UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION audit_refuses('{what}')""",
            f"""CREATE TRIGGER {table}_is_never_emptied BEFORE TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses('{what}')""",
        ]
    return made


def unguards(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"DROP TRIGGER {table}_is_never_{done}"
            for table in GUARDED
            for done in ("changed", "deleted", "replaced")
        ]
    dropped = [
        f"DROP TRIGGER {table}_is_never_{done} ON {table}"
        for table in GUARDED
        for done in ("changed", "emptied")
    ]
    return [*dropped, "DROP FUNCTION audit_refuses()"]


def guard(apps: Any, schema_editor: Any) -> None:
    for statement in guards(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def unguard(apps: Any, schema_editor: Any) -> None:
    for statement in unguards(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def know_more(apps: Any, schema_editor: Any) -> None:
    """Find acts by the persons their detail names; on PostgreSQL know which transaction wrote an act."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE audit_act ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id()")
        schema_editor.execute("CREATE INDEX act_by_transaction ON audit_act (xid)")
        schema_editor.execute("CREATE INDEX act_by_mention ON audit_act USING gin (detail jsonb_path_ops)")
    else:
        schema_editor.execute("CREATE INDEX act_by_mention ON audit_act (json_extract(detail, '$.person'))")
        schema_editor.execute(
            "CREATE INDEX act_with_mentions ON audit_act (id) WHERE json_extract(detail, '$.persons') IS NOT NULL"
        )


def forget_more(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("DROP INDEX act_by_mention")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE audit_act DROP COLUMN xid")
    else:
        schema_editor.execute("DROP INDEX act_with_mentions")


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [
        # SQLite makes the table anew for a column, and its triggers are gone: they are made last.
        migrations.RunPython(BEFORE.unguard, BEFORE.guard),
        migrations.AddField("act", "division", models.TextField(blank=True, default="")),
        migrations.AddField("act", "stands_in_for", models.TextField(blank=True, default="")),
        migrations.AddIndex("act", models.Index(fields=["verb", "id"], name="act_by_verb")),
        migrations.AddIndex("act", models.Index(fields=["at"], name="act_by_moment")),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("spans", models.TextField()),
                ("count", models.BigIntegerField()),
                ("root", models.TextField()),
                ("marks", models.BinaryField()),
                ("horizon", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("previous", models.TextField()),
                ("digest", models.TextField()),
            ],
            options={
                "indexes": [models.Index(fields=["last"], name="seal_by_last_act")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="seals_are_numbered_from_one"
                    ),
                    models.CheckConstraint(condition=models.Q(("count__gte", 1)), name="a_seal_holds_an_act"),
                ],
            },
        ),
        migrations.RunPython(know_more, forget_more),
        migrations.RunPython(guard, unguard),
    ]
