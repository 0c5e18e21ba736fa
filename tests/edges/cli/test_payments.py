"""`yingbao payments`: a bank's file into a folder, and the bank's answer out of a file."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.banks import Said, answer, paid_lines
from tests.money import Treasury, make_treasury
from tests.money_people import FEN, make_payees
from tests.office.payments.rolls import ON, approved, drawn_up, sent
from yingbao.edges.exchange.banks import handing_over
from yingbao.edges.exchange.banks.formats import get_format
from yingbao.office.payments.actions.sending import mark_sent
from yingbao.office.payments.choices import RollState
from yingbao.office.payments.models import Line, Roll

pytestmark = pytest.mark.django_db
BY = ("--by", "peng_cai", "--on", ON.isoformat())


def payments(*words: Any) -> str:
    out = StringIO()
    call_command("payments", *map(str, words), stdout=out, stderr=out)
    return out.getvalue()


def code(*words: Any) -> tuple[int, str]:
    out = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("payments", *map(str, words), stdout=out, stderr=out)
    return refused.value.returncode, out.getvalue()


@pytest.fixture
def treasury() -> Treasury:
    return make_treasury()


def an_approved_roll(treasury: Treasury, bank_format: str = "bank-transfer") -> Roll:
    make_payees(3)
    return approved(treasury, drawn_up(treasury, bank_format=bank_format))


def test_the_formats_are_listed() -> None:
    assert "hunan-card" in payments("formats")


@pytest.mark.parametrize(
    "bank_format", ["bank-fixed-width", "bank-transfer", "chongqing-social-card", "hunan-card"]
)
def test_a_roll_goes_to_a_bank_and_its_answer_comes_back(
    treasury: Treasury, tmp_path: Path, bank_format: str
) -> None:
    roll = an_approved_roll(treasury, bank_format)
    payments("file", roll.number, "--to", tmp_path, *BY)
    (path,) = tmp_path.iterdir()
    form = get_format(bank_format)
    asked = paid_lines(form, path.read_bytes())
    assert [int(line["fen"]) for line in asked] == [FEN] * 3

    roll.refresh_from_db()
    mark_sent(roll=roll, on=ON, at=roll.made_at, by=treasury.finance)
    back = tmp_path / f"back{path.suffix}"
    back.write_bytes(answer(form, asked, {"2": Said(False, "账号不存在", ON)}, ON))
    assert "2 paid, 1 sent back" in payments("return", roll.number, back, *BY)
    assert dict(Line.objects.values_list("number", "failure")) == {1: "", 2: "no_such_account", 3: ""}
    assert Roll.objects.get().state == RollState.CLOSED


def test_the_file_once_more_is_the_same_and_another_under_its_name_is_left(
    treasury: Treasury, tmp_path: Path
) -> None:
    roll = an_approved_roll(treasury)
    payments("file", roll.number, "--to", tmp_path, *BY)
    (path,) = tmp_path.iterdir()
    content = path.read_bytes()

    assert path.stat().st_mode & 0o777 == 0o600
    payments("file", roll.number, "--to", tmp_path, *BY)
    path.unlink()
    payments("file", roll.number, "--to", tmp_path, *BY)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [content]
    path.write_bytes(b"another")
    assert code("file", roll.number, "--to", tmp_path, *BY)[0] == 4
    assert path.read_bytes() == b"another"


def test_half_a_file_is_never_seen_under_its_name(
    treasury: Treasury, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roll = an_approved_roll(treasury)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(handing_over.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        payments("file", roll.number, "--to", tmp_path, *BY)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_right_is_told_line_by_line_and_nothing_changes(
    treasury: Treasury, tmp_path: Path
) -> None:
    roll = sent(treasury, drawn_up(treasury)) if make_payees(2) else None
    assert roll is not None
    back = tmp_path / "back.csv"
    back.write_text(
        "序号,户名,账号,金额,状态,失败原因,日期\n1,王秀兰,6230,1,待处理,,20260624\n", encoding="gb18030"
    )

    status, told = code("return", roll.number, back, *BY)
    assert status == 3
    assert "第 2 行" in told
    assert "待处理" in told
    assert set(Line.objects.values_list("state", flat=True)) == {"sent"}


def test_who_may_not_pay_is_refused(treasury: Treasury, tmp_path: Path) -> None:
    roll = an_approved_roll(treasury)

    assert code("file", roll.number, "--to", tmp_path, "--by", "liu_kang")[0] == 4
    assert code("file", "Q0", "--to", tmp_path, *BY)[0] == 5
    assert code("file", roll.number, "--to", tmp_path / "nowhere", *BY)[0] == 5
    assert Roll.objects.get().state == RollState.APPROVED
