"""The four lists: who is on them, why, since when, and for how much."""

import json
import re
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from tests.office.determination.register_of import JUNE, cover, died, holder, on, stated
from tests.people import NOON, WULINGYUAN, Cast, make_person, make_source
from yingbao.office.access.models import Officer
from yingbao.office.determination import sentences
from yingbao.office.determination.actions import determine
from yingbao.office.determination.choices import Reason, WorkList
from yingbao.office.determination.models import Finding
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.queries.payee_lists import list_partly_listed
from yingbao.office.register.choices import RowOutcome
from yingbao.office.register.models import Coverage, Hukou, Person, Source, StagedRow
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
JANUARY = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def _offices(cast: Cast) -> None:
    """The offices of both districts are open; complete lists came in since January."""
    cover(month=JANUARY)


def run(*months: str) -> None:
    for month in months or ("2026-06",):
        determine(county=WULINGYUAN, month=Month.parse(month), at=NOON, by="yingbao work")


def rows(person: Person, kind: WorkList | None = None, month: date = JUNE) -> list[Finding]:
    found = Finding.objects.filter(person=person, month=month, run_to=None)
    return list((found.filter(list=kind) if kind else found).order_by("programme", "reason"))


def said(person: Person, kind: WorkList | None = None) -> list[tuple[str, str, str]]:
    return [(f.list, f.programme, f.reason) for f in rows(person, kind)]


def sentence(finding: Finding, language: str = "zh-hans") -> str:
    with override(language):
        return sentences.tell(finding, pack_of(WULINGYUAN, Month(2026, 6)))


def paid_both(person: Person, **more: Any) -> None:
    on(person, "living_allowance", 11000, **more)
    on(person, "nursing_subsidy", 11000, **more)


def test_who_is_paid_rightly_is_on_no_list() -> None:
    wang = holder("王秀兰")
    on(wang, "dibao")
    paid_both(wang)

    run()

    assert said(wang) == []


def test_who_is_rightly_not_paid_is_on_no_list() -> None:
    li = holder("李明", grade=4)

    run()

    assert said(li) == []


def test_entitled_and_not_on_the_list_is_missed_since_the_month_it_began() -> None:
    li = holder("李明", grade=2)
    on(li, "dibao", since=date(2026, 4, 10))
    on(li, "nursing_subsidy", 11000)

    run()

    (row,) = rows(li)
    assert (row.list, row.programme, row.reason) == ("missed", "living_allowance", Reason.NOT_ENROLLED)
    assert row.since_month == date(2026, 4, 1)
    assert (row.monthly_fen, row.at_stake_fen) == (11000, 33000)
    assert sentence(row) == (
        "二级肢体残疾，户籍在武陵源区，本人或家庭享受低保，"
        "符合条件但不在发放名单中（自2026年4月起，每月110元）。"
    )


def test_what_is_missed_stops_where_the_rate_is_not_known() -> None:
    li = holder("李明")
    on(li, "dibao", since=date(2025, 1, 1))

    run()

    (row,) = rows(li, WorkList.MISSED)[:1]
    assert row.since_month is not None
    assert row.since_month >= JANUARY


def test_without_a_payee_list_nobody_is_known_to_be_missed() -> None:
    Coverage.objects.filter(scheme__in=["living_allowance", "nursing_subsidy"]).delete()
    li, zhao = holder("李明"), holder("赵一", hukou=None)
    on(li, "dibao")

    run()

    assert said(li) == []
    assert said(zhao) == [("ask", "nursing_subsidy", "hukou_division")]


def test_a_later_payee_list_says_nothing_of_the_months_before() -> None:
    Coverage.objects.filter(scheme="nursing_subsidy").update(month=date(2026, 5, 1))
    li = holder("李明")

    run("2026-04", "2026-06")

    assert said(li, WorkList.MISSED) == [("missed", "nursing_subsidy", Reason.NOT_ENROLLED)]
    assert rows(li, WorkList.MISSED, date(2026, 4, 1)) == []
    (row,) = rows(li, WorkList.MISSED)
    assert (row.since_month, row.at_stake_fen) == (date(2026, 5, 1), 22000)


def test_the_payee_list_of_one_township_says_nothing_of_another() -> None:
    Coverage.objects.filter(scheme="nursing_subsidy").delete()
    cover("nursing_subsidy", month=date(2026, 5, 1), division="430811201")
    here, there = holder("李明"), holder("赵一", village="430811001001")

    run()

    assert [f.since_month for f in rows(here)] == [date(2026, 5, 1)]
    assert said(there) == []


