"""Runs are asked at noon in June; until said otherwise the plain engine answers too."""

import importlib.util

import pytest

from tests.office.determination import by_reference
from tests.programmes import compared_only  # noqa: F401  # a fixture
from yingbao.office.determination import evaluating


@pytest.fixture(autouse=True)
def _engine(monkeypatch: pytest.MonkeyPatch) -> None:
    if importlib.util.find_spec("yingbao.law.engines.sql") is None:
        monkeypatch.setattr(evaluating, "answers", by_reference.answers)


@pytest.fixture(autouse=True)
def _programmes(compared_only: None) -> None:  # noqa: F811  # the fixture by its name
    """Nothing here is about the others."""
