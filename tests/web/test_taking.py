"""What is taken away: signed on every page, so much at once, so often in an hour."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.test import Client

from tests.web.canaries import Canary
from tests.web.conftest import SignIn
from yingbao.office.audit.models import Act

LIST = "/lists/ask/export?month=2026-06"
TAKEN = "determination.list.exported"
REFUSED = "access.taking.refused"


def taken(browser: Client) -> int:
    """Take the list away, and say how that was answered."""
    answer = browser.post(LIST)
    # Read to its end, as a browser does; the file is closed with it.
    b"".join(getattr(answer, "streaming_content", []))
    return answer.status_code


@pytest.fixture
def browser(sign_in: SignIn, canaries: list[Canary]) -> Client:
    return sign_in("zhou_min")


def test_who_took_it_stands_at_the_foot_of_every_page(browser: Client) -> None:
    answer = browser.post(LIST)
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]

    assert sheet is not None
    assert "zhou_min" in str(sheet.oddFooter.left.text)
    assert "zhou_min" in str(sheet["A2"].value)


def test_a_list_that_is_too_long_is_refused_whole(browser: Client, settings: Any) -> None:
    settings.TAKEN_MOST_ROWS = 1

    answer = browser.post(LIST)

    assert answer.status_code == 429
    assert "没有导出任何内容" in answer.content.decode()
    assert "超过1行" in answer.content.decode()
    assert not Act.objects.filter(verb=TAKEN).exists()
    assert Act.objects.get(verb=REFUSED).subject == "page:finding_export"


def test_a_list_of_just_so_many_rows_is_given(browser: Client, settings: Any) -> None:
    assert taken(browser) == 200
    settings.TAKEN_MOST_ROWS = Act.objects.get(verb=TAKEN).detail["rows"]

    assert taken(browser) == 200


def test_taking_too_often_is_refused_until_the_hour_is_over(browser: Client, settings: Any) -> None:
    settings.TAKEN_MOST_TIMES = 2
    assert [taken(browser) for _ in range(3)] == [200, 200, 429]
    refused = browser.post(LIST).content.decode()
    assert "一小时内已导出2次" in refused
    assert "60分钟" in refused
    assert Act.objects.filter(verb=TAKEN).count() == 2


def test_what_was_taken_more_than_an_hour_ago_does_not_count(
    browser: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TAKEN_MOST_TIMES = 1
    assert taken(browser) == 200
    monkeypatch.setattr("yingbao.edges.web.taking.AN_HOUR", timedelta(0))

    assert taken(browser) == 200


def test_what_colleagues_take_is_not_counted(browser: Client, settings: Any, sign_in: SignIn) -> None:
    settings.TAKEN_MOST_TIMES = 1
    assert taken(browser) == 200

    assert taken(sign_in("wu_gang")) == 200
