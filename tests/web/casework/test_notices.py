"""Public notices: published together, seen by anyone while they stand, objected to, and gone afterwards."""

import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from tests.office.casework.desk import approved, day, entitled, open_offices, published
from tests.people import JUNDIPING, Cast
from tests.web.conftest import SignIn
from yingbao.office.audit.models import Act
from yingbao.office.casework.actions.objecting import MOST_FROM_ONE_ADDRESS
from yingbao.office.casework.actions.publishing import publish
from yingbao.office.casework.choices import CaseState, ObjectionState
from yingbao.office.casework.models import Case, NoticeLine, Objection, PublicNotice

pytestmark = pytest.mark.django_db
SAID = {"line": "1", "text": "她不住在本村", "name": "李四的邻居", "phone": "13800000000"}


@pytest.fixture(autouse=True)
def _offices(cast: Cast) -> None:
    open_offices()


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let a day of June 2026 be today, ten in the morning."""

    def is_now(day_of_june: int, hour: int = 2) -> None:
        moment = datetime(2026, 6, day_of_june, hour, tzinfo=UTC)
        monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 6, day_of_june))
        monkeypatch.setattr(timezone, "now", lambda: moment)

    is_now(9)
    return is_now


def text(answer: Any) -> str:
    return str(answer.content.decode())


def address(notice: PublicNotice) -> str:
    return f"/n/{notice.slug}"


def test_what_waits_is_published_together(cast: Cast, sign_in: SignIn, today: Any) -> None:
    cases = [approved(cast, entitled(name)) for name in ("王秀兰", "李秀英")]
    township = sign_in("wu_gang")
    page = text(township.get("/notices/new"))
    assert [case.number in page for case in cases] == [True, True]

    ids = [case.pk for case in cases]
    preview = text(township.post("/notices/new", {"case": ids}))
    assert "王*兰" in preview
    assert "王秀兰" not in preview
    assert "2026年6月16日" in preview  # five working days after Tuesday 9 June
    assert not PublicNotice.objects.exists()
    answer = township.post("/notices/new", {"case": ids, "seen": "yes", "telephone": "0744-5550000"})
    notice = PublicNotice.objects.get()
    assert answer.headers["Location"] == f"/notices/{notice.pk}"
    assert (notice.lines.count(), notice.last_day) == (2, date(2026, 6, 16))
    assert {case.state for case in Case.objects.all()} == {CaseState.ON_NOTICE}


def test_a_second_click_publishes_nothing_more(cast: Cast, sign_in: SignIn, today: Any) -> None:
    case, township = approved(cast, entitled()), sign_in("wu_gang")
    sent = {"case": [case.pk], "seen": "yes", "telephone": "0744-5550000"}
    answers = [township.post("/notices/new", sent, follow=True) for _ in range(2)]
    assert "已经由其他人发布" in text(answers[1])
    assert (PublicNotice.objects.count(), NoticeLine.objects.count()) == (1, 1)


def test_cases_of_two_townships_are_refused_together(cast: Cast, sign_in: SignIn, today: Any) -> None:
    here = approved(cast, entitled())
    there = approved(cast, entitled("李秀英"))
    Case.objects.filter(pk=there.pk).update(division_code=f"{JUNDIPING}001")
    elsewhere = sign_in("wu_gang").post("/notices/new", {"case": [here.pk, there.pk]}, follow=True)
    # The other township's case is not this officer's: only the own one is left on the notice.
    assert "李*英" not in text(elsewhere)
    Case.objects.filter(pk=there.pk).update(division_code=there.division_code, programme="living_allowance")
    refused = sign_in("wu_gang").post("/notices/new", {"case": [here.pk, there.pk]}, follow=True)
    assert "一份公示只能" in text(refused)


def test_anyone_sees_it_masked_while_it_stands(cast: Cast, client: Client, today: Any) -> None:
    published(cast, entitled())
    notice = PublicNotice.objects.get()
    for now, status in ((5, 200), (12, 200), (13, 410), (30, 410)):
        today(now)
        answer = client.get(address(notice))
        assert answer.status_code == status, now
        assert ("王*兰" in text(answer)) == (status == 200)
        assert "王秀兰" not in text(answer)
        assert answer.headers["X-Robots-Tag"] == "noindex, noarchive"
        assert "no-store" in answer.headers["Cache-Control"]
    today(4)
    assert client.get(address(notice)).status_code == 404
    assert client.get("/n/nobody-made-this").status_code == 404


def test_anyone_objects_once_however_often_it_is_sent(cast: Cast, client: Client, today: Any) -> None:
    case = published(cast, entitled())
    notice = PublicNotice.objects.get()
    for _ in range(2):
        answer = client.post(address(notice), SAID, follow=True)
        assert "异议已收到" in text(answer)
    objection = Objection.objects.get()
    assert (objection.case_id, objection.state) == (case.pk, ObjectionState.OPEN)
    assert SAID["name"] not in str(list(Act.objects.values()))


def test_an_objection_says_who_and_why(cast: Cast, client: Client, today: Any) -> None:
    published(cast, entitled())
    notice = PublicNotice.objects.get()
    for missing in SAID:
        answer = client.post(address(notice), {**SAID, missing: ""})
        assert answer.status_code == 200, missing
        assert "govuk-error-summary" in text(answer)
    assert not Objection.objects.exists()


def test_too_many_from_one_address_are_told_when_to_try_again(cast: Cast, client: Client, today: Any) -> None:
    published(cast, entitled())
    notice = PublicNotice.objects.get()
    for number in range(MOST_FROM_ONE_ADDRESS):
        client.post(address(notice), {**SAID, "text": f"第{number}条"})
    answer = client.post(address(notice), SAID)
    assert answer.status_code == 429
    assert "11:00" in text(answer)
    assert SAID["text"] in text(answer)  # nothing has to be written again
    assert Objection.objects.count() == MOST_FROM_ONE_ADDRESS


def test_the_page_for_the_board_says_how_to_object(cast: Cast, sign_in: SignIn, today: Any) -> None:
    published(cast, entitled())
    notice = PublicNotice.objects.get()
    answer = sign_in("yang_mei").get(f"/notices/{notice.pk}/sheet")
    pdf = PdfReader(io.BytesIO(answer.content))
    said = "".join(page.extract_text() for page in pdf.pages).replace("\n", "")
    for words in ("王*兰", "0744-5550000", "2026 年 6 月 12 日", notice.number):
        assert words.replace(" ", "") in said.replace(" ", ""), words
    assert "王秀兰" not in said
    assert len(pdf.pages) == 1
    assert f"http://testserver/n/{notice.slug}" in alternatives(pdf)
    assert Act.objects.filter(verb="casework.notice.taken", by="yang_mei").exists()


def alternatives(pdf: PdfReader) -> str:
    """Return the words that stand for the pictures of a PDF."""
    found = [pdf.get_object(number) for number in range(1, len(pdf.xref[0]) + 1 if 0 in pdf.xref else 1)]
    return " ".join(str(each.get("/Alt", "")) for each in found if hasattr(each, "get"))


def test_an_objection_is_answered_by_whoever_handles_it(cast: Cast, sign_in: SignIn, today: Any) -> None:
    case = published(cast, entitled())
    notice, township = PublicNotice.objects.get(), sign_in("wu_gang")
    Client().post(address(notice), SAID)
    objection = Objection.objects.get()
    assert "1 条待答复" in text(township.get("/cases/"))
    assert case.number in text(township.get("/objections/"))
    page = text(township.get(f"/objections/{objection.pk}"))
    assert SAID["name"] not in page
    assert SAID["phone"] not in page
    for stranger in ("tian_fang", "ran_jing"):
        assert sign_in(stranger).get(f"/objections/{objection.pk}").status_code == 404
    for looker in ("yang_mei", "shen_ji"):
        assert sign_in(looker).get(f"/objections/{objection.pk}").status_code == 403

    sent = {"upheld": "no", "answer": "入户核实，在本村居住"}
    assert township.post(f"/objections/{objection.pk}", sent).status_code == 302
    objection.refresh_from_db()
    assert objection.state == ObjectionState.REJECTED
    assert "已经答复过" in text(township.post(f"/objections/{objection.pk}", sent))
    assert case.letters.filter(kind="objection_answer").count() == 1


def test_who_objects_is_shown_for_a_reason(cast: Cast, sign_in: SignIn, today: Any) -> None:
    published(cast, entitled())
    Client().post(address(PublicNotice.objects.get()), SAID)
    objection, township = Objection.objects.get(), sign_in("wu_gang")
    where = f"/objections/{objection.pk}/objector"
    assert SAID["name"] not in text(township.get(where))
    assert SAID["name"] not in text(township.post(where, {"reason": ""}))
    shown = text(township.post(where, {"reason": "电话答复"}))
    assert (SAID["name"] in shown, SAID["phone"] in shown) == (True, True)
    assert Act.objects.get(verb="casework.objector.revealed").reason == "电话答复"


def test_an_objection_at_the_counter_is_written_down(cast: Cast, sign_in: SignIn, today: Any) -> None:
    published(cast, entitled())
    notice, line = PublicNotice.objects.get(), NoticeLine.objects.get()
    where = f"/notices/{notice.pk}/objection"
    sent = {"line": line.pk, "text": "收入不符", "on": "2026-06-09"}
    assert sign_in("wu_gang").post(where, sent).status_code == 302
    objection = Objection.objects.get()
    assert (objection.sent_at, objection.name_sealed) == (None, None)
    assert sign_in("tian_fang").post(where, sent).status_code == 404
    assert sign_in("yang_mei").post(where, sent).status_code == 403


def test_notices_are_listed_by_how_they_stand(cast: Cast, sign_in: SignIn, today: Any) -> None:
    published(cast, entitled())
    notice = PublicNotice.objects.get()

    def listed() -> list[str]:
        browser = sign_in("wu_gang")
        tabs = ("standing", "held", "over")
        return [tab for tab in tabs if notice.number in text(browser.get(f"/notices/?which={tab}"))]

    assert listed() == ["standing"]
    today(15)
    assert listed() == ["over"]
    today(9)
    Client().post(address(notice), SAID)
    today(15)
    assert listed() == ["held"]
    assert notice.number not in text(sign_in("tian_fang").get("/notices/"))
    assert sign_in("tian_fang").get(f"/notices/{notice.pk}").status_code == 404


def test_a_notice_of_many_lines_asks_no_more(
    cast: Cast, sign_in: SignIn, today: Any, django_assert_num_queries: Any
) -> None:
    cases = [approved(cast, entitled(name)) for name in ("王秀兰", "李秀英", "张秀芳")]
    few = publish(cases=cases[:1], by=cast.wu_gang, **day(8))
    many = publish(cases=cases[1:], by=cast.wu_gang, **day(8))
    browser = sign_in("wu_gang")
    for where in (lambda notice: f"/notices/{notice.pk}", address):
        browser.get(where(few))
        with django_assert_num_queries(len(asked(browser, where(few)))):
            browser.get(where(many))


def asked(browser: Client, where: str) -> list[dict[str, str]]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        assert browser.get(where).status_code == 200
    return list(queries.captured_queries)
