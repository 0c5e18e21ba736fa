"""The two allowances as other provinces have them can be written in the rule language: examples, with cases.

They are nobody's policy: the figures seen stand in the files with what is made up.
"""

import os
from datetime import date
from pathlib import Path

import pytest

from tests.generative.engines import by_closure, by_columns, by_reference, by_sqlite
from tests.generative.test_packs_agree import people
from yingbao.law.packs import check, find_packs, load
from yingbao.values.month import Month

HERE = Path(__file__).parent
POLICY = HERE.parents[2] / "policy"
EXAMPLES = {
    "cn-31": ("like-shanghai", 9),
    "cn-35": ("like-fujian", 7),
    "cn-51": ("like-sichuan", 8),
    "cn-44": ("like-guangdong", 7),
}
# What all have in common, so that the drawn facts decide the amount: a certificate, and no other benefit.
OTHERS = ("on_tekun", "on_work_injury_care", "in_prison", "on_orphan_support", "on_unsupported_child_support")
BELONGS: dict[str, object] = {
    "death_on": None,
    "has_certificate": True,
    "certificate_from": date(2019, 1, 1),
    "certificate_expires_on": date(2030, 1, 1),
    "certificate_ended_on": None,
    "certificate_status": "valid",
    **dict.fromkeys(OTHERS, False),
}


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The country's pack without its cases, two facts more, and the examples below it."""
    folder = tmp_path_factory.mktemp("provinces")
    _link(POLICY, folder, but={"facts", "packs"})
    _link(POLICY / "facts", folder / "facts")
    os.symlink(HERE / "facts.yaml", folder / "facts" / "examples.yaml")
    _link(POLICY / "packs" / "cn", folder / "packs" / "cn", but={"cases"})
    for pack_id, (name, _) in EXAMPLES.items():
        os.symlink(HERE / name, folder / "packs" / pack_id)
    return folder


def _link(source: Path, target: Path, but: set[str] = frozenset()) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for path in source.iterdir():
        if path.name not in but:
            os.symlink(path, target / path.name)


def test_every_example_is_tried(policy: Path) -> None:
    folders = {path.name for path in HERE.iterdir() if (path / "pack.yaml").exists()}

    assert {name for name, _ in EXAMPLES.values()} == folders
    assert find_packs(policy) == sorted(["cn", *EXAMPLES])


@pytest.mark.parametrize("pack_id", EXAMPLES)
def test_the_cases_of_an_example_come_out_as_written(policy: Path, pack_id: str) -> None:
    checked = check(policy, [pack_id])

    assert [problem.speak("en") for problem in checked.problems] == []
    assert checked.cases == EXAMPLES[pack_id][1]


@pytest.mark.parametrize("pack_id", EXAMPLES)
def test_all_engines_answer_alike(policy: Path, pack_id: str) -> None:
    pack = load(policy, pack_id).only(("living_allowance", "nursing_subsidy"))
    rules = pack.for_month(Month(2026, 6))
    persons = [{**each, **BELONGS, "hukou_division": pack.jurisdiction} for each in people(rules, 7)]
    expected = by_reference(rules, persons)

    assert sum(answer.amounts != (None, None) for answer in expected[0]) > 20
    for engine in (by_closure, by_sqlite, by_columns):
        assert engine(rules, persons) == expected, engine


@pytest.mark.parametrize("pack_id", EXAMPLES)
def test_a_figure_of_an_example_is_shown_as_one_to_be_verified(policy: Path, pack_id: str) -> None:
    pack = load(policy, pack_id)

    assert "示例" in pack.name.zh
    assert pack.is_assumed("nursing_subsidy", Month(2026, 6))
