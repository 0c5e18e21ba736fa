"""An amount below nought stops a run: it says of which programme and how many persons, and stores nothing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.office.determination.register_of import cover, holder
from tests.people import NOON, WULINGYUAN, Cast
from yingbao.edges.jobs.determinations import do_next_run
from yingbao.office.determination.actions import NegativeAmount, ask_for_run, carry_out, determine
from yingbao.office.determination.choices import RunState
from yingbao.office.determination.models import Decision, Grant, Run
from yingbao.values.month import Month

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("compared_only")]
MAY, JUNE = Month(2026, 5), Month(2026, 6)
OWING = """
id: 0001-owing
name: {zh: 改, en: changed}
in_force: {from: 2026-06}
programmes:
  nursing_subsidy:
    pays:
      amount: >-
        CASE WHEN certificate_grade = 1 THEN nursing_subsidy_rate(certificate_grade) - 999999
        ELSE nursing_subsidy_rate(certificate_grade) END
"""


@pytest.fixture(autouse=True)
def _folk(cast: Cast, settings: Any, tmp_path: Path) -> None:
    """李明 and 赵青 of grade 1, 陈一 of grade 2; from June on grade 1 would owe."""
    settings.AMENDMENTS_DIR = tmp_path
    folder = tmp_path / "cn-430811"
    folder.mkdir()
    (folder / "0001-owing.yaml").write_text(OWING)
    cover(month=date(2026, 1, 1))
    for name, grade in (("李明", 1), ("赵青", 1), ("陈一", 2)):
        holder(name, grade=grade)


# On PostgreSQL the tables are copied out over connections that see only what is committed.
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("outside", [False, True])
def test_the_run_fails_with_programme_and_count_and_stores_nothing(outside: bool) -> None:
    determine(county=WULINGYUAN, month=MAY, at=NOON, by="yingbao work")
    before = list(Decision.objects.order_by("id").values_list("id", "month_to"))
    run = ask_for_run(county=WULINGYUAN, month=JUNE, at=NOON, by="yingbao work")

    with pytest.raises(NegativeAmount):
        carry_out(run=run, at=NOON, outside=outside)
    run.refresh_from_db()

    assert run.state == RunState.FAILED
    assert run.problem == "“重度残疾人护理补贴”：有 2 人的金额为负"
    assert list(Decision.objects.order_by("id").values_list("id", "month_to")) == before
    assert not Grant.objects.filter(amount_fen__lt=0).exists()


def test_a_worker_goes_on_with_the_next(cast: Cast) -> None:
    ask_for_run(county=WULINGYUAN, month=JUNE, at=NOON, by="yingbao work")

    done = do_next_run(at=NOON)

    assert done is not None
    assert (done.state, "2 人" in done.problem) == (RunState.FAILED, True)
    assert do_next_run(at=NOON) is None


def test_the_database_keeps_no_amount_below_nought() -> None:
    determine(county=WULINGYUAN, month=MAY, at=NOON, by="yingbao work")
    grant = Grant.objects.filter(amount_fen__isnull=False).first()
    assert grant is not None

    with pytest.raises(IntegrityError, match="granted_amount_is_not_negative"), transaction.atomic():
        Grant.objects.filter(pk=grant.pk).update(amount_fen=-1)
    assert Run.objects.get().state == RunState.FINISHED
