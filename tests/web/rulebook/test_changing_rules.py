"""Rules changed on screen: written anew, tried, proposed, and decided by another officer."""

import html
from typing import Any

import pytest
from django.test import Client

from tests.office.determination.register_of import cover, holder
from tests.office.rulebook.proposals import JANUARY, PROGRAMME, RATE, proposed, rate
from tests.people import NOON, WULINGYUAN, Cast
from tests.web.conftest import SignIn
from yingbao.law.packs.edits import own_conditions, programme_of
from yingbao.law.packs.resting import Resting
from yingbao.law.rules.programmes import WrittenCondition
from yingbao.office.determination.actions import determine
from yingbao.office.determination.packs import pack_of
from yingbao.office.rulebook.actions import approve
from yingbao.office.rulebook.models import Amendment
from yingbao.values.month import Month

pytestmark = pytest.mark.usefixtures("compared_only")
JUNE = Month(2026, 6)
CHANGE = f"/rules/{PROGRAMME}/change"


@pytest.fixture
def browser(sign_in: SignIn) -> Client:
    return sign_in("zhou_min")


def text(browser: Client, address: str, body: dict[str, Any] | None = None, **more: Any) -> str:
    answer = browser.get(address) if body is None else browser.post(address, body, **more)
    assert answer.status_code == 200, answer
    return html.unescape(answer.content.decode())


def rules(**anew: str) -> dict[str, str]:
    """Return the form as it is shown, with some of it written anew."""
    programme = programme_of(pack_of(WULINGYUAN, JUNE), PROGRAMME)
    assert programme.pays is not None
    form = {f"condition_{each.id}": each.text for each in own_conditions(programme)}
    form |= {"eligible": programme.eligible_text, "amount": programme.pays.text, "start": "2026-07"}
    return form | anew


class TestRules:
    """Conditions, who is entitled, what is paid."""

    def test_the_form_shows_what_stands(self, browser: Client) -> None:
        page = text(browser, CHANGE)

        assert "certificate_grade IN (1, 2)</textarea>" in page
        assert "现在：残疾等级 属于 (1, 2) <code>severe</code>" in page

    def test_a_fault_is_marked_at_its_place(self, browser: Client) -> None:
        page = text(browser, CHANGE, rules(condition_severe="残疾等级 IN (1, 2) AND 等级 = 1", act="try"))

        assert "第 1 行第 20 个字" in page
        assert "残疾等级 IN (1, 2) AND <mark>等级</mark> = 1" in page

    def test_while_one_types_only_what_it_would_do_comes_back(self, browser: Client, cast: Cast) -> None:
        cover(month=JANUARY.first_day)
        holder("李明", grade=1)
        live = {"HTTP_HX_REQUEST": "true"}
        wrong = text(browser, CHANGE, rules(condition_severe="残疾等级 IN ("), **live)
        right = text(browser, CHANGE, rules(condition_severe="残疾等级 = 1"), **live)

        assert "<html" not in wrong
        assert "还不能理解" in wrong
        assert "已经施行" in right
        assert "个案例的结果会不同" in right
        assert not Amendment.objects.exists()

    def test_a_trial_counts_persons_and_names_cases(self, browser: Client, cast: Cast) -> None:
        cover(month=JANUARY.first_day)
        holder("李明", grade=1)
        holder("赵青", grade=2)
        determine(county=WULINGYUAN, month=JUNE, at=NOON, by="yingbao work")

        page = text(browser, CHANGE, rules(condition_severe="残疾等级 = 1", act="try"))

        assert "如果2026年6月已经施行" in page
        assert "<td>2 人</td><td>1 人</td>" in page
        assert "220.00 元" in page
        assert "110.00 元" in page
        assert "个案例的结果会不同" in page
        assert not Amendment.objects.exists()

    def test_a_proposal_says_why_and_on_what_it_rests(self, browser: Client) -> None:
        page = text(browser, CHANGE, rules(condition_severe="残疾等级 = 1", act="propose"))

        assert "请写明依据哪份文件" in page
        assert "请写明理由" in page
        assert "残疾等级 = 1</textarea>" in page
        assert not Amendment.objects.exists()

    def test_a_proposal_waits_with_old_and_new(self, browser: Client) -> None:
        body = rules(
            condition_severe="残疾等级 = 1", act="propose", source="武民发〔2026〕3号", reason="新文件"
        )
        answer = browser.post(CHANGE, body)
        amendment = Amendment.objects.get()

        assert answer.headers["Location"] == f"/amendments/{amendment.pk}"
        page = text(browser, f"/amendments/{amendment.pk}")
        assert "残疾等级 属于 (1, 2)" in page
        assert "残疾等级 = 1" in page
        assert amendment.name_zh in text(browser, "/amendments/")

    def test_what_changes_nothing_is_said(self, browser: Client) -> None:
        assert "没有改动" in text(browser, CHANGE, rules(act="try"))
        body = rules(act="propose", source="x", reason="x")
        assert "与现行规则相同" in text(browser, CHANGE, body)

    @pytest.mark.parametrize("start", ["2026-7", "soon", "1990-01", ""])
    def test_a_month_that_cannot_be_is_refused_in_the_form(self, browser: Client, start: str) -> None:
        page = text(browser, CHANGE, rules(start=start, act="try"))

        assert 'id="id_start-error"' in page


