"""`yingbao pack new`: a folder is written once, reads without a fault, and is red until someone decides."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from tests.unit.law.packs.drafting.test_proposing import PLAN
from tests.unit.law.small_plan import write_district
from yingbao.law.facts.problems import Wording
from yingbao.law.packs import check, load
from yingbao.law.packs.coverage import coverage_of
from yingbao.law.packs.drafting.draft import Wanted, draft_pack
from yingbao.law.packs.drafting.writing import write_draft
from yingbao.law.plans.reading import read_text
from yingbao.law.plans.writing import from_yaml

NEW = "cn-610001"


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    (tmp_path / "plan.txt").write_text(PLAN)
    return write_district(tmp_path / "policy")


def new(policy: Path, *more: str, plan: str = "plan.txt", **changed: str) -> tuple[str, int]:
    words = {"extends": "cn", "id": NEW, "name": "某县", "plan": str(policy.parent / plan), **changed}
    asked = [part for name, value in words.items() for part in (f"--{name}", value)]
    out = StringIO()
    try:
        call_command("pack", "--policy", str(policy), "new", *asked, *more, stdout=out, stderr=out)
    except SystemExit as stop:
        return out.getvalue(), int(stop.code or 0)
    except CommandError as stop:
        return str(stop), stop.returncode
    return out.getvalue(), 0


def files(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_a_draft_holds_the_plan_and_says_what_is_open(policy: Path) -> None:
    told, code = new(policy)
    written = files(policy / "packs" / NEW)

    assert code == 0
    assert "已定" in told
    assert from_yaml(written["plan.yaml"]).by_id["2.1"].text.startswith("（一）为一级、二级")
    assert "period: {from: 2021-01, to: 2025-12}" in written["pack.yaml"]
    assert "hukou_division LIKE ''610001%''" in written["conditions/shared.yaml"]
    assert written["divisions.csv"] == "code,name,level,parent\n610001,某县,county,\n"


def test_nothing_is_wrong_with_a_draft_but_what_nobody_decided(policy: Path) -> None:
    new(policy)

    said = [problem.message.en for problem in check(policy, [NEW]).problems]

    assert len(said) == 1
    assert re.search(r"[0-9]+ clauses have no place", said[0])


def test_each_open_entry_holds_once_its_mark_is_taken_away(policy: Path) -> None:
    new(policy)
    for path in (policy / "packs" / NEW / "clauses").glob("*.yaml"):
        path.write_text(re.sub(r"^# (\S+: \{(?!becomes: \[\]).*\})$", r"\1", path.read_text(), flags=re.M))

    pack = load(policy, NEW)
    gaps = {placed.clause.id: [number.text for number in placed.loose] for placed in coverage_of(pack).gaps}

    assert gaps == {"2.1": ["90元"], "2.2": []}


def test_a_folder_that_is_there_is_never_touched(policy: Path) -> None:
    new(policy)
    folder = policy / "packs" / NEW
    (folder / "pack.yaml").write_text("# mine\n")
    before = files(folder)

    said, code = new(policy, name="别的县")

    assert code == 4
    assert "没有改动" in said
    assert files(folder) == before


def test_it_is_written_where_it_was_asked_for(policy: Path, tmp_path: Path) -> None:
    _, code = new(policy, "--out", str(tmp_path / "elsewhere"))

    assert code == 0
    assert (tmp_path / "elsewhere" / NEW / "plan.yaml").exists()
    assert not (policy / "packs" / NEW).exists()


def test_the_same_plan_gives_the_same_files(policy: Path, tmp_path: Path) -> None:
    new(policy, "--out", str(tmp_path / "one"))
    new(policy, "--out", str(tmp_path / "two"))

    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_comments_are_english_for_who_reads_english(policy: Path) -> None:
    with translation.override("en"):
        told, _ = new(policy)

    clauses = "".join(files(policy / "packs" / NEW / "clauses").values())
    assert "undecided" in told
    assert "nothing like it is known; decide" in clauses
    assert "待核" in clauses


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"id": "cn-6100"}, 2),
        ({"id": "qinghe"}, 2),
        ({"extends": "cn-50", "id": "cn-610001"}, 2),
        ({"extends": "cn-99"}, 5),
        ({"plan": "missing.txt"}, 5),
    ],
)
def test_what_cannot_be_drafted_is_refused_and_nothing_is_written(
    policy: Path, changed: dict[str, str], code: int
) -> None:
    assert new(policy, **changed)[1] == code
    assert sorted(path.name for path in (policy / "packs").iterdir()) == ["cn", "cn-50"]


def test_a_pack_that_is_spoilt_is_no_example(policy: Path) -> None:
    (policy / "packs" / "cn-50" / "units.yaml").write_text("broken: {kind: nothing}\n")

    said, code = new(policy)

    assert code == 3
    assert "units.yaml" in said
    assert not (policy / "packs" / NEW).exists()


def test_a_folder_made_in_the_meantime_is_not_written_into(policy: Path, tmp_path: Path) -> None:
    wanted = Wanted(NEW, "cn", Wording("某县", "County"))
    draft = draft_pack(policy, read_text(PLAN), wanted)
    (tmp_path / "there").mkdir()

    with pytest.raises(FileExistsError):
        write_draft(draft, tmp_path / "there", "zh")

    assert list((tmp_path / "there").iterdir()) == []