def test_a_dibao_list_says_who_is_not_on_single_person_dibao() -> None:
    Coverage.objects.filter(scheme="single_dibao").delete()
    wang = holder("王秀兰")
    on(wang, "dibao_margin")
    on(wang, "nursing_subsidy", 11000)

    run()

    assert said(wang) == [("missed", "single_dibao", Reason.NOT_ENROLLED)]


def test_paid_after_death() -> None:
    wang = holder("王秀兰")
    on(wang, "dibao")
    paid_both(wang)
    died(wang, date(2026, 3, 5))

    run()

    assert said(wang) == [("wrong", "living_allowance", "alive"), ("wrong", "nursing_subsidy", "alive")]
    row = rows(wang)[0]
    assert row.since_month == date(2026, 4, 1)
    assert row.at_stake_fen == 33000
    assert sentence(row) == "此人已于2026年3月5日去世，2026年4月起仍在发放（每月110元）。"


def test_money_is_counted_from_the_first_month_a_list_tells() -> None:
    wang = holder("王秀兰")
    died(wang, date(2025, 9, 10))
    on(wang, "nursing_subsidy", 11000, since=date(2021, 7, 1))

    run()

    (row,) = rows(wang)
    assert row.since_month == date(2025, 10, 1)
    assert row.at_stake_fen == 6 * 11000, "January to June: nobody told what was paid before"
    assert row.params["unpriced_months"] == 3
    assert sentence(row).endswith("（每月110元，2026年1月以前金额不详、未计入）。")
    assert "amounts before January 2026 are not known and not counted" in sentence(row, "en")


def test_what_the_due_amount_differs_by_is_counted_from_the_first_month_a_list_tells() -> None:
    Coverage.objects.filter(scheme="nursing_subsidy").update(month=date(2026, 4, 1))
    wang = holder("王秀兰")
    on(wang, "nursing_subsidy", 10000, since=date(2025, 1, 1))

    run()

    (row,) = rows(wang)
    assert row.at_stake_fen == 3 * 1000
    assert "2026年4月以前金额不详、未计入" in sentence(row)


def test_a_list_that_covers_nobody_else_tells_the_amount_from_its_own_month() -> None:
    Coverage.objects.filter(scheme="nursing_subsidy").delete()
    wang = holder("王秀兰")
    died(wang, date(2026, 1, 10))
    on(
        wang,
        "nursing_subsidy",
        11000,
        since=date(2021, 7, 1),
        source=make_source("x", month=date(2026, 5, 1)),
    )

    run()

    (row,) = rows(wang)
    assert (row.since_month, row.at_stake_fen) == (date(2026, 2, 1), 2 * 11000)


def test_the_month_of_death_is_still_paid() -> None:
    wang = holder("王秀兰")
    on(wang, "dibao")
    paid_both(wang)
    died(wang, date(2026, 6, 1))

    run()

    assert said(wang) == []


def test_paid_on_an_expired_certificate() -> None:
    wang = holder("王秀兰", expires_on=date(2026, 3, 31))
    on(wang, "dibao")
    on(wang, "nursing_subsidy", 11000)

    run()

    (row,) = rows(wang)
    assert (row.list, row.reason) == ("wrong", "certificate_unexpired")
    assert sentence(row) == "残疾人证已于2026年3月31日到期，2026年4月起仍在发放（每月110元）。"


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        ("tekun", "without_tekun"),
        ("work_injury_care", "without_work_injury_care"),
        ("prison", "without_prison"),
    ],
)
def test_paid_beside_what_excludes_it(trouble: str, reason: str) -> None:
    wang = holder("王秀兰")
    on(wang, trouble, since=date(2026, 5, 1))
    on(wang, "nursing_subsidy", 11000)

    run()

    assert said(wang) == [("wrong", "nursing_subsidy", reason)]
    assert rows(wang)[0].since_month == date(2026, 5, 1)


def test_paid_after_moving_away_names_the_place() -> None:
    wang = holder("王秀兰", hukou=None)
    source = make_source("hukou-moves")
    Hukou.objects.create(person=wang, division_code="430811201203", valid_to=date(2026, 5, 20), source=source)
    Hukou.objects.create(person=wang, division_code="500156", valid_from=date(2026, 5, 21), source=source)
    on(wang, "nursing_subsidy", 11000)

    run()

    (row,) = rows(wang)
    assert row.reason == "registered_here"
    assert sentence(row) == "户籍不在武陵源区（现在重庆市武隆区），2026年6月起仍在发放（每月110元）。"