class TestSentences:
    """What is said of a condition, written anew together with its rule."""

    def test_the_form_shows_the_sentences_that_stand(self, browser: Client) -> None:
        page = text(browser, CHANGE)

        assert f'name="says_zh_severe" value="{severe().says.zh}"' in page
        assert f'name="fails_en_severe" value="{severe().fails.en}"' in page

    def test_a_rule_and_its_sentence_go_to_the_second_officer_together(
        self, browser: Client, cast: Cast, django_capture_on_commit_callbacks: Any
    ) -> None:
        anew = {
            "condition_severe": "残疾等级 = 1",
            "says_zh_severe": "残疾等级为一级",
            "fails_zh_severe": "不是一级",
        }
        browser.post(CHANGE, rules(**anew, act="propose", source="武民发〔2026〕3号", reason="新文件"))
        amendment = Amendment.objects.get()
        page = text(browser, f"/amendments/{amendment.pk}")
        assert severe().says.zh in page
        assert "残疾等级为一级" in page
        assert "的说法" in amendment.name_zh

        with django_capture_on_commit_callbacks(execute=True):
            approve(amendment=amendment, at=NOON, by=cast.xiang_dong)
        after = severe(Month(2026, 7))
        assert (after.says.zh, after.fails.zh, after.text) == ("残疾等级为一级", "不是一级", "残疾等级 = 1")
        assert after.says.en == severe().says.en
        assert severe().text != after.text

    def test_an_empty_sentence_leaves_what_stands(self, browser: Client) -> None:
        assert "没有改动" in text(browser, CHANGE, rules(says_zh_severe=" ", act="try"))

    def test_a_sentence_that_names_no_fact_is_told(self, browser: Client) -> None:
        page = text(browser, CHANGE, rules(says_zh_severe="等级{没有}", act="try"))

        assert "没有事实“{没有}”" in page

    def test_a_condition_to_be_checked_is_stated_by_the_document(
        self, browser: Client, cast: Cast, django_capture_on_commit_callbacks: Any
    ) -> None:
        address = "/rules/regular_visit/change"
        programme = programme_of(pack_of(WULINGYUAN, JUNE), "regular_visit")
        assert 'name="stated_in_hardship"' in text(browser, address)
        body = {f"condition_{each.id}": each.text for each in own_conditions(programme)}
        body |= {"eligible": programme.eligible_text, "amount": programme.pays.text if programme.pays else ""}
        body |= {"start": "2026-07", "stated_in_hardship": "on", "act": "propose"}
        browser.post(address, body | {"source": "武民发〔2026〕3号", "reason": "看过原件"})
        with django_capture_on_commit_callbacks(execute=True):
            approve(amendment=Amendment.objects.get(), at=NOON, by=cast.xiang_dong)

        pack = pack_of(WULINGYUAN, Month(2026, 7))
        assert Resting(pack, JUNE, JUNE).of_conditions("regular_visit", ["in_hardship"]) == ()
        assert Resting(pack_of(WULINGYUAN, JUNE), JUNE, JUNE).of_conditions("regular_visit", ["in_hardship"])
        # The sources of the other conditions are as they were.
        assert Resting(pack, JUNE, JUNE).of_conditions("regular_visit", ["lives_here"])


