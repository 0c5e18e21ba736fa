"""Every quantity the plans write in figures is read as a number, so that something has to carry it."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packs.loaded import POLICY
from yingbao.law.packs.coverage import read_plan
from yingbao.law.plans.numbers import numbers_in

# What is no quantity: numbers of documents, of rows and of boxes, and names such as C5 and 5A.
NAMES = re.compile(r"〔[0-9]{4}〕[0-9]+号|专栏[0-9]+|[A-Z]-?[0-9]+|[0-9]+[A-Z]")
NUMBERED = re.compile(r"^[0-9]+[.．]?")
PLANS = [POLICY / "packs" / name / "plan.yaml" for name in ("cn-500156", "cn-430811")]


def left(text: str) -> Iterator[str]:
    """Give the figures of a clause that are read as no number, each with what follows it."""
    words = "".join(unicodedata.normalize("NFKC", text).split())
    for number in numbers_in(text):
        words = words.replace(number.text, "·", 1)
    words = NUMBERED.sub("", NAMES.sub("", words))
    yield from re.findall(r"[0-9]+.{0,3}", words)


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.parent.name)
def test_no_figure_of_a_plan_is_passed_over(plan: Path) -> None:
    passed = {clause.id: list(left(clause.text)) for clause in read_plan(plan).clauses}

    assert {name: figures for name, figures in passed.items() if figures} == {}
