"""A month of payments by three officers: opened, found, drawn up, approved, sent, answered, closed."""

from datetime import date

import pytest
from playwright.sync_api import Page

from tests import banks
from tests.functional.conftest import LONG, Open
from tests.functional.test_casework import Clock, clock, press, reach, seen, seen_on_a_phone, write
from tests.money import Treasury, make_treasury
from tests.money_people import JUNE, make_account, make_payees
from tests.office.determination.register_of import cover, holder
from tests.office.payments.rolls import drawn_up, prepared
from tests.office.provision.awards import awarded
from tests.people import NOON, WULINGYUAN
from tests.programmes import compared_only
from yingbao.edges.exchange.banks.formats import get_format
from yingbao.edges.jobs.reckonings import do_next_reckoning
from yingbao.office.determination.actions import determine
from yingbao.office.payments.choices import LineState, MonthState, RollState
from yingbao.office.payments.models import Line, LineProblem, PayMonth, Roll
from yingbao.office.register.models import Person

__all__ = ["clock", "compared_only"]  # fixtures

pytestmark = [pytest.mark.browser, pytest.mark.slow]
BANK = "bank-transfer"


@pytest.fixture
def treasury(transactional_db: None) -> Treasury:
    return make_treasury()


@pytest.fixture
def canaries(treasury: Treasury) -> list[object]:
    """Nobody but who is paid."""
    return []


@pytest.fixture
def payees(clock: Clock, compared_only: None, treasury: Treasury) -> list[Person]:
    """Three persons of 协合乡 to whom June is owed; the card of one is in another name."""
    clock.day = date(2026, 6, 22)
    cover(month=date(2026, 1, 1))
    persons = [holder(name) for name in ("王秀兰", "李明", "张桂英")]
    for person, name in zip(persons, ("王秀兰", "李明", "张小军"), strict=True):
        awarded(person, JUNE)
        make_account(person, holder=name)
    determine(county=WULINGYUAN, month=JUNE, at=NOON, by="tests")
    return persons


def toast(page: Page) -> str:
    return page.get_by_role("status").first.inner_text()


def replace(page: Page, label: str, text: str) -> None:
    """Write over what stands in a field."""
    reach(page, label, "INPUT")
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