def test_paid_without_a_certificate() -> None:
    stranger = make_person("赵无证")
    Hukou.objects.create(person=stranger, division_code="430811201203", source=make_source())
    on(stranger, "nursing_subsidy", 11000)

    run()

    assert said(stranger) == [("wrong", "nursing_subsidy", "has_certificate")]


def test_another_amount_is_paid_than_is_due() -> None:
    wang = holder("王秀兰")
    on(wang, "nursing_subsidy", 10000, since=date(2026, 5, 1))

    run()

    (row,) = rows(wang)
    assert (row.list, row.reason) == ("wrong", Reason.AMOUNT_DIFFERS)
    assert (row.since_month, row.at_stake_fen) == (date(2026, 5, 1), 2000)
    assert sentence(row) == "应发每月110元，实发每月100元（自2026年5月起）。"


def test_paid_twice_in_one_month() -> None:
    wang = holder("王秀兰")
    on(wang, "nursing_subsidy", 11000, since=date(2026, 5, 1))
    on(wang, "nursing_subsidy", 11000, since=date(2026, 6, 1))

    run()

    (row,) = rows(wang)
    assert (row.list, row.reason) == ("wrong", Reason.PAID_TWICE)
    assert (row.since_month, row.at_stake_fen) == (JUNE, 11000)
    assert sentence(row) == "2026年6月发放名单中列了2次，共发220元，应发110元。"


def test_unknown_asks_the_one_question() -> None:
    wang = holder("王秀兰", hukou=None)

    run()

    assert said(wang) == [("ask", "nursing_subsidy", "hukou_division")]
    assert sentence(rows(wang)[0]).startswith("本月1日，此人的户口在哪个区县")


def test_what_is_unknown_and_cannot_matter_is_not_asked() -> None:
    li = holder("李明", grade=4, hukou=None)

    run()

    assert said(li) == []


def test_a_refused_row_with_the_name_is_to_be_corrected_first() -> None:
    wang = holder("王秀兰")
    payees = Coverage.objects.get(scheme="nursing_subsidy").source
    StagedRow.objects.create(source=payees, line=17, outcome=RowOutcome.REFUSED, changes={"name": "王秀兰"})

    run()

    assert said(wang) == [("ask", "nursing_subsidy", Reason.ROW_REFUSED)]
    assert "第17行" in sentence(rows(wang)[0])


TOWN = "430811001001"


def not_entered(source: Source, line: int, outcome: str = RowOutcome.REFUSED, **about: Any) -> None:
    name = about.pop("name", "王秀兰")
    StagedRow.objects.create(source=source, line=line, outcome=outcome, changes={"name": name}, **about)


def test_a_refused_row_with_a_number_is_about_its_holder_and_no_namesake() -> None:
    wang, namesake = holder("王秀兰"), holder("王秀兰")
    payees = Coverage.objects.get(scheme="nursing_subsidy").source
    not_entered(payees, 17, person_id=wang.pk)

    run()

    assert said(wang) == [("ask", "nursing_subsidy", Reason.ROW_REFUSED)]
    assert said(namesake) == [("missed", "nursing_subsidy", Reason.NOT_ENROLLED)]


def test_a_refused_row_of_one_township_is_about_nobody_of_another() -> None:
    Coverage.objects.filter(scheme="nursing_subsidy").delete()
    here, there = holder("王秀兰", village=TOWN), holder("王秀兰")
    not_entered(cover("nursing_subsidy", division="430811001"), 17)
    cover("nursing_subsidy", division="430811201")

    run()

    assert said(here) == [("ask", "nursing_subsidy", Reason.ROW_REFUSED)]
    assert said(there) == [("missed", "nursing_subsidy", Reason.NOT_ENROLLED)]


def test_a_row_refused_last_month_says_nothing_where_this_month_s_list_came() -> None:
    wang = holder("王秀兰")
    not_entered(Coverage.objects.get(scheme="nursing_subsidy").source, 17)
    cover("nursing_subsidy", month=JUNE)

    run()

    assert said(wang) == [("missed", "nursing_subsidy", Reason.NOT_ENROLLED)]


def test_a_refused_row_about_the_living_allowance_says_nothing_of_who_is_paid_it() -> None:
    wang = holder("王秀兰")
    on(wang, "dibao")
    paid_both(wang)
    not_entered(Coverage.objects.get(scheme="living_allowance").source, 17)

    run()

    assert said(wang) == []


