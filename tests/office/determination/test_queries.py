"""What the screens ask: figures, lists, one person's answers; only inside the officer's division."""

from datetime import date
from typing import Any

import pytest

from tests.office.determination.register_of import cover, died, holder, on
from tests.people import JUNDIPING, NOON, WULINGYUAN, XIEHE, Cast
from yingbao.office.determination.actions import determine
from yingbao.office.determination.choices import Outcome, WorkList
from yingbao.office.determination.models import Finding, Run
from yingbao.office.determination.queries.figures import count_programmes, get_home_figures
from yingbao.office.determination.queries.findings import Filters, iterate_findings, list_findings
from yingbao.office.determination.queries.persons import get_person_answers
from yingbao.office.determination.queries.runs import (
    get_latest_month,
    list_failures,
    list_months,
    list_runs,
)
from yingbao.office.register.models import Person
from yingbao.values.money import Money
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
JUNE = Month(2026, 6)
TOWN = "430811001001"


@pytest.fixture
def folk(cast: Cast) -> dict[str, Person]:
    """王秀兰 of 协合乡 is paid after her death, 李明 of 军地坪 is missed, 赵一 is to be asked."""
    cover(month=date(2026, 1, 1))
    wang, li, zhao = holder("王秀兰"), holder("李明", village=TOWN), holder("赵一", hukou=None)
    on(wang, "nursing_subsidy", 11000)
    died(wang, date(2026, 4, 20))
    for month in (Month(2026, 5), JUNE):
        determine(county=WULINGYUAN, month=month, at=NOON, by="yingbao work")
    return {"wang": wang, "li": li, "zhao": zhao}


def names(officer: Any, kind: WorkList, **more: Any) -> list[str]:
    return [row.name for row in list_findings(officer=officer, month=JUNE, kind=kind, **more).rows]


def test_home_counts_the_lists_and_compares_with_the_month_before(cast: Cast, folk: Any) -> None:
    figures = get_home_figures(officer=cast.zhou_min, month=JUNE)

    assert figures.month == JUNE
    by_list = {figure.list: figure for figure in figures.lists}
    assert list(by_list) == [WorkList.MISSED, WorkList.WRONG, WorkList.CHANGED, WorkList.ASK]
    assert (by_list[WorkList.MISSED].count, by_list[WorkList.MISSED].before) == (1, 1)
    assert by_list[WorkList.WRONG].at_stake == Money(22000)
    assert by_list[WorkList.WRONG].difference == 0
    assert figures.latest_run is not None


def test_home_has_a_row_for_every_township(cast: Cast, folk: Any) -> None:
    townships = {t.code: t for t in get_home_figures(officer=cast.zhou_min, month=JUNE).townships}

    assert list(townships) == [JUNDIPING, XIEHE]
    assert townships[JUNDIPING].name == "军地坪街道"
    assert townships[JUNDIPING].counts == {"missed": 1}
    assert townships[XIEHE].total == 2


def test_home_before_anything_was_determined(cast: Cast) -> None:
    figures = get_home_figures(officer=cast.zhou_min, month=JUNE)

    assert [figure.count for figure in figures.lists] == [0, 0, 0, 0]
    assert figures.latest_run is None


def test_a_township_officer_counts_the_own_township_only(cast: Cast, folk: Any) -> None:
    figures = get_home_figures(officer=cast.wu_gang, month=JUNE)

    assert [figure.count for figure in figures.lists] == [0, 1, 0, 1]
    assert [township.code for township in figures.townships] == [XIEHE]


def test_an_officer_of_another_county_sees_nothing(cast: Cast, folk: Any) -> None:
    assert sum(each.count for each in get_home_figures(officer=cast.ran_jing, month=JUNE).lists) == 0
    assert names(cast.ran_jing, WorkList.MISSED) == []
    assert get_person_answers(officer=cast.ran_jing, person=folk["li"].pk, month=JUNE) is None


