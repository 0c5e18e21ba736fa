"""Who saw and handled a file, and the book of acts of a division."""

import ast
import io
import re
from collections.abc import Iterator
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.architecture.writing import ROOT
from tests.people import Cast, make_person
from tests.web.canaries import make_canaries
from yingbao.edges.web.audit.sentences import BEGINNINGS, VERBS, Group, sentence_of, verbs_of
from yingbao.office.audit.actions import record, seal_acts
from yingbao.office.audit.models import Act
from yingbao.office.register.models import Person

ROOMS = "access|audit|casework|determination|jobs|messages|register|rulebook|scenarios"
VERB = re.compile(rf"(?:{ROOMS})\.[a-z_]+\.[a-z_]+")
BEGINNING = re.compile(rf"(?:{ROOMS})\.[a-z_]+\.[a-z_]*")


def verbs_in_source() -> Iterator[tuple[str, str]]:
    """Give every verb written out in the product, and every beginning of one that is put together."""
    for path in sorted(ROOT.rglob("*.py")):
        if path.name == "sentences.py":
            continue
        tree = ast.parse(path.read_text())
        joined = {
            id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
        }
        for node in ast.walk(tree):
            first = node.values[0] if isinstance(node, ast.JoinedStr) else node
            text = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""
            if isinstance(node, ast.JoinedStr) and BEGINNING.fullmatch(text):
                yield "beginning", text
            elif VERB.fullmatch(text) and id(node) not in joined:
                yield "verb", text


def test_every_verb_in_the_product_has_a_sentence() -> None:
    found = set(verbs_in_source())
    assert len(found) > 40

    assert {verb for kind, verb in found if kind == "verb"} - set(VERBS) == set()
    assert {verb for kind, verb in found if kind == "beginning"} - set(BEGINNINGS) == set()


def test_every_verb_belongs_to_one_group() -> None:
    grouped = [verb for group in Group for verbs in verbs_of(group) for verb in verbs]

    assert sorted(grouped) == sorted([*VERBS, *BEGINNINGS])


@pytest.mark.django_db
def test_a_verb_of_a_later_version_is_shown_as_it_is() -> None:
    assert sentence_of(record("some.thing.happened", by="yingbao work")) == "some.thing.happened"
    assert sentence_of(record("casework.case.dreamt", by="yingbao work")).endswith("dreamt")
    assert "—" in sentence_of(record("determination.list.viewed", by="yingbao work"))


def rows(browser: Client, address: str, **query: object) -> list[str]:
    answer = browser.get(address, query)
    assert answer.status_code == 200, address
    body = answer.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    return [re.sub("<[^>]*>", " ", row) for row in body.split("</tr>")[:-1]]


@pytest.fixture
def person(cast: Cast) -> Person:
    return make_person("王秀兰")


def browser_of(officer: object) -> Client:
    browser = Client()
    browser.force_login(officer)  # type: ignore[arg-type]
    return browser


def test_a_file_tells_who_saw_and_handled_it(cast: Cast, person: Person) -> None:
    browser_of(cast.wu_gang).get(f"/persons/{person.pk}")
    browser_of(cast.ran_jing).get(f"/persons/{person.pk}")
    browser_of(cast.xiang_dong).get("/persons/", {"name": "王秀兰"})
    browser_of(cast.xiang_dong).post(f"/numbers/person.number/{person.pk}", {"reason": "核对本人证件"})

    revealed, searched, denied, opened = rows(browser_of(cast.zhou_min), f"/persons/{person.pk}/acts")
    assert "向东" in revealed
    assert "核对本人证件" in revealed
    assert "找到 1" in searched
    assert "冉静" in denied
    assert "吴刚" in opened
    assert "协合乡" in opened
    assert Act.objects.latest("id").verb == "register.person.acts_viewed"


def test_what_was_done_to_a_file_that_was_joined_is_told_too(cast: Cast, person: Person) -> None:
    gone = make_person("王秀蓝")
    record("register.person.viewed", by=cast.wu_gang, subject=f"person:{gone.pk}")
    Person.objects.filter(pk=gone.pk).update(merged_into=person)
    record("casework.case.visited", by=cast.wu_gang, subject="case:1", detail={"person": person.pk})

    assert len(rows(browser_of(cast.zhou_min), f"/persons/{person.pk}/acts")) == 2


