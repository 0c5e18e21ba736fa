"""The programmes compared with lists, by themselves: what the tests of runs and lists are about.

The whole pack is some hundred and forty programmes for persons; tests of how decisions are kept need few.
"""

from functools import lru_cache
from typing import Any

import pytest

from yingbao.law.packs import Pack
from yingbao.office.determination import packs

COMPARED = (
    "living_allowance",
    "nursing_subsidy",
    "single_dibao",
    "pension_premium",
    "medical_premium",
    "quarterly_visit",
    "monthly_visit",
    "regular_visit",
)
_whole = packs._load


@lru_cache(maxsize=64)
def _compared_only(*asked: Any) -> Pack:
    return _whole(*asked).only(COMPARED)


@pytest.fixture
def compared_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counties have the compared programmes and no others."""
    monkeypatch.setattr(packs, "_load", _compared_only)
