"""The database itself refuses to change, delete or empty the book of acts."""

from typing import Any

from django.db import migrations

GUARDS = {
    "sqlite": [
        """CREATE TRIGGER audit_act_is_never_changed BEFORE UPDATE ON audit_act
           BEGIN SELECT RAISE(ABORT, 'an act is never changed'); END""",
        """CREATE TRIGGER audit_act_is_never_deleted BEFORE DELETE ON audit_act
           BEGIN SELECT RAISE(ABORT, 'an act is never deleted'); END""",
    ],
    "postgresql": [
        """CREATE FUNCTION audit_act_refuses() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN RAISE EXCEPTION 'an act is never changed or deleted'; END $$""",
        """CREATE TRIGGER audit_act_is_never_changed BEFORE UPDATE OR DELETE ON audit_act
           FOR EACH ROW EXECUTE FUNCTION audit_act_refuses()""",
        """CREATE TRIGGER audit_act_is_never_emptied BEFORE TRUNCATE ON audit_act
           FOR EACH STATEMENT EXECUTE FUNCTION audit_act_refuses()""",
    ],
}
UNGUARDS = {
    "sqlite": ["DROP TRIGGER audit_act_is_never_changed", "DROP TRIGGER audit_act_is_never_deleted"],
    "postgresql": [
        "DROP TRIGGER audit_act_is_never_changed ON audit_act",
        "DROP TRIGGER audit_act_is_never_emptied ON audit_act",
        "DROP FUNCTION audit_act_refuses()",
    ],
}


def guard(apps: Any, schema_editor: Any) -> None:
    for statement in GUARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unguard(apps: Any, schema_editor: Any) -> None:
    for statement in UNGUARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
