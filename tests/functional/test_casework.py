"""A missed person comes to what is owed: from a row of a list to an award, from desk to desk, by keyboard alone."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from tests.functional.conftest import Open, leads_on
from tests.functional.test_every_page import faults
from tests.functional.test_journeys import tab_to
from tests.office.casework.desk import accepted, entitled
from tests.people import OFFICERS, WULINGYUAN, XIEHE, Cast
from tests.web.canaries import Canary
from yingbao.office.access.models import Division, Officer
from yingbao.office.casework.actions.publishing import end_notices
from yingbao.office.casework.choices import AwardState, CaseState, ObjectionState
from yingbao.office.casework.models import Award, Case, Letter, Objection, OfficeCard, PublicNotice
from yingbao.office.casework.queries.cases import cases_with_notice_over
from yingbao.office.determination.actions import determine
from yingbao.office.register.models import Person
from yingbao.values.month import Month

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PROGRAMME = "nursing_subsidy"


class Clock:
    """The day it is in the office, as the test says."""

    def __init__(self, day: date) -> None:
        self.day = day

    def now(self) -> datetime:
        """Ten in the morning in China, and as far on as the real clock is past its minute."""
        real = datetime.now(UTC)
        at = datetime(self.day.year, self.day.month, self.day.day, 2, tzinfo=UTC)
        return at + timedelta(minutes=real.minute, seconds=real.second, microseconds=real.microsecond)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A Monday in June 2026, and whatever day the test sets."""
    given = Clock(date(2026, 6, 15))
    monkeypatch.setattr(timezone, "now", given.now)
    return given


@pytest.fixture
def missed(clock: Clock, canaries: list[Canary]) -> Person:
    """Someone of 协合乡 on the list of who is missed; the counters there say how they are reached."""
    for code in (WULINGYUAN, XIEHE):
        card = {"name": Division.objects.get(pk=code).name, "telephone": "0744-5550000", "address": "1号窗口"}
        OfficeCard.objects.update_or_create(pk=code, defaults=card)
    person = entitled("王秀兰")
    determine(county=WULINGYUAN, month=Month(2026, 6), at=clock.now(), by="tests")
    return person


def seen(page: Page) -> str:
    """Return what the page says, after looking that nothing on it shuts anyone out."""
    assert faults(page) == [], page.url
    return page.get_by_role("main").inner_text()


def reach(page: Page, text: str, tag: str) -> None:
    """Tab to it; where the focus stands is to be seen."""
    tab_to(page, text, tag, most=300)
    assert page.evaluate(
        "() => { const s = getComputedStyle(document.activeElement);"
        " return s.outlineStyle !== 'none' && s.outlineWidth !== '0px' || s.boxShadow !== 'none'; }"
    ), text


def press(page: Page, text: str, tag: str = "BUTTON", *, key: str = "Enter") -> None:
    """Tab to a button or link, press it, and wait for the page it leads to."""
    reach(page, text, tag)
    leads_on(page, lambda: page.keyboard.press(key))


def write(page: Page, label: str, text: str, tag: str = "INPUT") -> None:
    reach(page, label, tag)
    page.keyboard.type(text)


def tick(page: Page, label: str) -> None:
    reach(page, label, "INPUT")
    page.keyboard.press("Space")


class Office:
    """Officers at their desks, each with a browser of one's own."""

    def __init__(self, opened: Open, clock: Clock, person: Person) -> None:
        self.opened, self.clock, self.person = opened, clock, person

    @property
    def case(self) -> Case:
        return Case.objects.get(person=self.person, programme=PROGRAMME)

    def propose(self, account: str) -> None:
        """Make a case of the person's row of the list."""
        page = self.opened(account)
        press(page, "名单", "A")
        seen(page)
        tick(page, f"选择 {self.person.name}，")
        press(page, "转为办件")
        assert self.person.name in seen(page)
        press(page, "生成 1 个办件")
        assert "已生成 1 个办件" in page.get_by_role("status").inner_text()
        assert self.case.number in seen(page) or self.case.turn != ""

    def at_desk(self, account: str, act: str, fill: Callable[[Page], None] | None = None) -> str:
        """Sign in, find the case among what waits, do one act; return what the case's page says then."""
        page = self.opened(account)
        press(page, "办件", "A")
        assert self.case.number in seen(page)
        press(page, self.case.number, "A")
        self.with_deadline(seen(page))
        press(page, act, "A")
        seen(page)
        if fill is not None:
            fill(page)
        press(page, act)
        assert page.get_by_role("status").inner_text().strip().startswith("已保存"), seen(page)
        said = seen(page)
        self.with_deadline(said)
        return said

    def with_deadline(self, said: str) -> None:
        """Whoever opens the case reads until when it is to be done."""
        due = self.case.due_on
        if due is not None:
            assert f"{due.year}年{due.month}月{due.day}日" in said

    def to_civil_affairs(self) -> None:
        """From the list to the desk that decides."""
        self.propose("zhou_min")
        assert self.case.state == CaseState.PROPOSED
        self.at_desk("wu_gang", "本人申请")
        self.at_desk("wu_gang", "登记材料", self._note_papers)
        assert "初审" in self.at_desk("wu_gang", "受理")
        self.clock.day = date(2026, 6, 16)
        self.at_desk("wu_gang", "填写意见，转下一环节", lambda page: tick(page, "符合条件"))
        self.clock.day = date(2026, 6, 17)
        self.at_desk("zhou_min", "填写意见，转下一环节", lambda page: tick(page, "符合条件"))
        assert self.case.turn == "civil_affairs"
        self.clock.day = date(2026, 6, 18)

    def _note_papers(self, page: Page) -> None:
        *brought, by_proxy = self.case.papers.order_by("number")
        for paper in brought:
            tick(page, paper.name_zh)
        write(page, f"不需要提供：{by_proxy.name_zh}", "本人申请")


