"""Letters, the page of a case and the counters: printed from what was kept, taken only where one may."""

import io
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from pypdf import PdfReader

from tests.office.casework.desk import accepted, approved, entitled, handed_in, open_offices
from tests.people import Cast
from tests.web.conftest import SignIn
from yingbao.office.access.models import Division
from yingbao.office.audit.models import Act
from yingbao.office.casework.models import Letter, OfficeCard

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(cast: Cast) -> Letter:
    """The receipt of an application in 协合乡."""
    open_offices()
    accepted(cast, entitled())
    return Letter.objects.get()


def read(page: bytes) -> str:
    return "".join(each.extract_text() for each in PdfReader(io.BytesIO(page)).pages).replace("\n", "")


def plain(words: str) -> str:
    return words.replace(" ", "")


def test_a_letter_is_laid_out_as_an_office_writes_it(letter: Letter, sign_in: SignIn) -> None:
    browser = sign_in("wu_gang")
    page = browser.get(f"/letters/{letter.pk}").content.decode()
    assert letter.number in page
    assert f'href="/letters/{letter.pk}/pdf"' in page
    word = browser.get(f"/letters/{letter.pk}/docx")
    paragraphs = [each for each in Document(io.BytesIO(word.content)).paragraphs if each.text]
    said = [each.text for each in paragraphs]
    assert said[:3] == ["受理通知书", f"编号：{letter.number}", "王秀兰："]
    assert said[-2:] == ["协合乡人民政府", "2026年6月1日"]
    right, centre = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER
    layout = [each.paragraph_format.alignment for each in paragraphs]
    assert (layout[0], layout[1], layout[-2], layout[-1]) == (centre, right, right, right)
    assert all(each.paragraph_format.first_line_indent for each in paragraphs[3:-2])


def test_the_pdf_says_the_same_and_can_be_read_aloud(letter: Letter, sign_in: SignIn) -> None:
    answer = sign_in("wu_gang").get(f"/letters/{letter.pk}/pdf")
    pdf = PdfReader(io.BytesIO(answer.content))
    kept = [each["zh"] for each in letter.paragraphs]
    text = plain(read(answer.content))
    assert [words for words in kept if plain(words) not in text] == []
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("zh")
    assert pdf.metadata is not None
    assert pdf.metadata.title == "受理通知书"


def test_the_same_letter_prints_the_same_years_later(letter: Letter, sign_in: SignIn) -> None:
    browser = sign_in("wu_gang")
    before = [browser.get(f"/letters/{letter.pk}/{form}").content for form in ("pdf", "docx")]
    OfficeCard.objects.update(name="别的单位", telephone="1", address="2")
    letter.person.name = "改名了"
    letter.person.save()
    after = [browser.get(f"/letters/{letter.pk}/{form}").content for form in ("pdf", "docx")]
    assert before[0] == after[0]
    assert parts(before[1]) == parts(after[1])


def parts(word: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(word)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_each_taking_is_an_act(letter: Letter, sign_in: SignIn) -> None:
    browser = sign_in("wu_gang")
    for form in ("pdf", "docx"):
        browser.get(f"/letters/{letter.pk}/{form}")
    taken = Act.objects.filter(verb="casework.letter.taken").order_by("id")
    assert [act.detail["as"] for act in taken] == ["pdf", "docx"]
    assert {act.subject for act in taken} == {f"letter:{letter.pk}"}
    assert browser.get(f"/letters/{letter.pk}/xls").status_code == 404


def test_letters_of_another_division_are_not_found(letter: Letter, sign_in: SignIn) -> None:
    for stranger in ("tian_fang", "ran_jing"):
        browser = sign_in(stranger)
        for where in ("", "/pdf", "/docx"):
            assert browser.get(f"/letters/{letter.pk}{where}").status_code == 404
    assert sign_in("guan_li").get(f"/letters/{letter.pk}/pdf").status_code == 403


def test_a_case_lists_its_letters(letter: Letter, sign_in: SignIn) -> None:
    page = sign_in("wu_gang").get(f"/cases/{letter.case_id}").content.decode()
    assert f'href="/letters/{letter.pk}"' in page


def test_the_page_of_a_case_is_one_sheet_with_its_acts(cast: Cast, sign_in: SignIn) -> None:
    open_offices()
    case = approved(cast, entitled())
    answer = sign_in("wu_gang").get(f"/cases/{case.pk}/sheet")
    text = plain(read(answer.content))
    for words in (case.number, "王秀兰", "证件有效", "吴刚", "2026年6月1日", "公示"):
        assert plain(words) in text, words
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 1
    assert Act.objects.filter(verb="casework.case_sheet.taken", subject=f"case:{case.pk}").count() == 1
    assert sign_in("tian_fang").get(f"/cases/{case.pk}/sheet").status_code == 404


def test_a_counter_is_entered_where_the_officer_acts(cast: Cast, sign_in: SignIn) -> None:
    township = sign_in("wu_gang")
    sent = {"name": "协合乡人民政府", "telephone": "0744-5550000", "address": "1号窗口"}
    assert "未填写" in township.get("/offices/").content.decode()
    assert township.post("/offices/430811201", sent).status_code == 302
    assert OfficeCard.objects.get().telephone == "0744-5550000"
    assert "0744-5550000" in township.get("/offices/").content.decode()
    for elsewhere in ("430811", "430811001", "500156"):
        assert Division.objects.filter(pk=elsewhere).exists()
        assert township.post(f"/offices/{elsewhere}", sent).status_code == 404
    assert township.post("/offices/430811201", {**sent, "address": " "}).status_code == 200
    assert sign_in("yang_mei").get("/offices/").status_code == 403
    assert sign_in("zhou_min").get("/offices/430811001").status_code == 200


def test_a_letter_without_a_counter_points_to_the_offices(cast: Cast, sign_in: SignIn) -> None:
    case = handed_in(cast, entitled())
    sent = {"words": "不在受理范围", "on": "2026-06-01"}
    page = sign_in("wu_gang").post(f"/cases/{case.pk}/not-accept", sent).content.decode()
    assert "窗口信息" in page
    assert 'href="/offices/"' in page
    assert not Letter.objects.exists()
