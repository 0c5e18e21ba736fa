"""What is too large, negative or empty is a sentence in the form."""

import html

import pytest
from django.test import Client

from tests.office.rulebook.proposals import PROGRAMME, RATE
from tests.people import WULINGYUAN, Cast
from tests.web.conftest import SignIn
from yingbao.edges.web.rulebook.value_change import as_written
from yingbao.law.facts.values import Kind, NotAValue
from yingbao.law.packs.edits import own_conditions, programme_of
from yingbao.office.determination.packs import pack_of
from yingbao.office.rulebook.models import Amendment
from yingbao.values.month import Month

pytestmark = pytest.mark.usefixtures("compared_only")
TOO_MUCH = ["99999999999999999999", "-5", "9" * 95, "100000000", "10000000.01"]


@pytest.fixture
def browser(sign_in: SignIn) -> Client:
    return sign_in("zhou_min")


def value(amount: str, start: str = "2026-07") -> dict[str, str]:
    told = {"start": start, "source": "区民政局〔2026〕1号", "reason": "新标准", "act": "propose"}
    return told | {"value_0": amount, "value_1": "110"}


def page_of(browser: Client, address: str, body: dict[str, str]) -> str:
    answer = browser.post(address, body)
    assert answer.status_code == 200, answer
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize("amount", TOO_MUCH)
def test_an_amount_nobody_can_mean_is_not_proposed(browser: Client, cast: Cast, amount: str) -> None:
    page = page_of(browser, f"/values/{RATE}/change", value(amount))

    assert f"“{amount}”" in page
    assert not Amendment.objects.exists()


@pytest.mark.parametrize("typed", ["1234567890", "9" * 25, "-1", "１２３４５６７８９０"])
def test_a_count_has_nine_digits_at_most(typed: str) -> None:
    with pytest.raises(NotAValue):
        as_written(Kind.INTEGER, typed)
    assert as_written(Kind.INTEGER, "123456789") == 123456789


def test_the_largest_amount_is_a_value() -> None:
    assert as_written(Kind.FEN, "10,000,000.00") == 10_000_000_00


@pytest.mark.parametrize("act", ["try", "propose"])
def test_a_number_of_ten_digits_in_a_rule_is_marked_at_its_place(
    browser: Client, cast: Cast, act: str
) -> None:
    programme = programme_of(pack_of(WULINGYUAN, Month(2026, 7)), PROGRAMME)
    form = {f"condition_{each.id}": each.text for each in own_conditions(programme)}
    form |= {
        "eligible": programme.eligible_text,
        "start": "2026-07",
        "act": act,
        "source": "s",
        "reason": "r",
    }
    page = page_of(browser, f"/rules/{PROGRAMME}/change", form | {"amount": "1 + 99999999999999999999999"})

    assert "第 1 行第 5 个字" in page
    assert "最多 9 位" in page
    assert not Amendment.objects.exists()


class TestNoTierKnown:
    """A value of which nothing is known but the fact it is tiered by."""

    ADDRESS = "/values/warmth_amount/change"

    def test_every_tier_the_fact_can_make_is_asked_for(self, browser: Client, cast: Cast) -> None:
        page = html.unescape(browser.get(self.ADDRESS).content.decode())

        assert page.count('value="不详"') == 4
        assert "残疾等级 四级" in page or "残疾等级 4" in page

    def test_what_is_known_is_written_and_the_rest_stays_unknown(self, browser: Client, cast: Cast) -> None:
        body = {**value("300"), "value_1": "200", "value_2": "不详", "value_3": "不详"}
        browser.post(self.ADDRESS, body)
        (edit,) = Amendment.objects.get().written_anew

        assert isinstance(edit.after, dict)
        assert edit.after["value"] == {"1": 30000, "2": 20000, "3": "unknown", "4": "unknown"}

    def test_nothing_known_is_nothing_new(self, browser: Client, cast: Cast) -> None:
        body = value("不详") | {f"value_{number}": "不详" for number in range(4)}

        assert "与现行规则相同" in page_of(browser, self.ADDRESS, body)
        assert not Amendment.objects.exists()


def test_the_same_proposal_sent_twice_is_one(browser: Client, cast: Cast) -> None:
    first = browser.post(f"/values/{RATE}/change", value("130"))
    second = browser.post(f"/values/{RATE}/change", value("130"))

    assert first.headers["Location"] == second.headers["Location"]
    assert Amendment.objects.count() == 1


def test_other_amounts_are_another_proposal(browser: Client, cast: Cast) -> None:
    browser.post(f"/values/{RATE}/change", value("130"))
    browser.post(f"/values/{RATE}/change", value("140"))

    assert Amendment.objects.count() == 2


@pytest.mark.parametrize("start", ["3000-01", "9999-12"])
def test_a_month_nobody_lives_to_see_is_refused(browser: Client, cast: Cast, start: str) -> None:
    page = page_of(browser, f"/values/{RATE}/change", value("130", start))

    assert "2999-12" in page
    assert not Amendment.objects.exists()