def severe(month: Month = JUNE) -> WrittenCondition:
    conditions = programme_of(pack_of(WULINGYUAN, month), PROGRAMME).conditions
    return next(each for each in conditions if each.id == "severe")


class TestValues:
    """Rates from a month on, and values confirmed."""

    def test_a_rate_is_typed_in_yuan_a_tier_each(self, browser: Client) -> None:
        page = text(browser, f"/values/{RATE}/change")
        assert page.count('value="110.00"') == 2
        body = {"value_0": "120", "value_1": "100.5", "start": "2026-07", "act": "propose"}
        browser.post(f"/values/{RATE}/change", body | {"source": "武民发〔2026〕3号", "reason": "新标准"})
        (edit,) = Amendment.objects.get().written_anew

        assert edit.after == {
            "value": {"1": 12000, "2": 10050},
            "sure": "stated",
            "source": "武民发〔2026〕3号",
        }

    def test_what_is_no_amount_is_refused_at_its_field(self, browser: Client) -> None:
        body = {"value_0": "一百二", "value_1": "-1", "start": "2026-07", "act": "try"}
        page = text(browser, f"/values/{RATE}/change", body)

        assert 'id="id_value_0-error"' in page

    def test_a_value_to_be_checked_is_confirmed_with_its_document(self, browser: Client) -> None:
        address = f"/values/{RATE}/confirm/{JANUARY}"
        body = {
            "document": "调标通知",
            "number": "武民发〔2026〕3号",
            "date": "2026-01-05",
            "reason": "看过原件",
        }
        assert "请写日期" in text(browser, address, body | {"date": ""})
        browser.post(address, body)
        amendment = Amendment.objects.get()
        (edit,) = amendment.written_anew

        assert amendment.source == "武民发〔2026〕3号《调标通知》（2026-01-05）"
        assert edit.after == {**edit.before, "sure": "stated", "source": amendment.source}  # type: ignore[dict-item]

    def test_there_is_nothing_to_confirm_where_no_value_begins(self, browser: Client) -> None:
        for month in ("2026-02", "soon"):
            assert browser.get(f"/values/{RATE}/confirm/{month}").status_code == 404


