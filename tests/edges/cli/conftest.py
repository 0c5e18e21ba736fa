"""What every test of a command has: nobody has said who looks before the command says so."""

from typing import Any

import pytest
from django.core.management.base import BaseCommand

from yingbao.office.access.sight import seeing_nothing_declared


@pytest.fixture(autouse=True)
def _nobody_said_who_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    execute = BaseCommand.execute

    def undeclared(self: BaseCommand, *words: Any, **options: Any) -> Any:
        with seeing_nothing_declared():
            return execute(self, *words, **options)

    monkeypatch.setattr(BaseCommand, "execute", undeclared)
