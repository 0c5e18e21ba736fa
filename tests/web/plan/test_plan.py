"""The plan beside what it became, down to the persons, and back to the clause."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.people import WULINGYUAN, Cast
from tests.web.canaries import Canary
from tests.web.conftest import SignIn
from yingbao.edges.web.plan import counted, plan_compare
from yingbao.edges.web.plan.involved import involved_in
from yingbao.edges.web.plan.wording import rule_in_words
from yingbao.law.packs.coverage import Coverage, coverage_of
from yingbao.law.packs.records import records_of
from yingbao.law.plans.document import Kind
from yingbao.office.audit.models import Act
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.queries.indicators import IndicatorCount
from yingbao.values.month import Month

pytestmark = pytest.mark.usefixtures("cast")


def plan(county: str) -> Coverage:
    found = coverage_of(pack_of(county, Month(2026, 6)))
    assert found is not None
    return found


@pytest.mark.parametrize(("account", "title"), [("zhou_min", "武陵源区"), ("ran_jing", "武隆区")])
def test_the_plan_of_the_own_county_is_shown_whole(
    sign_in: SignIn, account: str, title: str, cast: Cast
) -> None:
    page = sign_in(account).get("/plan/").content.decode()
    coverage = plan(getattr(cast, account).division_id)

    assert title in page
    # The heads of its tables are the heads of ours.
    told = [c for c in coverage.plan.clauses if c.text and c.kind is not Kind.TABLE_HEAD]
    assert [clause.id for clause in told if f'id="{clause.id}"' not in page] == []
    assert len(page.encode()) < 400_000


def test_every_clause_stands_beside_what_it_became_or_why_it_is_guidance(sign_in: SignIn) -> None:
    page = sign_in("zhou_min").get("/plan/").content.decode()

    for placed in plan(WULINGYUAN).clauses:
        _, _, after = page.partition(f'id="{placed.clause.id}"')
        own = after.split(' id="')[0]
        assert all(thing.name.zh in own for thing in placed.things), placed.clause.id
        if placed.entry and placed.entry.guidance:
            assert "yb-guidance" in own, placed.clause.id
        assert all(remark.text.zh in own for remark in (placed.entry.remarks if placed.entry else ()))


def test_each_chapter_says_how_many_of_its_clauses_have_a_place(sign_in: SignIn) -> None:
    page = sign_in("zhou_min").get("/plan/").content.decode()
    third = plan(WULINGYUAN).by_chapter["3"]
    became = sum(bool(placed.things) for placed in third)

    assert f"{len(third)} 条：办理 {became}，指导 {len(third) - became}" in page
    assert "每一条都有着落" in page


@pytest.mark.parametrize("kind", ["cash", "facility", "indicator", "guidance", "remark"])
def test_the_plan_is_narrowed_to_what_clauses_became(sign_in: SignIn, kind: str) -> None:
    page = sign_in("zhou_min").get(f"/plan/?kind={kind}").content.decode()
    shown = set(re.findall(r'class="yb-clause[^"]*" id="([^"]+)"', page))

    wanted = {
        placed.clause.id
        for placed in plan(WULINGYUAN).clauses
        if placed.clause.kind not in {Kind.TASK, Kind.INDICATOR}
        and (
            kind in {thing.particular or thing.kind for thing in placed.things}
            or (kind == "guidance" and placed.entry and placed.entry.guidance)
            or (kind == "remark" and placed.entry and placed.entry.remarks)
        )
    }
    assert shown == wanted
    assert wanted


def test_the_plan_is_narrowed_to_what_concerns_a_unit(sign_in: SignIn) -> None:
    browser = sign_in("zhou_min")
    page = browser.get("/plan/?unit=civil_affairs").content.decode()

    assert 'id="专栏2.2.a"' in page
    assert "yb-guidance" not in page
    assert "没有符合筛选条件的条款" in browser.get("/plan/?kind=nothing").content.decode()


def test_a_clause_leads_to_the_programme_and_back(sign_in: SignIn) -> None:
    browser = sign_in("yang_mei")
    clause = browser.get("/plan/专栏2.2.a").content.decode()
    programme = browser.get("/programmes/nursing_subsidy").content.decode()

    assert "/programmes/nursing_subsidy" in clause
    assert "/plan/%E4%B8%93%E6%A0%8F2.2.a" in programme


def test_rates_that_are_not_sure_say_so(sign_in: SignIn) -> None:
    page = sign_in("zhou_min").get("/programmes/nursing_subsidy").content.decode()

    assert "110.00 元" in page
    assert "暂定，待核" in page
    assert "不详，待核" in page


def test_a_rule_is_said_in_words() -> None:
    pack = pack_of("430811", Month(2026, 6))

    assert rule_in_words("certificate_grade IN (1, 2)", pack) == "残疾等级 属于 (1, 2)"
    said = rule_in_words("CASE WHEN certificate_grade = 1 THEN 100 ELSE 50 END", pack)
    assert said == "如果 残疾等级 = 1 则 100 否则 50"
    assert rule_in_words("hukou_division LIKE '430811%'", pack) == "户籍地 开头是 430811"


def test_what_the_plan_has_not_is_not_found(sign_in: SignIn) -> None:
    assert sign_in("zhou_min").get("/plan/99.99").status_code == 404
    assert sign_in("zhou_min").get("/programmes/nothing").status_code == 404


def test_a_county_whose_plan_was_not_read_is_told_whom_to_ask(sign_in: SignIn, monkeypatch: Any) -> None:
    monkeypatch.setattr("yingbao.edges.web.plan.plan_show.coverage_of", lambda _: None)

    assert "请联系区系统管理员" in sign_in("zhou_min").get("/plan/").content.decode()


def test_a_month_far_ahead_does_not_become_this_month(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(
        "yingbao.edges.web.plan.programme_list.runs.get_latest_month",
        lambda **of: asked.append(of["on"]),
    )
    browser = sign_in("zhou_min")

    for address in ("/programmes/", "/programmes/nursing_subsidy"):
        assert browser.get(address).status_code == 200
    assert set(asked) == {timezone.localdate()}


def test_a_clause_shows_whom_it_reaches_and_leads_to_the_persons(
    sign_in: SignIn, canaries: list[Canary]
) -> None:
    browser = sign_in("zhou_min")
    clause = browser.get("/plan/专栏2.2.a").content.decode()
    address = "/programmes/nursing_subsidy/ask?month=2026-06"

    assert address in clause
    persons = browser.get(address).content.decode()
    assert canaries[0].name in persons
    assert canaries[1].name in persons
    assert canaries[2].name not in persons
    assert f"/persons/{canaries[0].person.pk}?month=2026-06" in persons
    assert Act.objects.get(subject="programme:nursing_subsidy:ask:2026-06").detail == {"page": 1, "rows": 2}


def test_persons_behind_a_figure_are_those_of_the_own_township(
    sign_in: SignIn, canaries: list[Canary]
) -> None:
    page = sign_in("tian_fang").get("/programmes/nursing_subsidy/ask").content.decode()

    assert canaries[0].name in page
    assert canaries[1].name not in page


@pytest.mark.parametrize(
    "address", ["/programmes/nursing_subsidy/no", "/programmes/nothing/yes", "/units/x", "/processes/x"]
)
def test_lists_there_are_not_are_not_found(sign_in: SignIn, address: str) -> None:
    assert sign_in("zhou_min").get(address).status_code == 404


def test_a_programme_not_owed_to_persons_has_no_list_of_them(sign_in: SignIn) -> None:
    division = next(p for p in pack_of(WULINGYUAN, Month(2026, 6)).programmes if p.subject == "division")
    browser = sign_in("zhou_min")

    assert browser.get(f"/programmes/{division.id}/yes").status_code == 404
    assert browser.get(f"/programmes/{division.id}").status_code == 200


def test_a_part_of_the_plan_shows_what_all_its_clauses_became(sign_in: SignIn) -> None:
    page = sign_in("zhou_min").get("/plan/3.1.p2").content.decode()

    under = {each.id for each in plan(WULINGYUAN).plan.under("3.1.p2")}
    things = {t.id for name in under for t in getattr(plan(WULINGYUAN).by_id.get(name), "things", ())}
    assert len(things) > 5
    assert [name for name in things if f"/{name}" not in page and f"#{name}" not in page] == []


def test_every_programme_and_unit_and_process_of_both_counties_has_a_page(sign_in: SignIn) -> None:
    for account, county in (("guan_li", WULINGYUAN), ("ran_jing", "500156")):
        browser, pack = sign_in(account), pack_of(county, Month(2026, 6))
        records = records_of(pack)
        addresses = [
            *(f"/programmes/{each.id}" for each in pack.programmes[::7]),
            *(f"/units/{unit.id}" for unit in records.units),
            *(f"/processes/{name}" for name in records.processes),
        ]
        assert [a for a in addresses if browser.get(a).status_code != 200] == []


def test_programmes_are_listed_by_area_and_narrowed(sign_in: SignIn) -> None:
    browser, pack = sign_in("guan_li"), pack_of(WULINGYUAN, Month(2026, 6))
    whole = browser.get("/programmes/").content.decode()
    some = browser.get("/programmes/?area=care&kind=goods").content.decode()

    assert [p.id for p in pack.programmes if f'href="/programmes/{p.id}"' not in whole] == []
    wanted = {p.id for p in pack.programmes if (p.area, p.kind) == ("care", "goods")}
    assert set(re.findall(r'href="/programmes/([a-z_0-9]+)"', some)) == wanted
    assert "没有符合筛选条件的项目" in browser.get("/programmes/?area=nothing").content.decode()


def test_a_programme_speaks_in_the_plans_own_words(sign_in: SignIn) -> None:
    page = sign_in("zhou_min").get("/programmes/nursing_subsidy").content.decode()
    coverage = plan(WULINGYUAN)

    for name in coverage.clauses_of["nursing_subsidy"]:
        assert coverage.plan.by_id[name].text in page
    assert 'href="/units/civil_affairs"' in page
    assert 'href="/processes/two_subsidies"' in page
    assert "/indicators/#nursing_subsidy_coverage" in page


def test_tasks_are_grouped_by_lead_and_narrowed_to_a_unit(sign_in: SignIn) -> None:
    browser, coverage = sign_in("zhou_min"), plan(WULINGYUAN)
    whole = browser.get("/tasks/").content.decode()
    some = browser.get("/tasks/?unit=finance").content.decode()

    assert [task.id for task in coverage.plan.tasks if task.text not in whole] == []
    assert "共 27 项任务，显示 27 项" in whole
    shown = [task for task in coverage.plan.tasks if task.text in some]
    involved = involved_in(pack_of(WULINGYUAN, Month(2026, 6)))["finance"]
    assert shown == [
        t for t in coverage.plan.tasks if t in involved.leads_tasks + involved.takes_part_in_tasks
    ]
    assert 0 < len(shown) < 27


def test_a_unit_that_ended_says_who_does_its_work_now(sign_in: SignIn) -> None:
    pack = pack_of(WULINGYUAN, Month(2026, 6))
    units = records_of(pack).units
    ended = next(unit for unit in units if unit.successor and unit.in_force.end)
    now = units.in_charge(ended, Month.of(timezone.localdate()))

    page = sign_in("zhou_min").get(f"/units/{ended.id}").content.decode()
    assert now.id != ended.id
    assert "现由以下单位承接" in page
    assert f'href="/units/{now.id}"' in page


def test_limits_of_a_process_that_are_not_sure_say_so(sign_in: SignIn) -> None:
    page = sign_in("zhou_min").get("/processes/two_subsidies").content.decode()

    assert "10个工作日内" in page
    assert "待核" in page


def test_a_process_says_what_each_step_does_and_how_its_awards_end(sign_in: SignIn) -> None:
    ask = sign_in("zhou_min")
    allowances, petition = (
        ask.get(f"/processes/{name}").content.decode() for name in ("two_subsidies", "petition")
    )

    assert "审核（提出意见）" in allowances
    assert "落实（不属办件）" in allowances
    assert 'href="/processes/award_change"' in allowances
    assert "经批准可延长 30日" in petition
    assert "award_change" not in petition


@pytest.mark.parametrize(("account", "borrowed"), [("zhou_min", False), ("ran_jing", True)])
def test_borrowed_indicators_are_always_shown_as_borrowed(
    sign_in: SignIn, canaries: list[Canary], account: str, borrowed: bool
) -> None:
    page = sign_in(account).get("/indicators/").content.decode()

    assert ("不是本区规划的承诺" in page) is borrowed
    assert (">借用<" in page) is borrowed


def test_indicators_are_counted_or_say_why_not(sign_in: SignIn, canaries: list[Canary]) -> None:
    page = sign_in("zhou_min").get("/indicators/").content.decode()

    def own(name: str) -> str:
        return page.partition(f'id="{name}"')[2].split("</section>")[0]

    assert "2 人中有 0 人" in own("resident_pension_rate").replace("\u202f", " ")
    assert "按实际办理记录统计，目前还没有记录" in own("skills_trained_persons")
    assert "由有关单位报送，目前还没有收到" in own("family_income_growth")
    assert "不低于 150 人" in own("skills_trained_persons")
    assert "2 人是否属于统计范围还不清楚" in own("nursing_subsidy_coverage")


def test_the_administrator_sees_targets_and_no_figures(sign_in: SignIn, canaries: list[Canary]) -> None:
    browser = sign_in("guan_li")

    assert "人中有" not in browser.get("/indicators/").content.decode()
    assert "应享" not in browser.get("/plan/专栏2.2.a").content.decode()


@pytest.mark.parametrize(
    ("count", "met"),
    [
        (IndicatorCount(100, 0, 95, 0), True),
        (IndicatorCount(100, 0, 94, 0), False),
        (IndicatorCount(100, 0, 94, 1), None),
        (IndicatorCount(100, 1, 95, 0), None),
        (IndicatorCount(0, 0, 0, 0), None),
        (IndicatorCount(100, 5, 89, 5), False),
    ],
)
def test_a_target_is_reached_only_when_the_unknown_cannot_change_it(
    count: IndicatorCount, met: bool | None
) -> None:
    pack = pack_of(WULINGYUAN, Month(2026, 6))
    indicator = records_of(pack).indicators["basic_rehabilitation_rate"]

    assert indicator.target.value == 95
    assert counted.is_met(indicator, count) is met


def test_a_share_is_cut_and_not_rounded_up_to_its_target() -> None:
    percent = IndicatorCount(10_000, 0, 9_499, 0).percent

    assert percent is not None
    assert counted.percent_in_words(percent) == "94.9%"


def next_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *changes: tuple[str, str]) -> None:
    """Put a next plan beside the present one, for as long as the test lasts."""
    text = (pack_of(WULINGYUAN, Month(2026, 6)).folders[-1] / "plan.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "plan-next.yaml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(plan_compare, "NEXT", str(path))


def test_without_a_next_plan_the_page_says_whom_to_ask(sign_in: SignIn) -> None:
    assert "请联系区系统管理员录入" in sign_in("zhou_min").get("/plan/compare").content.decode()


def test_a_next_plan_shows_which_programmes_values_and_persons_it_concerns(
    sign_in: SignIn, canaries: list[Canary], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "为困难残疾人发放生活补贴和重度残疾人发放护理补贴"
    next_plan(tmp_path, monkeypatch, (words, words + "和出行补贴"))
    page = sign_in("zhou_min").get("/plan/compare").content.decode()

    assert "受影响的项目" in page
    assert 'href="/programmes/nursing_subsidy"' in page
    assert "本辖区有 0 人至少符合其中一个项目" in page
    assert f"<ins>2．困难残疾人生活补贴和重度残疾人护理补贴。{words}和出行补贴。</ins>" in page
    assert "文字有变动: 2" in page


def test_what_is_not_owed_to_persons_counts_none_in_a_comparison(
    sign_in: SignIn, canaries: list[Canary], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_plan(tmp_path, monkeypatch, ("服务率达到95%以上", "服务率达到98%以上"))
    page = sign_in("zhou_min").get("/plan/compare").content.decode()

    def shown(programme: str) -> str:
        row = page.partition(f'href="/programmes/{programme}"')[2].split("</tr>")[0]
        return row.rpartition('yb-figure-cell">')[2].split("<")[0]

    assert (shown("basic_device"), shown("device_service_network")) == ("0", "—")
    assert "基本型辅助器具适配服务率目标" in page.partition('id="parameters"')[2]