@pytest.mark.parametrize(
    ("officer", "seen"), [("zhou_min", ["李明"]), ("tian_fang", ["李明"]), ("wu_gang", []), ("yang_mei", [])]
)
def test_lists_show_persons_of_the_division(cast: Cast, folk: Any, officer: str, seen: list[str]) -> None:
    assert names(getattr(cast, officer), WorkList.MISSED) == seen


def test_a_row_reads_by_itself(cast: Cast, folk: Any) -> None:
    page = list_findings(officer=cast.zhou_min, month=JUNE, kind=WorkList.WRONG)

    (row,) = page.rows
    assert (row.name, row.township, row.village) == ("王秀兰", "协合乡", "协合村委会")
    assert row.programme_name == "重度残疾人护理补贴"
    assert row.sentence == "此人已于2026年4月20日去世，2026年5月起仍在发放（每月110元）。"
    assert row.reason_name == "不符合：健在（去世当月仍计）"
    assert row.since == Month(2026, 5)
    assert (row.monthly, row.at_stake) == (Money(11000), Money(22000))
    assert row.clause != ""
    assert (page.total, page.at_stake, page.pages) == (1, Money(22000), 1)


@pytest.mark.parametrize(
    ("filters", "seen"),
    [
        (Filters(township=JUNDIPING), ["李明"]),
        (Filters(township=XIEHE), []),
        (Filters(township="500156001"), []),
        (Filters(township="nowhere"), []),
        (Filters(programme="nursing_subsidy"), ["李明"]),
        (Filters(programme="living_allowance"), []),
        (Filters(reason="not_enrolled"), ["李明"]),
        (Filters(reason="nothing"), []),
        (Filters(search="李"), ["李明"]),
        (Filters(search="lm"), ["李明"]),
        (Filters(search="liming"), ["李明"]),
        (Filters(search="王"), []),
    ],
)
def test_filters_narrow_and_unknown_words_find_nothing(
    cast: Cast, folk: Any, filters: Filters, seen: list[str]
) -> None:
    assert names(cast.zhou_min, WorkList.MISSED, filters=filters) == seen


def test_what_can_be_filtered_by_is_counted_over_the_whole_list(cast: Cast, folk: Any) -> None:
    page = list_findings(
        officer=cast.zhou_min, month=JUNE, kind=WorkList.MISSED, filters=Filters(search="nobody")
    )

    assert page.total == 0
    assert [(c.value, c.name, c.count) for c in page.townships] == [(JUNDIPING, "军地坪街道", 1)]
    assert [(c.value, c.count) for c in page.programmes] == [("nursing_subsidy", 1)]


def test_a_page_beyond_the_last_is_the_last(cast: Cast, folk: Any) -> None:
    page = list_findings(officer=cast.zhou_min, month=JUNE, kind=WorkList.MISSED, page=9)

    assert (page.page, page.pages, len(page.rows)) == (1, 1, 1)


@pytest.mark.parametrize("order", ["", "name", "stake", "since", "programme", "reason"])
def test_every_order_lists_everyone(cast: Cast, folk: Any, order: str) -> None:
    assert names(cast.zhou_min, WorkList.ASK, order=order) == ["赵一"]


def test_an_export_gives_every_row_as_the_list_shows_it(cast: Cast, folk: Any) -> None:
    shown = list_findings(officer=cast.zhou_min, month=JUNE, kind=WorkList.WRONG).rows

    assert tuple(iterate_findings(officer=cast.zhou_min, month=JUNE, kind=WorkList.WRONG)) == shown


