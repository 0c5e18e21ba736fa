"""Runs are asked at noon in June; until said otherwise the plain engine answers too."""

import importlib.util

import pytest

from tests.office.determination import by_reference
from yingbao.office.determination import evaluating


@pytest.fixture(autouse=True)
def _engine(monkeypatch: pytest.MonkeyPatch) -> None:
    if importlib.util.find_spec("yingbao.law.engines.sql") is None:
        monkeypatch.setattr(evaluating, "answers", by_reference.answers)