class TestDeciding:
    """The second officer."""

    @pytest.fixture
    def amendment(self, cast: Cast) -> Amendment:
        return proposed(cast.zhou_min, rate())

    def test_its_author_is_told_that_another_decides(self, browser: Client, amendment: Amendment) -> None:
        page = text(browser, f"/amendments/{amendment.pk}")

        assert "由另一位工作人员决定" in page
        assert "/decide" not in page
        refused = text(browser, f"/amendments/{amendment.pk}/decide", {"verdict": "approve"})
        assert "这是您自己提出的" in refused

    def test_another_approves_and_it_is_in_force(
        self, sign_in: SignIn, amendment: Amendment, django_capture_on_commit_callbacks: Any
    ) -> None:
        second = sign_in("xiang_dong")
        with django_capture_on_commit_callbacks(execute=True):
            second.post(f"/amendments/{amendment.pk}/decide", {"verdict": "approve"})

        assert "已批准" in text(second, f"/amendments/{amendment.pk}")
        assert "120.00 元" in text(second, f"/amendments/{amendment.pk}")
        dated = pack_of(WULINGYUAN, Month(2026, 7)).parameters[RATE].on(Month(2026, 7))
        assert dated is not None
        assert dated.value == {1: 12000, 2: 10000}

    def test_who_may_decide_is_told_at_home(self, sign_in: SignIn, amendment: Amendment) -> None:
        assert "1 份规则修改等待您决定" in text(sign_in("xiang_dong"), "/")
        for who in ("zhou_min", "tian_fang", "ran_jing"):
            assert "等待您决定" not in text(sign_in(who), "/")

    def test_a_refusal_says_why(self, sign_in: SignIn, amendment: Amendment) -> None:
        second = sign_in("xiang_dong")
        address = f"/amendments/{amendment.pk}/decide"

        assert "请说明为什么不同意" in text(second, address, {"verdict": "refuse"})
        second.post(address, {"verdict": "refuse", "answer": "文号不对"})
        assert "文号不对" in text(second, f"/amendments/{amendment.pk}")
        assert amendment.name_zh in text(second, "/amendments/?state=refused")

    def test_the_second_officer_sees_whom_it_would_move(self, sign_in: SignIn, amendment: Amendment) -> None:
        second = sign_in("xiang_dong")

        assert "?try=1" in text(second, f"/amendments/{amendment.pk}")
        assert "个案例的结果会不同" in text(second, f"/amendments/{amendment.pk}?try=1")

    def test_its_author_takes_it_back(self, browser: Client, amendment: Amendment) -> None:
        browser.post(f"/amendments/{amendment.pk}/withdraw")

        assert amendment.name_zh in text(browser, "/amendments/?state=withdrawn")

    def test_no_one_else_decides_and_no_other_county_sees_it(
        self, sign_in: SignIn, amendment: Amendment
    ) -> None:
        address = f"/amendments/{amendment.pk}"

        assert sign_in("ran_jing").get(address).status_code == 404
        assert sign_in("tian_fang").get(address).status_code == 200
        for who in ("tian_fang", "shen_ji"):
            assert sign_in(who).post(f"{address}/decide", {"verdict": "approve"}).status_code == 403