def test_more_rows_cost_no_more_queries(cast: Cast, folk: Any, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        holder(f"李{number}", village=TOWN)
    determine(county=WULINGYUAN, month=JUNE, at=NOON, by="yingbao work")
    assert Finding.objects.filter(list=WorkList.MISSED, run_to=None, month=JUNE.first_day).count() == 31

    with django_assert_max_num_queries(6):
        list_findings(officer=cast.zhou_min, month=JUNE, kind=WorkList.MISSED)
    with django_assert_max_num_queries(5):
        get_home_figures(officer=cast.zhou_min, month=JUNE)


def test_a_person_sees_every_programme_with_its_reasons(cast: Cast, folk: Any) -> None:
    answers = get_person_answers(officer=cast.zhou_min, person=folk["wang"].pk, month=JUNE)

    assert answers is not None
    by_id = {answer.programme: answer for answer in answers.answers}
    nursing = by_id["nursing_subsidy"]
    assert nursing.explanation.outcome is False
    assert nursing.explanation.failing[0].id == "alive"
    assert [spell.amount_fen for spell in nursing.enrolled] == [11000]
    assert [finding.list for finding in nursing.findings] == ["wrong"]
    assert "regular_visit" in by_id


def test_history_tells_what_was_believed_and_what_is_now(cast: Cast, folk: Any) -> None:
    died(folk["li"], date(2026, 5, 3))
    determine(county=WULINGYUAN, month=JUNE, at=NOON, by="yingbao work")

    answers = get_person_answers(officer=cast.zhou_min, person=folk["li"].pk, month=JUNE)

    assert answers is not None
    (nursing,) = [a for a in answers.answers if a.programme == "nursing_subsidy"]
    told = [(str(b.month_from), b.outcome, b.run_to is None) for b in nursing.history]
    assert ("2026-06", None, True) in told
    assert ("2026-05", Outcome.YES, True) in told
    assert ("2026-05", Outcome.YES, False) in told
    assert nursing.believed is not None
    assert nursing.believed.outcome is None


def test_one_person_costs_few_queries(cast: Cast, folk: Any, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(16):
        get_person_answers(officer=cast.zhou_min, person=folk["wang"].pk, month=JUNE)


def test_programmes_are_counted_inside_the_division(cast: Cast, folk: Any) -> None:
    county = count_programmes(officer=cast.zhou_min, month=JUNE, per_household=())
    township = count_programmes(officer=cast.wu_gang, month=JUNE, per_household=())

    assert (county["nursing_subsidy"].entitled, county["nursing_subsidy"].to_ask) == (1, 1)
    assert county["nursing_subsidy"].owed == Money(11000)
    assert township["nursing_subsidy"].entitled == 0


def test_months_and_runs_of_the_county(cast: Cast, folk: Any) -> None:
    assert get_latest_month(officer=cast.tian_fang, on=date(2026, 6, 15)) == JUNE
    assert list_months(officer=cast.zhou_min) == [JUNE, Month(2026, 5)]
    assert list_runs(officer=cast.zhou_min).count() == 2
    assert list_runs(officer=cast.ran_jing).count() == 0


def test_a_month_far_ahead_is_never_the_newest(cast: Cast, folk: Any) -> None:
    Run.objects.filter(county=WULINGYUAN).update(month=date(2027, 2, 1))

    assert get_latest_month(officer=cast.zhou_min, on=date(2026, 6, 15)) is None
    assert get_latest_month(officer=cast.zhou_min, on=date(2027, 1, 31)) == Month(2027, 2)


def test_a_failed_run_is_told_until_another_is_asked_for(cast: Cast) -> None:
    made = {"county": WULINGYUAN, "month": date(2026, 6, 1), "by": "zhou_min", "asked_at": NOON}
    first = Run.objects.create(state="failed", problem="x", **made)
    Run.objects.create(state="failed", problem="x", **{**made, "month": date(2026, 5, 1)})
    Run.objects.create(state="asked", **{**made, "month": date(2026, 5, 1)})

    assert list_failures(officer=cast.zhou_min) == [first]
    assert list_failures(officer=cast.ran_jing) == []
    again = Run.objects.create(state="failed", problem="y", **made)
    assert list_failures(officer=cast.zhou_min) == [again]


def test_a_filter_for_another_township_finds_nobody_beyond_the_own(cast: Cast, folk: Any) -> None:
    asked: dict[str, Any] = {"month": JUNE, "kind": WorkList.MISSED, "filters": Filters(township=JUNDIPING)}

    assert list_findings(officer=cast.tian_fang, **asked).total == 1
    assert list_findings(officer=cast.wu_gang, **asked).total == 0
    assert list(iterate_findings(officer=cast.wu_gang, **asked)) == []