class Month:
    """Three officers and the month they pay."""

    def __init__(self, opened: Open, clock: Clock) -> None:
        self.opened, self.clock = opened, clock
        self.file = b""

    @property
    def roll(self) -> Roll:
        return Roll.objects.get()

    def at(self, account: str, where: str = "roll") -> Page:
        """Sign in and go to the month, and from there to its roll."""
        page = self.opened(account, viewport={"width": 1280, "height": 900})
        press(page, "资金", "A")
        if where == "roll":
            press(page, f"月度清册 {self.roll.number}", "A")
        seen(page)
        return page

    def draw_up(self) -> None:
        page = self.at("xiang_dong", "month")
        press(page, "开放本月")
        press(page, "核算应发")
        assert "正在核算" in seen(page)
        assert do_next_reckoning(at=self.clock.now()) is not None
        # The page renews itself when the worker is done.
        page.get_by_text("最近一次核算应发").wait_for(timeout=LONG)
        said = seen(page)
        assert "330.00" in said
        press(page, "编制清册", "A")
        seen(page)
        reach(page, "银行文件格式", "SELECT")
        page.keyboard.press("ArrowDown")  # the second: a plain transfer by a bank
        write(page, "四字摘要", "护理补贴")
        press(page, "编制清册")
        said = seen(page)
        assert "户名与本人姓名不一致" in said or LineProblem.objects.exists()
        assert self.roll.bank_format == BANK
        press(page, "提交审批", "A")
        seen(page)
        press(page, "提交审批")
        assert "没有核对" in seen(page), "what stands against a line is looked at first"
        press(page, "返回清册", "A")

    def accept(self) -> None:
        page = self.at("xiang_dong")
        line = LineProblem.objects.select_related("line").first()
        assert line is not None
        press(page, "查看全部明细", "A")
        assert "张小军" in seen(page)
        press(page, line.line.name, "A")
        seen(page)
        for _each in range(LineProblem.objects.filter(accepted_by="").count()):
            press(page, "核对无误，予以认可", "A")
            seen(page)
            write(page, "理由", "监护人的账户，已看户口簿。", "TEXTAREA")
            press(page, "核对无误，予以认可")
            seen(page)
        page.goto(f"/rolls/{self.roll.pk}")
        press(page, "提交审批", "A")
        press(page, "提交审批")
        assert self.roll.state == RollState.PREPARED

    def approve(self) -> None:
        page = self.at("liu_kang")
        press(page, "审批清册", "A")
        assert "330.00" in seen(page)
        write(page, "县", "329.99")
        press(page, "审批清册")
        assert "必须相等" in seen(page)
        replace(page, "县", "330")
        press(page, "审批清册")
        assert self.roll.state == RollState.APPROVED
        assert self.roll.approved_by == "liu_kang"
        seen(page)

    def send(self) -> None:
        page = self.at("peng_cai")
        press(page, "生成银行文件", "A")
        seen(page)
        reach(page, "生成银行文件", "BUTTON")
        with page.expect_download() as taken:
            page.keyboard.press("Enter")
        self.file = taken.value.path().read_bytes()
        press(page, "返回清册", "A")
        press(page, "登记已送银行", "A")
        seen(page)
        press(page, "登记已送银行")
        assert self.roll.state == RollState.SENT
        seen(page)

    def answered(self) -> None:
        self.clock.day = date(2026, 6, 24)
        form, paid = get_format(BANK), banks.paid_lines(get_format(BANK), self.file)
        back = banks.answer(
            form, paid, {paid[0]["number"]: banks.Said(ok=False, reason="销户")}, self.clock.day
        )
        page = self.at("peng_cai")
        press(page, "读取银行回盘", "A")
        seen(page)
        reach(page, "银行回盘", "INPUT")
        page.set_input_files("input[type=file]", {"name": "回盘.csv", "mimeType": "text/csv", "buffer": back})
        press(page, "读取银行回盘")
        assert "销户" in seen(page)
        assert sorted(Line.objects.values_list("state", flat=True)) == [
            LineState.FAILED, LineState.SETTLED, LineState.SETTLED,
        ]  # fmt: skip

    def close(self) -> None:
        page = self.at("peng_cai", "month")
        press(page, "关账", "A")
        seen(page)
        press(page, "关账")
        assert PayMonth.objects.get().state == MonthState.CLOSED
        assert "打印月报" in seen(page)


def test_a_month_by_three_officers_and_by_keyboard_alone(
    opened: Open, clock: Clock, payees: list[Person]
) -> None:
    month = Month(opened, clock)
    month.draw_up()
    month.accept()
    month.approve()
    month.send()
    month.answered()
    month.close()


def test_the_same_pages_speak_english_on_a_phone(opened: Open, clock: Clock, treasury: Treasury) -> None:
    clock.day = date(2026, 6, 24)
    make_payees(3)
    roll = drawn_up(treasury)
    line = roll.lines.get(number=1)
    page = opened("liu_kang", viewport={"width": 320, "height": 800})
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": page.url}])
    prepared(treasury, roll)
    for address, heading in {
        "/money/?month=2026-06": "Money",
        "/rolls/": "Rolls",
        f"/rolls/{roll.pk}": "Nursing",
        f"/rolls/{roll.pk}/lines": "Lines",
        f"/rolls/{roll.pk}/differences": "What differs from last month",
        f"/rolls/lines/{line.pk}": line.name,
        f"/rolls/{roll.pk}/approve": "Approve the roll",
        "/money/close?month=2026-06": "Close the month",
    }.items():
        page.goto(address)
        said = seen_on_a_phone(page)
        assert heading in page.get_by_role("heading", level=1).inner_text(), said
