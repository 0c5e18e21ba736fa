"""yingbao plan read, show, diff: what they print and how they end."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from yingbao.law.plans.writing import from_yaml

TEXTS = Path(__file__).parent / "texts"
WULONG = str(TEXTS / "wulong.txt")


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("plan", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_read_writes_plan_yaml(tmp_path: Path) -> None:
    target = tmp_path / "plan.yaml"
    said = run("read", WULONG, "--output", str(target))
    assert "武隆府办发〔2022〕77号" in said
    assert len(from_yaml(target.read_text(encoding="utf-8")).tasks) == 19


def test_read_without_output_prints_plan_yaml() -> None:
    assert from_yaml(run("read", WULONG)).number == "武隆府办发〔2022〕77号"


def test_problems_are_named_by_file_and_line_and_end_with_three(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text("第一章 总则\n努力工作，办好实事。\n第三章 附则\n自发布之日起施行。\n", encoding="utf-8")
    out = StringIO()
    with pytest.raises(CommandError) as ending:
        call_command("plan", "read", str(file), stdout=StringIO(), stderr=out)
    assert ending.value.returncode == 3
    assert out.getvalue().startswith(f"{file}:3: ")


def test_show_prints_a_clause_with_what_it_contains() -> None:
    rows = run("show", WULONG, "专栏1.2").splitlines()
    assert [row.split("\t")[0] for row in rows] == ["专栏1.2", "专栏1.2.a", "专栏1.2.b", "专栏1.2.c"]


def test_an_unknown_clause_and_a_missing_file_end_with_five() -> None:
    for arguments in (["show", WULONG, "9.9"], ["read", "/nowhere/plan.txt"]):
        with pytest.raises(CommandError) as ending:
            run(*arguments)
        assert ending.value.returncode == 5


@pytest.mark.parametrize("name", ["plan.docx", "plan.pdf", "plan.yaml"])
def test_a_file_that_is_not_what_its_name_says_ends_with_three(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"[not a document")
    with pytest.raises(CommandError) as ending:
        run("read", str(tmp_path / name))
    assert ending.value.returncode == 3


def test_diff_of_a_plan_with_itself_names_no_clause() -> None:
    assert len(run("diff", WULONG, WULONG).splitlines()) == 1
