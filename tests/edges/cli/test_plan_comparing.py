"""yingbao plan compare: what a new version of a plan would concern, on the command line."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.office.determination.register_of import cover, holder
from tests.people import NOON, WULINGYUAN, Cast
from yingbao.office.determination.actions import determine
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
PLAN = Path(settings.POLICY_DIR) / "packs" / "cn-430811" / "plan.yaml"
WORDS = "为困难残疾人发放生活补贴和重度残疾人发放护理补贴"


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("plan", "compare", *arguments, stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def newer(tmp_path: Path) -> str:
    text = PLAN.read_text(encoding="utf-8")
    assert WORDS in text
    path = tmp_path / "plan-next.yaml"
    path.write_text(text.replace(WORDS, WORDS + "和出行补贴"), encoding="utf-8")
    return str(path)


def test_it_names_clauses_programmes_and_persons(cast: Cast, newer: str) -> None:
    holder("陈一", grade=2)
    cover()
    determine(county=WULINGYUAN, month=Month(2026, 6), at=NOON, by="yingbao work")

    said = run(str(PLAN), newer, "--pack", "cn-430811")
    assert "专栏2.2.a" in said
    assert "nursing_subsidy" in said
    assert "nursing_subsidy：2026-06 有 1 人符合" in said

    told = json.loads(run(str(PLAN), newer, "--pack", "cn-430811", "--json"))
    assert told["persons"]["nursing_subsidy"] == 1
    assert told["counts"]["changed"] == 2


def test_before_any_month_is_determined_it_says_so(newer: str) -> None:
    assert "还没有核算过任何月份" in run(str(PLAN), newer, "--pack", "cn-430811")


def test_the_same_plan_concerns_nothing() -> None:
    assert "没有条款变动" in run(str(PLAN), str(PLAN), "--pack", "cn-430811")


@pytest.mark.parametrize(("pack", "code"), [("cn-999999", 5), ("cn-50", 5)])
def test_a_pack_there_is_not_or_without_a_plan_ends_with_five(newer: str, pack: str, code: int) -> None:
    with pytest.raises(CommandError) as ending:
        run(str(PLAN), newer, "--pack", pack)

    assert ending.value.returncode == code
