"""Money, days and numbers as a Chinese office writes them; and in English."""

import datetime

import pytest
from django.template import Context, Template
from django.utils.translation import override

from yingbao.edges.web.searching import is_about_a_person, looks_like_a_number, our_number
from yingbao.edges.web.templatetags import written
from yingbao.edges.web.templatetags.citations import cite
from yingbao.values.citation import Citation
from yingbao.values.month import Month
from yingbao.values.sure import Sure

JUNE_3 = datetime.date(2026, 6, 3)


@pytest.mark.parametrize(
    ("fen", "zh", "en"),
    [
        (123400, "1,234.00 元", "1,234.00 yuan"),
        (5, "0.05 元", "0.05 yuan"),
        (-110, "−1.10 元", "−1.10 yuan"),
        (0, "0.00 元", "0.00 yuan"),
        (None, "金额待核", "amount not known"),
    ],
)
def test_money_is_exact_and_an_unknown_amount_says_so(fen: int | None, zh: str, en: str) -> None:
    with override("zh-hans"):
        assert written.money(fen) == zh
    with override("en"):
        assert written.money(fen) == en


def test_days_and_months() -> None:
    with override("zh-hans"):
        assert (written.day(JUNE_3), written.month(Month(2026, 6)), written.month("2026-06")) == (
            "2026年6月3日",
            "2026年6月",
            "2026年6月",
        )
    with override("en"):
        assert (written.day(JUNE_3), written.month(JUNE_3)) == ("3 June 2026", "June 2026")
    assert (written.day(None), written.month(None)) == ("—", "—")


def test_a_moment_is_said_by_the_clock_on_the_wall() -> None:
    """Half past midnight in Beijing is still the day before in Greenwich."""
    half_past_midnight = datetime.datetime(2026, 6, 2, 16, 30, tzinfo=datetime.UTC)
    page = Template("{% load written %}{{ at|day }}, {{ at|moment }}, {{ at|month }}")

    with override("zh-hans"):
        assert (
            page.render(Context({"at": half_past_midnight})) == "2026年6月3日, 2026年6月3日 0:30, 2026年6月"
        )
        assert page.render(Context({"at": None})) == "—, —, —"
    with override("en"):
        assert page.render(Context({"at": half_past_midnight})) == "3 June 2026, 3 June 2026, 0:30, June 2026"


def test_a_change_is_said_in_words() -> None:
    with override("zh-hans"):
        assert [written.change(number) for number in (3, -1200, 0, None)] == [
            "比上月多 3",
            "比上月少 1,200",
            "与上月相同",
            "上月无数据",
        ]


def test_a_masked_number_is_masked_to_the_ear_too() -> None:
    with override("zh-hans"):
        html = written.masked("4308**********9728")

    assert 'aria-hidden="true">4308**********9728<' in html
    assert "尾号 9728" in html
    assert "<script>" not in written.masked("<script>1234")


@pytest.mark.parametrize(
    ("part", "whole", "bar"), [(0, 10, 0), (1, 1000, 2), (5, 10, 50), (9, 3, 100), (1, 0, 0)]
)
def test_a_bar_never_hides_what_is_there(part: int, whole: int, bar: int) -> None:
    assert written.share(part, whole) == bar


@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        ("王秀兰", False),
        ("wxl", False),
        ("430811", True),
        ("４３０８１１", True),
        ("4 3 0 8 1 1 x", True),
        ("王2", False),
    ],
)
def test_numbers_are_told_from_words(text: str, is_number: bool) -> None:
    assert looks_like_a_number(text) is is_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("430811-2026-000042", "430811-2026-000042"),
        ("X430811-2026-000042", "X430811-2026-000042"),
        ("x430811-2026-42", "X430811-2026-42"),
        ("2026-000042", "2026-000042"),
        ("０００４２", "00042"),
        (" 000042 ", "000042"),
        ("王秀兰", ""),
        ("430811199001011234", ""),
        ("", ""),
    ],
)
def test_numbers_of_cases_are_told_from_numbers_of_persons(text: str, number: str) -> None:
    assert our_number(text) == number
    assert is_about_a_person(text) is (text == "430811199001011234")


def test_a_clause_of_the_plan_is_a_link_and_a_law_is_not() -> None:
    with override("zh-hans"):
        assert cite("plan:专栏2.2.a").endswith('">规划 专栏2.2.a</a>')
        assert cite("国发〔2015〕52号:第八条") == "国发〔2015〕52号 第八条"
        assert cite("") == "—"


def test_a_law_whose_text_is_not_at_hand_is_to_be_checked() -> None:
    with override("zh-hans"):
        told = cite(Citation("民法典", "第三十四条", Sure.ASSUMED))

    assert told == '民法典 第三十四条 <span class="yb-tag yb-tag--unknown">待核</span>'
