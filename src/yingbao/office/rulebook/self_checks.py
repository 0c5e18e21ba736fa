"""What must hold before anything runs: the rules on disk are those two officers agreed on."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.db import connection
from django.db.utils import OperationalError

from yingbao.office.rulebook.models import Amendment
from yingbao.office.rulebook.queries import Wrong, list_wrong_files

RULES = "rules"
SAID = {
    Wrong.MISSING: ("E009", "The file of an approved amendment is missing: {path}"),
    Wrong.CHANGED: ("E010", "This file is not what was approved: {path}"),
    Wrong.NOT_APPROVED: ("E011", "Nobody approved this amendment: {path}"),
    Wrong.ENDED: ("E012", "This amendment was ended, and its file is still there: {path}"),
}
HINT = (
    "`yingbao amendments restore` writes the approved files again and takes those of ended amendments away; "
    "what nobody approved, take away. An amendment that no longer fits the rules is ended by two officers, "
    "under Plan, Changes of the rules."
)


@register(RULES)
def amendments_are_those_approved(
    app_configs: Sequence[AppConfig] | None, **options: Any
) -> list[CheckMessage]:
    """Refuse rules on disk that differ from those that were approved."""
    try:
        if Amendment._meta.db_table not in connection.introspection.table_names():
            return []  # before the first migration there is nothing to compare with
    except OperationalError:
        return []  # that the database cannot be opened is told by a check of its own
    return [
        Error(SAID[each.wrong][1].format(path=each.path), hint=HINT, id=f"yingbao.{SAID[each.wrong][0]}")
        for each in list_wrong_files()
    ]
