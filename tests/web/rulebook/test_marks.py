"""Money that rests on a value to be checked says so wherever it stands, until two officers confirmed the value."""

import html
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client

from tests.office.determination.register_of import cover, holder
from tests.office.rulebook.proposals import JANUARY, PROGRAMME, RATE, approved, confirmation
from tests.people import NOON, WULINGYUAN, Cast
from tests.web.conftest import SignIn
from yingbao.office.determination.actions import determine
from yingbao.office.register.models import Person
from yingbao.values.month import Month

JUNE = Month(2026, 6)
MARK = "示例值，待核"


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


def cells(browser: Client) -> list[Any]:
    answer = browser.post(f"/lists/missed/export?month={JUNE}&programme={PROGRAMME}")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    (row,) = [row for row in sheet.iter_rows(values_only=True) if "李明" in row]
    heads = next(row for row in sheet.iter_rows(values_only=True) if "待核" in row)
    return [row[heads.index("待核")], row[heads.index("每月（元）")]]


def on_person(browser: Client, person: Person) -> str:
    page = text(browser, f"/persons/{person.pk}?month={JUNE}")
    return piece(page, f'id="p-{PROGRAMME}"', "</section>")


def at_home(browser: Client) -> str:
    return piece(text(browser, f"/?month={JUNE}"), 'class="yb-figures"', "<h2")


def in_programmes(browser: Client) -> str:
    return piece(text(browser, "/programmes/"), f"/programmes/{PROGRAMME}", "</tr>")


@pytest.mark.usefixtures("compared_only")
class TestMoneyOfLists:
    """Home, lists and workbooks."""

    def test_a_row_of_a_list(self, browser: Client, missed: Person, confirm: Any) -> None:
        assert MARK in row_of_list(browser)
        confirm()
        assert "110.00 元" in row_of_list(browser)
        assert MARK not in row_of_list(browser)

    def test_a_cell_of_a_workbook(self, browser: Client, missed: Person, confirm: Any) -> None:
        assert cells(browser) == [MARK, 110]
        confirm()
        assert cells(browser) == [None, 110]

    def test_the_figures_at_home_name_the_values(self, browser: Client, missed: Person, confirm: Any) -> None:
        assert MARK in at_home(browser)
        assert "重度残疾人护理补贴标准" in at_home(browser)
        confirm()
        assert "重度残疾人护理补贴标准" not in at_home(browser)

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
        address, way = f"/programmes/{PROGRAMME}", f"/values/{RATE}/confirm/{JANUARY}"
        assert MARK in text(browser, address)
        assert way in text(browser, address)
        assert "待核" in in_programmes(browser)
        confirm()
        assert MARK not in text(browser, address)
        assert way not in text(browser, address)
        assert "待核" not in in_programmes(browser)

    def test_who_may_not_propose_is_offered_no_change(self, sign_in: SignIn) -> None:
        page = text(sign_in("tian_fang"), f"/programmes/{PROGRAMME}")

        assert "/change" not in page
        assert "/confirm" not in page