def test_the_month_to_be_determined_anew_is_told_at_home(
    browser: Client, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    cover(month=JANUARY.first_day)
    holder("李明")
    determine(county=WULINGYUAN, month=JUNE, at=NOON, by="yingbao work")
    assert "规则已改" not in text(browser, "/")
    with django_capture_on_commit_callbacks(execute=True):
        approve(amendment=proposed(cast.zhou_min, rate(JUNE), start=JUNE), at=NOON, by=cast.xiang_dong)

    page = text(browser, "/")
    assert "规则已改" in page
    assert "2026年6月" in page


class TestConditionsAndRelations:
    """A condition more, a condition less, and how other benefits bear on the programme."""

    PROPOSED = {"act": "propose", "source": "武民发〔2026〕3号", "reason": "新文件"}
    NEW = {
        "new_rule": "残疾等级 = 1",
        "new_says_zh": "残疾等级为一级",
        "new_says_en": "grade 1",
    }

    def in_force(self, sign_in: SignIn, callbacks: Any) -> Any:
        """Let the second officer approve what waits, and return the programme of July."""
        with callbacks(execute=True):
            address = f"/amendments/{Amendment.objects.get().pk}/decide"
            assert sign_in("xiang_dong").post(address, {"verdict": "approve"}).status_code == 302
        return programme_of(pack_of(WULINGYUAN, Month(2026, 7)), PROGRAMME)

    def test_a_new_condition_is_tried_proposed_and_in_force(
        self, browser: Client, sign_in: SignIn, django_capture_on_commit_callbacks: Any, cast: Cast
    ) -> None:
        cover(month=JANUARY.first_day)
        holder("李明", grade=1)
        holder("赵青", grade=2)
        tried = text(browser, CHANGE, rules(**self.NEW, act="try"))
        assert "<td>2 人</td><td>1 人</td>" in tried
        assert "个案例的结果会不同" in tried

        browser.post(CHANGE, rules(**self.NEW, **self.PROPOSED))
        page = text(browser, f"/amendments/{Amendment.objects.get().pk}")
        assert "新增条件“残疾等级为一级”" in page
        programme = self.in_force(sign_in, django_capture_on_commit_callbacks)

        assert programme.eligible_text.endswith(" AND added_1")
        assert {each.id: each.says.en for each in programme.conditions}["added_1"] == "grade 1"

    @pytest.mark.parametrize("missing", NEW)
    def test_a_new_condition_needs_its_rule_and_both_sentences(self, browser: Client, missing: str) -> None:
        page = text(browser, CHANGE, rules(**{**self.NEW, missing: " "}, act="try"))

        assert f'id="id_{missing}-error"' in page

    def test_a_condition_is_given_up(
        self, browser: Client, sign_in: SignIn, django_capture_on_commit_callbacks: Any
    ) -> None:
        browser.post(CHANGE, rules(give_up_severe="on", condition_severe="", **self.PROPOSED))
        assert "取消条件" in Amendment.objects.get().name_zh
        programme = self.in_force(sign_in, django_capture_on_commit_callbacks)

        assert "severe" not in programme.eligible_text
        assert "severe" not in {each.id for each in programme.conditions}

    def test_an_empty_rule_says_how_to_give_a_condition_up(self, browser: Client) -> None:
        page = text(browser, CHANGE, rules(condition_severe="", act="try"))

        assert "如要取消这个条件，请勾选下面的方框" in page

    def test_a_relation_is_written_anew_with_its_months(
        self, browser: Client, sign_in: SignIn, django_capture_on_commit_callbacks: Any
    ) -> None:
        stands = programme_of(pack_of(WULINGYUAN, JUNE), PROGRAMME).relations[0]
        name = f"relation_{stands.fact_id}_"
        body = {f"{name}relation": "allow", f"{name}from": "2026-07", f"{name}to": "2026-12"}
        browser.post(CHANGE, rules(**body, **self.PROPOSED))
        assert "可以同时享受" in text(browser, f"/amendments/{Amendment.objects.get().pk}")
        programme = self.in_force(sign_in, django_capture_on_commit_callbacks)
        relation = next(each for each in programme.relations if each.fact_id == stands.fact_id)

        assert (relation.kind, str(relation.in_force.end)) == ("allow", "2026-12")
        assert str(relation.citation) == "武民发〔2026〕3号"

    def test_a_relation_is_added_and_given_up(
        self, browser: Client, sign_in: SignIn, django_capture_on_commit_callbacks: Any
    ) -> None:
        stands = programme_of(pack_of(WULINGYUAN, JUNE), PROGRAMME).relations[0]
        body = {"new_relation_with": "on_dibao_margin", "relation_new_relation": "exclude"}
        body |= {f"relation_{stands.fact_id}_relation": "neither"}
        browser.post(CHANGE, rules(**body, **self.PROPOSED))
        programme = self.in_force(sign_in, django_capture_on_commit_callbacks)

        assert ("on_dibao_margin", "exclude") in {(each.fact_id, each.kind) for each in programme.relations}
        assert stands.fact_id not in {each.fact_id for each in programme.relations}

    @pytest.mark.parametrize(
        ("body", "wrong"),
        [
            ({"relation_new_relation": "exclude"}, "new_relation_with"),
            ({"new_relation_with": "on_dibao_margin"}, "relation_new_relation"),
            (
                {
                    "new_relation_with": "on_dibao_margin",
                    "relation_new_relation": "exclude",
                    "relation_new_from": "soon",
                },
                "relation_new_from",
            ),
        ],
    )
    def test_what_a_relation_lacks_is_said_at_its_field(
        self, browser: Client, body: dict[str, str], wrong: str
    ) -> None:
        assert f'id="id_{wrong}-error"' in text(browser, CHANGE, rules(**body, act="try"))