@pytest.mark.parametrize(("account", "status"), [
    ("zhou_min", 200), ("xiang_dong", 200), ("shen_ji", 200),
    ("wu_gang", 403), ("yang_mei", 403), ("guan_li", 404), ("ran_jing", 404),
])  # fmt: skip
def test_who_may_see_who_saw_a_file(cast: Cast, person: Person, account: str, status: int) -> None:
    expected = 403 if account == "guan_li" else status

    assert browser_of(getattr(cast, account)).get(f"/persons/{person.pk}/acts").status_code == expected


def test_only_who_may_see_it_is_led_to_it(cast: Cast, person: Person) -> None:
    link = f"/persons/{person.pk}/acts"

    assert link in browser_of(cast.zhou_min).get(f"/persons/{person.pk}").content.decode()
    assert link not in browser_of(cast.wu_gang).get(f"/persons/{person.pk}").content.decode()


def test_the_book_is_narrowed_by_officer_kind_day_and_person(cast: Cast, person: Person) -> None:
    record("register.person.viewed", by=cast.wu_gang, subject=f"person:{person.pk}")
    record("register.conflict.resolved", by=cast.zhou_min, subject="conflict:1", reason="见过本人")
    record("determination.list.exported", by=cast.zhou_min, subject="list:missed:2026-06", detail={"rows": 3})
    auditor = browser_of(cast.shen_ji)

    assert len(rows(auditor, "/acts/")) == 3
    assert len(rows(auditor, "/acts/", by="wu_gang")) == 1
    assert "见过本人" in rows(auditor, "/acts/", group="changed")[0]
    assert "3" in rows(auditor, "/acts/", group="taken")[0]
    assert len(rows(auditor, "/acts/", person=person.pk)) == 1
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert rows(auditor, "/acts/", since=tomorrow.isoformat()) == []
    assert len(rows(auditor, "/acts/", until=timezone.localdate().isoformat())) >= 3


def test_a_wrong_filter_is_told_and_shows_nothing(cast: Cast) -> None:
    record("register.persons.searched", by=cast.zhou_min)
    page = browser_of(cast.shen_ji).get("/acts/", {"since": "yesterday"}).content.decode()

    assert "govuk-error-summary" in page
    assert "<tbody>" not in page


def test_acts_of_another_county_are_not_in_it(cast: Cast) -> None:
    record("register.persons.searched", by=cast.ran_jing)

    assert rows(browser_of(cast.shen_ji), "/acts/") == []


def test_an_administrator_reads_no_names(cast: Cast, person: Person) -> None:
    record("register.person.viewed", by=cast.wu_gang, subject=f"person:{person.pk}")
    page = browser_of(cast.guan_li).get("/acts/").content.decode()

    assert str(person.pk) in page
    assert "王秀兰" not in page


def test_the_book_says_how_far_it_is_sealed(cast: Cast) -> None:
    auditor = browser_of(cast.shen_ji)
    record("register.persons.searched", by=cast.zhou_min)
    assert "还没有封存" in auditor.get("/acts/").content.decode()
    seal_acts(at=timezone.now())
    assert "全部已封存" in auditor.get("/acts/").content.decode()


def test_the_book_is_taken_away_as_it_is_filtered(cast: Cast, person: Person) -> None:
    record("register.person.viewed", by=cast.wu_gang, subject=f"person:{person.pk}")
    record("register.persons.searched", by=cast.zhou_min)
    answer = browser_of(cast.shen_ji).post("/acts/export?by=wu_gang")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row]

    assert "wu_gang" in cells
    assert "zhou_min" not in cells
    act = Act.objects.latest("id")
    assert (act.verb, act.detail) == ("audit.acts.exported", {"filter": {"by": "wu_gang"}, "rows": 1})


def test_more_acts_ask_no_more_questions(cast: Cast, person: Person) -> None:
    pages = {"/acts/": browser_of(cast.shen_ji), f"/persons/{person.pk}/acts": browser_of(cast.zhou_min)}
    for page, browser in pages.items():
        record("register.person.viewed", by=cast.wu_gang, subject=f"person:{person.pk}")
        browser.get(page)
        with CaptureQueriesContext(connection) as before:
            browser.get(page)
        for _ in range(30):
            record("register.person.viewed", by=cast.tian_fang, subject=f"person:{person.pk}")
        with CaptureQueriesContext(connection) as after:
            browser.get(page)
        assert len(after) == len(before), page


def test_pages_show_no_canary_of_elsewhere(cast: Cast) -> None:
    canaries = make_canaries()
    for canary in canaries:
        for officer in (cast.zhou_min, cast.ran_jing):
            browser_of(officer).get(f"/persons/{canary.person.pk}")
    page = browser_of(cast.shen_ji).get("/acts/").content.decode()

    assert canaries[0].name in page
    assert canaries[2].name not in page
