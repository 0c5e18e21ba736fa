"""Money owed per household, wherever an officer reads it: once per household, and who is not in the sum."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.management import call_command
from django.test import Client
from pypdf import PdfReader

from tests.office.determination.households import DIBAO, house, in_need
from tests.office.determination.register_of import cover
from tests.people import NOON, WULINGYUAN, Cast, make_source
from tests.web.conftest import SignIn
from yingbao.office.determination.actions import determine
from yingbao.office.register.models import Person
from yingbao.office.scenarios.models import Scenario
from yingbao.values.month import Month

TOWN = "430811001001"
HIGHER = "month=2026-06&set=dibao_standard%3Arural%3D600"
ONCE = "按户发放：1 户，每户只计一次。"
APART = "户未知：1 人，未计入金额。"


@pytest.fixture
def browser(sign_in: SignIn) -> Client:
    return sign_in("zhou_min")


@pytest.fixture(autouse=True)
def folk(cast: Cast) -> dict[str, Person]:
    """甲 and 乙 are one household on 1,030 yuan a month, in two townships; 丙's household is not known."""
    cover(month=date(2026, 1, 1))
    found = {name: in_need(name, village=village) for name, village in PLACES.items()}
    house("one", found["甲"], found["乙"])
    determine(county=WULINGYUAN, month=Month(2026, 6), at=NOON, by="yingbao work")
    return found


PLACES = {"甲": TOWN, "乙": "430811201203", "丙": "430811201203"}


def page(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/programmes/",
        f"/programmes/{DIBAO}",
        f"/programmes/{DIBAO}/yes?month=2026-06",
        f"/scenarios/try?{HIGHER}",
    ],
)
def test_every_page_with_the_sum_has_it_once_and_says_who_is_not_in_it(browser: Client, address: str) -> None:
    text = page(browser, address)

    assert "1,030.00 元" in text
    assert "2,060.00" not in text
    assert "3,090.00" not in text
    assert ONCE in text
    assert APART in text


def test_nothing_but_persons_without_a_household_has_no_sum(browser: Client, folk: dict[str, Person]) -> None:
    for membership in folk["甲"].membership_set.all():
        membership.household.memberships.update(ended_by=make_source())

    text = page(browser, f"/programmes/{DIBAO}")

    assert "没有一户的金额是已知的" in text
    assert "元</li>" not in text


def test_an_amount_on_a_person_s_row_is_said_to_be_the_household_s(
    browser: Client, folk: dict[str, Person]
) -> None:
    assert "每户金额" in page(browser, f"/programmes/{DIBAO}/yes?month=2026-06")
    assert "每月 1,030.00 元（每户）" in page(browser, f"/persons/{folk['甲'].pk}?month=2026-06")


def test_a_what_if_costs_a_year_of_households_and_says_how_slices_are_read(browser: Client) -> None:
    text = page(browser, f"/scenarios/try?{HIGHER}")

    assert "12,360.00 元" in text
    assert "14,400.00 元" in text
    assert "各行相加可能大于合计" in text
    assert text.count("170.00 元") >= 2
    assert "每户" in text[text.index('id="people"') :]


def test_a_township_counts_the_household_by_its_own_members(sign_in: SignIn) -> None:
    text = page(sign_in("tian_fang"), f"/programmes/{DIBAO}")

    assert "1,030.00 元" in text
    assert "户未知" not in text


def test_the_workbook_and_the_page_say_the_same(browser: Client) -> None:
    answer = browser.post(f"/scenarios/workbook?{HIGHER}")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    pdf = PdfReader(io.BytesIO(browser.post(f"/scenarios/sheet?{HIGHER}").content))
    printed = "".join(each.extract_text() for each in pdf.pages).replace("\n", "").replace(" ", "")

    assert {"1030", "1200"} <= set(cells)
    assert not {"2060", "3090"} & set(cells)
    assert any(APART in cell for cell in cells)
    assert any("各行相加可能大于合计" in cell for cell in cells)
    assert "1,030.00元" in printed
    assert APART.replace(" ", "") in printed
    assert len(pdf.pages) == 1


def test_a_scenario_sent_twice_is_one(browser: Client) -> None:
    first = browser.post(f"/scenarios/save?{HIGHER}", {"title": "提标"})
    second = browser.post(f"/scenarios/save?{HIGHER}", {"title": "提标"})

    assert first.headers["Location"] == second.headers["Location"]
    kept = next(each for each in Scenario.objects.get().summary["programmes"] if each["id"] == DIBAO)
    assert kept["before"]["households"] == {
        "counted": 1,
        "without_amount": 0,
        "contradicting": 0,
        "persons_apart": 1,
    }


def test_the_command_tells_it_too(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("whatif", WULINGYUAN, "2026-06", "--set", "dibao_standard:rural=600")

    told = capsys.readouterr().out
    assert "1,030.00 -> 1,200.00" in told
    assert "1 人户未知" in told