def test_nobody_is_missed_for_a_row_that_is_contested() -> None:
    wang = holder("王秀兰")
    payees = Coverage.objects.get(scheme="nursing_subsidy").source
    not_entered(payees, 17, RowOutcome.CONFLICT, name="王丽华", person_id=wang.pk)

    run()

    assert said(wang) == [("ask", "nursing_subsidy", Reason.ROW_REFUSED)]
    assert "第17行可能是此人但身份有疑点" in sentence(rows(wang)[0])
    assert "decide first who is who" in sentence(rows(wang)[0], "en")


def test_the_townships_whose_list_of_the_month_did_not_come_are_named(cast: Cast) -> None:
    cover("nursing_subsidy", month=JUNE, division="430811001")

    def partly(officer: Officer, month: Month) -> list[tuple[str, tuple[str, ...]]]:
        found = list_partly_listed(officer=officer, month=month)
        return [(each.programme.id, each.townships) for each in found]

    assert partly(cast.zhou_min, Month(2026, 6)) == [("nursing_subsidy", ("协合乡",))]
    assert partly(cast.wu_gang, Month(2026, 6)) == [("nursing_subsidy", ("协合乡",))]
    assert partly(cast.tian_fang, Month(2026, 6)) == []
    assert partly(cast.zhou_min, Month(2026, 5)) == [], "no list at all is another notice"
    cover("nursing_subsidy", month=JUNE)
    assert partly(cast.zhou_min, Month(2026, 6)) == []


def test_on_the_margin_and_not_on_single_person_dibao() -> None:
    wang = holder("王秀兰")
    on(wang, "dibao_margin")
    on(wang, "nursing_subsidy", 11000)

    run()

    assert said(wang) == [("missed", "single_dibao", Reason.NOT_ENROLLED)]
    assert rows(wang)[0].at_stake_fen is None


def test_changed_says_what_was_before() -> None:
    wang, li, zhao = holder("王秀兰", expires_on=date(2026, 5, 31)), holder("李明"), holder("赵一")
    on(wang, "nursing_subsidy", 11000)
    on(li, "nursing_subsidy", 11000)
    on(zhao, "nursing_subsidy", 11000)
    on(li, "dibao", since=date(2026, 6, 1))

    run("2026-05", "2026-06")

    assert said(wang, WorkList.CHANGED) == [("changed", "nursing_subsidy", "certificate_unexpired")]
    assert said(li, WorkList.CHANGED) == [("changed", "living_allowance", Reason.BECAME_ELIGIBLE)]
    assert said(zhao) == []
    (ended,) = rows(wang, WorkList.CHANGED)
    assert sentence(ended) == "残疾人证已于2026年5月31日到期，自2026年6月起不再符合条件。"
    (begun,) = rows(li, WorkList.CHANGED)
    assert sentence(begun) == "自2026年6月起符合条件，上月不符合（每月110元）。"


def test_nothing_changed_when_the_month_before_was_never_determined() -> None:
    wang = holder("王秀兰")

    run("2026-06")

    assert said(wang, WorkList.CHANGED) == []


def test_a_finding_that_is_mended_is_ended_and_not_deleted() -> None:
    wang = holder("王秀兰")
    run()
    (missed,) = rows(wang)
    on(wang, "nursing_subsidy", 11000)

    run()

    assert rows(wang) == []
    missed.refresh_from_db()
    assert missed.run_to is not None


def test_sentences_speak_english() -> None:
    wang = holder("王秀兰", expires_on=date(2026, 3, 31))
    on(wang, "nursing_subsidy", 11000)

    run()

    (row,) = rows(wang)
    assert sentence(row, "en") == (
        "The certificate expired on 31 March 2026; still paid since April 2026 (110 yuan a month)."
    )


def test_five_years_back_and_no_further_says_so() -> None:
    Coverage.objects.all().update(month=date(2020, 1, 1))
    wang = holder("王秀兰", expires_on=date(2019, 3, 31), valid_from=date(2010, 1, 1))
    on(wang, "nursing_subsidy", 5000, since=date(2016, 1, 1))

    run()

    (row,) = rows(wang)
    assert row.since_month == date(2021, 7, 1)
    assert row.params["at_the_bound"] is True
    assert row.params["months"] == 60
    assert row.at_stake_fen == 60 * 5000
    assert "或更早" in sentence(row)


def test_no_number_of_a_person_is_stored_in_a_finding() -> None:
    wang = holder("王秀兰")
    stated(wang, "needs_long_term_care", "true")

    run()

    assert rows(wang) != []
    assert not [f for f in rows(wang) if re.search(r"[0-9]{15}", json.dumps(f.params))]
