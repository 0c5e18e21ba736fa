"""A run that dies at any statement leaves the former belief, and can be run again."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from tests.office.determination.register_of import cover, died, holder, on
from tests.office.determination.test_changes_over_time import belief, lists
from tests.people import NOON, WULINGYUAN, make_cast, make_person
from yingbao.edges.jobs.determinations import do_next_run
from yingbao.office.determination.actions import ask_for_run, determine
from yingbao.office.determination.choices import RunState
from yingbao.office.determination.models import Run
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db(transaction=True)
MAY, JUNE = Month(2026, 5), Month(2026, 6)


class Killed(BaseException):
    """No handler of the product may catch it."""


class Killer:
    """Kills at one statement."""

    def __init__(self, at: int) -> None:
        self.left = at

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.left -= 1
        if self.left == 0:
            raise Killed
        return execute(sql, params, many, context)


def test_a_run_killed_at_any_statement_changes_nothing() -> None:
    make_cast()
    cover(month=date(2026, 1, 1))
    wang, li = holder("王秀兰"), holder("李明")
    on(wang, "dibao")
    on(wang, "nursing_subsidy", 11000)
    for month in (MAY, JUNE):
        determine(county=WULINGYUAN, month=month, at=NOON, by="test")
    former = belief(MAY), belief(JUNE), lists(MAY)
    died(wang, date(2026, 4, 3))
    on(li, "tekun", since=date(2026, 5, 1))
    make_person("钱二")
    run = ask_for_run(county=WULINGYUAN, month=MAY, at=NOON, by="test")

    killed = 0
    while True:
        try:
            with connection.execute_wrapper(Killer(killed + 1)):
                do_next_run(at=NOON)
            break
        except Killed:
            killed += 1
            if Run.objects.get(pk=run.pk).state == RunState.FINISHED:
                break  # it died tidying up, after everything was written
            assert (belief(MAY), belief(JUNE), lists(MAY)) == former

    # That it really died at many points, not at none.
    assert killed > 40
    assert Run.objects.get(pk=run.pk).state == RunState.FINISHED
    assert belief(MAY) != former[0]
    assert belief(JUNE) == former[1]
    assert determine(county=WULINGYUAN, month=MAY, at=NOON, by="test").counts["written"] == 0