def notice_of(case: Case) -> PublicNotice:
    return PublicNotice.objects.get(lines__case=case)


def object_in_public(opened: Open, case: Case) -> None:
    """A neighbour without an account finds the line wrong."""
    page = opened()
    notice = notice_of(case)
    page.goto(f"/n/{notice.slug}")
    last = notice.last_day
    assert f"{last.year}年{last.month}月{last.day}日" in seen(page)
    reach(page, "对哪一条有异议", "SELECT")
    page.keyboard.press("ArrowDown")
    write(page, "异议内容", "他家有小汽车", "TEXTAREA")
    write(page, "您的姓名", "李邻居")
    write(page, "您的电话", "13800000000")
    press(page, "提交异议")
    assert "异议已收到" in page.get_by_role("status").inner_text()
    seen(page)


def answer(opened: Open, case: Case) -> None:
    """The township looked into it and answers."""
    page = opened("wu_gang")
    objection = Objection.objects.get(case=case)
    page.goto(f"/objections/{objection.pk}")
    due = objection.due_on
    assert due is not None
    assert f"{due.year}年{due.month}月{due.day}日" in seen(page)
    tick(page, "异议不成立")
    write(page, "答复内容", "车辆登记在其他人名下，已核实。", "TEXTAREA")
    press(page, "答复异议")
    assert "已答复" in page.get_by_role("status").inner_text()
    seen(page)


def test_from_a_row_of_a_list_to_an_award_by_keyboard(opened: Open, clock: Clock, missed: Person) -> None:
    office = Office(opened, clock, missed)
    office.to_civil_affairs()
    office.at_desk("xiang_dong", "同意")
    office.at_desk("wu_gang", "公示", lambda page: write(page, "异议受理电话", "0744-5550000"))
    assert office.case.state == CaseState.ON_NOTICE

    clock.day = date(2026, 6, 22)
    object_in_public(opened, office.case)
    over = notice_of(office.case).last_day + timedelta(days=1)
    assert not cases_with_notice_over(WULINGYUAN, over).filter(pk=office.case.pk).exists()
    answer(opened, office.case)
    assert Objection.objects.get(case=office.case).state == ObjectionState.REJECTED
    assert not Award.objects.filter(case=office.case).exists()

    clock.day = over
    ending = list(cases_with_notice_over(WULINGYUAN, over).values_list("pk", flat=True))
    assert ending == [office.case.pk]
    assert end_notices(cases=ending, on=over, at=clock.now()) == 1
    award = Award.objects.get(case=office.case)
    assert (award.person_id, award.programme, award.state, award.first_month) == (
        missed.pk,
        PROGRAMME,
        AwardState.ACTIVE,
        date(2026, 6, 1),
    )
    said = office.at_desk("wu_gang", "已告知本人", lambda page: write(page, "说明", "当面送达", "TEXTAREA"))
    assert "已办结" in said
    assert office.case.state == CaseState.DONE
    kinds = Letter.objects.filter(case=office.case).values_list("kind", flat=True)
    assert {"receipt", "decision"} <= set(kinds)


def test_a_refusal_is_written_with_its_reasons_and_remedies(
    opened: Open, clock: Clock, missed: Person
) -> None:
    office = Office(opened, clock, missed)
    office.to_civil_affairs()
    reason = "家庭收入核对后不再符合低保条件。"
    said = office.at_desk("xiang_dong", "不同意", lambda page: write(page, "理由", reason, "TEXTAREA"))

    assert reason in said
    assert office.case.state == CaseState.REFUSED
    letter = Letter.objects.get(case=office.case, kind="refusal")
    words = " ".join(each["zh"] for each in letter.paragraphs)
    assert reason in words
    assert "行政复议" in words
    assert not Award.objects.filter(case=office.case).exists()


def seen_on_a_phone(page: Page) -> str:
    """Return what a page says, after looking that it does not scroll sideways either."""
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0, (page.url, over)
    return seen(page)


def test_many_cases_are_passed_on_by_keyboard(opened: Open, clock: Clock, missed: Person) -> None:
    cast = Cast(**{key: Officer.objects.get(username=key) for key, *_ in OFFICERS})
    cases = [accepted(cast, entitled(name)) for name in ("甲一", "乙二", "丙三")]
    page = opened("wu_gang", viewport={"width": 320, "height": 800})
    press(page, "办件", "A")
    seen_on_a_phone(page)
    for case in cases[:2]:
        tick(page, f"选择{case.person.name}，")
    press(page, "预览选中的")
    said = seen_on_a_phone(page)
    assert cases[0].number in said
    assert cases[2].number not in said
    write(page, "备注", "入户核实，情况属实。", "TEXTAREA")
    press(page, "填写意见，转下一环节 · 2 件")

    assert "2 个办件中已办 2 个" in seen_on_a_phone(page)
    turns = [Case.objects.get(pk=case.pk).turn for case in cases]
    assert turns == ["disabled_federation", "disabled_federation", "township"]
