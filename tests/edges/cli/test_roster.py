"""`yingbao roster`: every step from the command line, with an exit code per kind of failure."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.people import WULINGYUAN, Cast
from tests.rosters import number, payee, write_xlsx
from yingbao.office.register.models import Source, Spell


def roster(*words: Any) -> str:
    out = StringIO()
    call_command("roster", *map(str, words), stdout=out, stderr=out)
    return out.getvalue()


def code(*words: Any) -> int:
    with pytest.raises(CommandError) as refused:
        roster(*words)
    return refused.value.returncode


FOR = ("--division", WULINGYUAN, "--month", "2026-06")


def test_kinds_are_listed_and_checked() -> None:
    assert "two-allowances-payees" in roster("kinds")
    assert "no problem" in roster("kinds", "--check")


def test_a_list_goes_from_a_file_to_the_register(cast: Cast, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "p.xlsx", [payee(1), payee(2, _5="x")])
    roster("receive", path, *FOR, "--by", "xiang_dong")
    source = Source.objects.get()
    roster("apply", source.pk, "--by", "xiang_dong")

    assert Spell.objects.count() == 1
    assert "补贴金额" in roster("refused", source.pk, "--by", "xiang_dong")
    assert "applied" in roster("status")
    assert "nothing changed" in roster("receive", path, *FOR, "--by", "xiang_dong")


def test_checking_keeps_nothing_and_shows_no_number(cast: Cast, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "p.xlsx", [payee(1, _2=number(1)[:17] + "?", _3=None)])
    out = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("roster", "check", str(path), *FOR, stdout=out)

    assert refused.value.returncode == 3
    assert number(1)[:12] not in out.getvalue()
    assert not Source.objects.exists()


def test_every_kind_of_failure_has_its_code(cast: Cast, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "p.xlsx", [payee(1)])

    assert code("check", tmp_path / "none.xlsx", *FOR) == 5
    assert code("check", path, *FOR, "--kind", "none") == 5
    assert code("check", path, "--division", WULINGYUAN, "--month", "June") == 2
    assert code("receive", path, *FOR, "--by", "tian_fang") == 4
    assert code("apply", 99, "--by", "xiang_dong") == 5
