"""What is printed of a person and of a round: all that is known, masked; everyone to look in on, to be signed."""

import io
from datetime import date

import pytest
from django.test import Client
from pypdf import PdfReader

from tests.office.casework.desk import entitled, handed_in, open_offices
from tests.office.determination.register_of import stated
from tests.people import NOON, WULINGYUAN, XIEHE, XIEHE_VILLAGE, Cast, make_person
from tests.web.conftest import SignIn
from yingbao.edges.web.casework import person_file, review_sheet
from yingbao.office.audit.models import Act
from yingbao.office.casework.choices import ReviewKind, ReviewResult
from yingbao.office.casework.models import ReviewItem, ReviewRound
from yingbao.office.determination.actions import determine
from yingbao.office.register.models import Person
from yingbao.office.register.sealed_columns import SEALED
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
OTHER_VILLAGE = "430811001001"


def pages_of(browser: Client, address: str) -> list[str]:
    """Return the words of every page of a print, without the blanks a line leaves."""
    answer = browser.get(address)
    assert answer.status_code == 200, address
    assert answer.headers["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return ["".join(page.extract_text().split()) for page in pages]


@pytest.fixture
def person(cast: Cast) -> Person:
    """Someone with a case, of whom June is determined."""
    open_offices()
    person = entitled("王秀兰")
    stated(person, "employment_form", "self_employed")
    handed_in(cast, person)
    determine(county=WULINGYUAN, month=Month(2026, 6), at=NOON, by="tests")
    return person


def test_a_file_says_all_that_is_known_on_one_page(sign_in: SignIn, person: Person) -> None:
    browser = sign_in("wu_gang")
    assert f'href="/persons/{person.pk}/file"' in browser.get(f"/persons/{person.pk}").content.decode()
    pages = pages_of(browser, f"/persons/{person.pk}/file")

    assert len(pages) == 1
    for told in (
        "王秀兰",
        "女",
        "协合村委会",
        "肢体",
        "二级",
        "重度残疾人护理补贴",
        "430811-2026-000001",
        "示例值，待核：重度残疾人护理补贴标准",
        "吴刚",
    ):
        assert told in pages[0], told
    act = Act.objects.get(verb="casework.person_file.taken")
    assert (act.by, act.subject) == ("wu_gang", f"person:{person.pk}")


def test_no_number_is_in_clear_on_the_file_nor_in_its_code(
    sign_in: SignIn, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    draw = person_file.draw_qr
    monkeypatch.setattr(person_file, "draw_qr", lambda address: drawn.append(address) or draw(address))
    (page,) = pages_of(sign_in("wu_gang"), f"/persons/{person.pk}/file")

    number = SEALED["person.number"].clear(person)
    assert number not in page
    assert SEALED["person.number"].masked(person) in page
    assert drawn == [f"http://testserver/persons/{person.pk}"]


def test_a_file_of_elsewhere_is_not_found(sign_in: SignIn, person: Person) -> None:
    for other in ("tian_fang", "ran_jing"):
        assert sign_in(other).get(f"/persons/{person.pk}/file").status_code == 404
    assert sign_in("guan_li").get(f"/persons/{person.pk}/file").status_code == 403
    assert not Act.objects.filter(verb="casework.person_file.taken").exists()
    assert Act.objects.filter(verb="register.person.denied").count() == 2


@pytest.fixture
def drawn(cast: Cast) -> ReviewRound:
    """A round that asks two in one village and one in another township; one of them was seen already."""
    made = ReviewRound.objects.create(
        county=WULINGYUAN, programme="nursing_subsidy", kind=ReviewKind.SAMPLE, year=2026, share_percent=5,
        seed="seed", drawn_on=date(2026, 6, 1), due_on=date(2026, 6, 30), by="x", at=NOON,
    )  # fmt: skip
    for name, village in (("王秀兰", XIEHE_VILLAGE), ("李大山", XIEHE_VILLAGE), ("田小妹", OTHER_VILLAGE)):
        found = make_person(name, village)
        ReviewItem.objects.create(round=made, person=found, county=WULINGYUAN, division_code=village)
    ReviewItem.objects.filter(person__name="李大山").update(
        result=ReviewResult.CHANGED, found="已搬走", on=date(2026, 6, 9), by="wu_gang"
    )
    return made


def test_a_round_is_printed_village_by_village(sign_in: SignIn, drawn: ReviewRound) -> None:
    browser = sign_in("zhou_min")
    assert f'href="/reviews/{drawn.pk}/sheet"' in browser.get(f"/reviews/{drawn.pk}").content.decode()
    other, own = pages_of(browser, f"/reviews/{drawn.pk}/sheet")

    assert "田小妹" in other
    assert "□无变化" in other
    assert "协合村委会" in own
    assert all(name in own for name in ("王秀兰", "李大山", "已搬走", "签字"))
    assert "田小妹" not in own
    act = Act.objects.get(verb="casework.review.taken")
    assert (act.detail["rows"], len(act.detail["persons"])) == (3, 3)


def test_a_township_prints_its_own_and_what_it_filtered(sign_in: SignIn, drawn: ReviewRound) -> None:
    (own,) = pages_of(sign_in("wu_gang"), f"/reviews/{drawn.pk}/sheet")
    assert "田小妹" not in own
    (open_ones,) = pages_of(sign_in("zhou_min"), f"/reviews/{drawn.pk}/sheet?township={XIEHE}&result=open")
    assert "王秀兰" in open_ones
    assert "李大山" not in open_ones
    assert sign_in("ran_jing").get(f"/reviews/{drawn.pk}/sheet").status_code == 404


def test_too_many_are_printed_township_by_township(
    sign_in: SignIn, drawn: ReviewRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review_sheet, "MOST", 2)
    browser = sign_in("zhou_min")

    answer = browser.get(f"/reviews/{drawn.pk}/sheet", follow=True)
    assert "请先选择乡镇" in answer.content.decode()
    assert not Act.objects.filter(verb="casework.review.taken").exists()
    assert browser.get(f"/reviews/{drawn.pk}/sheet?township={XIEHE}").status_code == 200
