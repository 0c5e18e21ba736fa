"""Every table of the manual comes out as it says, and every refusal is refused where it says."""

import pytest

from tests.spec.chapter import ROOT, Amounts, Refusal, Table, amounts, refusals, truths
from tests.spec.chapters import CHAPTERS
from tests.spec.manual import manual

EXAMPLES = [example for chapter in CHAPTERS for example in chapter.examples]
TABLES = [example for example in EXAMPLES if isinstance(example, Table)]
REFUSALS = [example for example in EXAMPLES if isinstance(example, Refusal)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.rule)
def test_every_row_comes_out_as_written(table: Table) -> None:
    found = amounts(table) if isinstance(table, Amounts) else truths(table)

    assert found == table.expected


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.rule)
def test_what_is_not_allowed_is_refused_with_its_place_and_a_way_out(refusal: Refusal) -> None:
    said = refusals(refusal)

    assert refusal.because in said[0]
    assert said[0].startswith(f"rule:1:{refusal.column}: ")


def test_the_reference_is_current() -> None:
    assert (ROOT / "docs/reference/rule-language.md").read_text() == manual(), (
        "run: python -m tests.spec.manual"
    )
