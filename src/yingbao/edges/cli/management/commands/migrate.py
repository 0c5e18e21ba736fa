"""yingbao migrate: Django's command, which sees every row it has to rewrite."""

from typing import Any

from django.core.management.commands import migrate

from yingbao.office.access.sight import seeing_all


class Command(migrate.Command):
    @seeing_all(reason="a migration rewrites whole tables")
    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
