"""What rests on a value to be checked says so wherever it stands, until two officers confirmed the value."""

import html
import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client

from tests.office.determination.register_of import cover, holder, on
from tests.office.rulebook.proposals import JANUARY, PROGRAMME, RATE, approved, confirmation
from tests.people import NOON, WULINGYUAN, Cast
from tests.web.conftest import SignIn
from yingbao.law.packs.edits import own_conditions
from yingbao.office.determination.actions import determine
from yingbao.office.determination.packs import pack_of
from yingbao.office.register.models import Person
from yingbao.values.month import Month
from yingbao.values.sure import Sure

JUNE = Month(2026, 6)
MARK = "示例值，待核"
NAME = "重度残疾人护理补贴标准"
WAY = f"/values/{RATE}/confirm/{JANUARY}"
HIGHER = "higher_than_elder_care_subsidy"


@pytest.fixture
def missed(cast: Cast) -> Person:
    """李明, of grade 1, who is owed the nursing subsidy and draws nothing."""
    cover(month=JANUARY.first_day)
    person = holder("李明", grade=1)
    determine(county=WULINGYUAN, month=JUNE, at=NOON, by="yingbao work")
    return person


@pytest.fixture
def browser(sign_in: SignIn) -> Client:
    return sign_in("zhou_min")


@pytest.fixture
def confirm(cast: Cast, django_capture_on_commit_callbacks: Any) -> Any:
    def agree() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            approved(cast.zhou_min, cast.xiang_dong, confirmation(), start=JANUARY)

    return agree


def text(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def piece(page: str, begin: str, end: str) -> str:
    """Return the part of a page from one word to the next of another."""
    start = page.index(begin)
    return page[start : page.index(end, start)]


def row_of_list(browser: Client) -> str:
    page = text(browser, f"/lists/missed?month={JUNE}&programme={PROGRAMME}")
    return piece(page, 'scope="row"', "</tr>")


def cells(browser: Client, name: str = "missed", who: str = "李明") -> list[Any]:
    answer = browser.post(f"/lists/{name}/export?month={JUNE}&programme={PROGRAMME}")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    (row,) = [row for row in sheet.iter_rows(values_only=True) if who in row]
    heads = next(row for row in sheet.iter_rows(values_only=True) if "待核" in row)
    return [row[heads.index("待核")], row[heads.index("每月（元）")]]


def on_person(browser: Client, person: Person) -> str:
    page = text(browser, f"/persons/{person.pk}?month={JUNE}")
    return piece(page, f'id="p-{PROGRAMME}"', "</section>")


def at_home(browser: Client) -> str:
    return piece(text(browser, f"/?month={JUNE}"), 'class="yb-figures"', "<h2")


def in_programmes(browser: Client) -> str:
    return piece(text(browser, "/programmes/"), f"/programmes/{PROGRAMME}", "</tr>")


@pytest.fixture
def better_off(cast: Cast) -> Person:
    """陈一, who draws the nursing subsidy and a higher subsidy for the care of the old."""
    cover(month=JANUARY.first_day)
    person = holder("陈一", grade=1)
    on(person, "nursing_subsidy", 11000)
    on(person, "elder_care_subsidy", 30000)
    determine(county=WULINGYUAN, month=JUNE, at=NOON, by="yingbao work")
    return person


@pytest.fixture
def expired(cast: Cast) -> Person:
    """赵青, who draws the nursing subsidy on a certificate that has expired."""
    cover(month=JANUARY.first_day)
    person = holder("赵青", grade=1, expires_on=date(2026, 3, 31))
    on(person, "nursing_subsidy", 11000)
    determine(county=WULINGYUAN, month=JUNE, at=NOON, by="yingbao work")
    return person


def wrong_row(browser: Client) -> str:
    page = text(browser, f"/lists/wrong?month={JUNE}&programme={PROGRAMME}")
    return piece(page, 'scope="row"', "</tr>")


@pytest.mark.usefixtures("compared_only")
class TestConditions:
    """A condition that compares with a value to be checked says so, and leads to where it is confirmed."""

    def test_in_the_reasons_of_a_person(self, browser: Client, missed: Person, confirm: Any) -> None:
        reasons = on_person(browser, missed).partition("认定记录")[0]
        marked = [each for each in reasons.split("<li ")[1:] if MARK in each]
        assert len(marked) == 1
        assert f'<a class="govuk-link" href="{WAY}">{NAME}</a>' in marked[0]
        assert text(browser, WAY)
        confirm()
        assert MARK not in on_person(browser, missed)

    def test_in_the_answer_and_the_reasons_of_a_no(
        self, browser: Client, better_off: Person, confirm: Any
    ) -> None:
        address = f"/persons/{better_off.pk}/programmes/{PROGRAMME}?month={JUNE}"
        head, reasons = text(browser, address).split("yb-reasons__list")
        assert WAY in head
        assert WAY in reasons
        confirm()
        assert MARK not in text(browser, address)

    def test_in_a_row_of_a_list_and_in_its_workbook(
        self, browser: Client, better_off: Person, confirm: Any
    ) -> None:
        assert f'href="{WAY}">{NAME}</a>' in wrong_row(browser)
        assert cells(browser, "wrong", "陈一")[0] == f"{MARK}：{NAME}"
        confirm()
        assert MARK not in wrong_row(browser)
        assert cells(browser, "wrong", "陈一")[0] is None

    def test_a_row_with_another_reason_rests_on_no_value(self, browser: Client, expired: Person) -> None:
        assert "赵青" in wrong_row(browser)
        assert MARK not in wrong_row(browser)
        assert MARK not in at_home(browser)

    def test_who_may_not_confirm_is_led_to_the_programme(self, sign_in: SignIn, missed: Person) -> None:
        row = row_of_list(sign_in("wu_gang"))

        assert f'href="/programmes/{PROGRAMME}#{RATE}">{NAME}</a>' in row
        assert "/confirm" not in row

    def test_what_was_decided_earlier_says_so_too(
        self, browser: Client, missed: Person, confirm: Any
    ) -> None:
        def history() -> str:
            return on_person(browser, missed).partition("认定记录")[2]

        assert MARK in history()
        confirm()
        assert "110.00 元" in history()
        assert MARK not in history()


@pytest.mark.usefixtures("compared_only")
class TestMoneyOfLists:
    """Home, lists and workbooks."""

    def test_a_row_of_a_list(self, browser: Client, missed: Person, confirm: Any) -> None:
        assert MARK in row_of_list(browser)
        confirm()
        assert "110.00 元" in row_of_list(browser)
        assert MARK not in row_of_list(browser)

    def test_a_cell_of_a_workbook(self, browser: Client, missed: Person, confirm: Any) -> None:
        assert cells(browser) == [f"{MARK}：{NAME}", 110]
        confirm()
        assert cells(browser) == [None, 110]

    def test_the_figures_at_home_name_the_values(self, browser: Client, missed: Person, confirm: Any) -> None:
        assert MARK in at_home(browser)
        assert NAME in at_home(browser)
        confirm()
        assert NAME not in at_home(browser)

    def test_the_file_of_a_person(self, browser: Client, missed: Person, confirm: Any) -> None:
        assert MARK in on_person(browser, missed)
        confirm()
        assert "110.00 元" in on_person(browser, missed)
        assert MARK not in on_person(browser, missed)

    def test_those_entitled(self, browser: Client, missed: Person, confirm: Any) -> None:
        address = f"/programmes/{PROGRAMME}/yes?month={JUNE}"
        assert MARK in text(browser, address)
        confirm()
        assert MARK not in text(browser, address)


class TestMoneyOfProgrammes:
    """The pages of programmes, which show the whole pack."""

    def test_a_programme_and_the_list_of_all(self, browser: Client, missed: Person, confirm: Any) -> None:
        address = f"/programmes/{PROGRAMME}"
        row = piece(text(browser, address), f">{HIGHER}</span>", "</tr>")
        assert f'href="{WAY}">{NAME}</a>' in row
        assert "待核" in in_programmes(browser)
        confirm()
        assert MARK not in text(browser, address)
        assert WAY not in text(browser, address)
        assert "待核" not in in_programmes(browser)

    def test_who_may_not_propose_is_offered_no_change(self, sign_in: SignIn) -> None:
        page = text(sign_in("tian_fang"), f"/programmes/{PROGRAMME}")

        assert "/change" not in page
        assert "/confirm" not in page


class TestAssumedRules:
    """Conditions and relations no document states are marked as values are."""

    def test_a_condition_is_marked_on_its_page_and_where_it_is_changed(self, browser: Client) -> None:
        pack = pack_of(WULINGYUAN, JUNE)
        programme, condition = next(
            (programme, condition)
            for programme in pack.programmes
            for condition in own_conditions(programme)
            if condition.sure is Sure.ASSUMED and programme.subject == "person"
        )
        page = text(browser, f"/programmes/{programme.id}")

        row = piece(page, f">{condition.id}</span>", "</tr>")
        assert "暂定，待核" in row
        change = text(browser, f"/rules/{programme.id}/change")
        assert "暂定，待核" in piece(change, f"<code>{condition.id}</code>", "</div>")

    def test_a_relation_is_marked(self, browser: Client) -> None:
        pack = pack_of(WULINGYUAN, JUNE)
        programme, relation = next(
            (programme, relation)
            for programme in pack.programmes
            for relation in programme.relations
            if relation.sure is Sure.ASSUMED
        )
        page = text(browser, f"/programmes/{programme.id}")
        rows = page[page.index('id="relations"') :]

        name = pack.vocabulary[relation.fact_id].name.zh
        assert "暂定，待核" in piece(rows, f'scope="row">{name}', "</tr>")

    def test_what_a_document_states_is_not_marked(self, browser: Client) -> None:
        page = text(browser, f"/programmes/{PROGRAMME}")

        assert "待核" not in piece(page, ">severe</span>", "</tr>")
