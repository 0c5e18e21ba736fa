"""An amendment the rules no longer fit is ended on screen, while no page of the rules can be read."""

import html
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.office.rulebook.proposals import approved, proposed, rule
from tests.office.rulebook.updates import rename_the_rate
from tests.people import Cast
from tests.web.conftest import SignIn
from yingbao.office.rulebook.models import Amendment, Ending

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def outgrown(cast: Cast, settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any) -> Amendment:
    with django_capture_on_commit_callbacks(execute=True):
        amendment = approved(cast.zhou_min, cast.xiang_dong)
    rename_the_rate(settings, tmp_path)
    return amendment


def text(browser: Client, address: str, body: dict[str, str] | None = None) -> str:
    answer = browser.get(address) if body is None else browser.post(address, body, follow=True)
    assert answer.status_code == 200, answer
    return html.unescape(answer.content.decode())


def test_it_is_listed_with_what_no_longer_fits(sign_in: SignIn, outgrown: Amendment) -> None:
    browser = sign_in("tian_fang")
    unreadable = browser.get("/programmes/")
    assert unreadable.status_code == 503
    assert "/amendments/" in unreadable.content.decode()

    page = text(browser, "/amendments/")

    assert "已不适用于现行规则" in page
    assert f"{outgrown.file}.yaml:" in page
    assert f"/amendments/{outgrown.pk}" in page
    assert "已不适用于现行规则" not in text(sign_in("ran_jing"), "/amendments/")


def test_one_officer_proposes_to_end_it_and_another_ends_it(
    sign_in: SignIn, outgrown: Amendment, django_capture_on_commit_callbacks: Any
) -> None:
    first, second = sign_in("zhou_min"), sign_in("xiang_dong")
    address = f"/amendments/{outgrown.pk}"
    assert "120.00" in text(first, address) or "12000" in text(first, address)
    assert "请写明理由" in text(first, f"{address}/end", {"reason": " "})
    text(first, f"{address}/end", {"reason": "省里改了标准的写法"})
    assert Ending.objects.get().reason == "省里改了标准的写法"
    assert "/end/decide" not in text(first, address)
    assert "/end/withdraw" in text(first, address)

    assert "/end/decide" in text(second, address)
    with django_capture_on_commit_callbacks(execute=True):
        page = text(second, f"{address}/end/decide", {"verdict": "approve"})

    assert "已终止" in page
    assert "省里改了标准的写法" in page
    assert second.get("/programmes/").status_code == 200
    assert outgrown.name_zh in text(second, "/amendments/?state=ended")


def test_a_refusal_says_why_and_it_stands(sign_in: SignIn, outgrown: Amendment) -> None:
    address = f"/amendments/{outgrown.pk}"
    text(sign_in("zhou_min"), f"{address}/end", {"reason": "过时"})
    second = sign_in("xiang_dong")

    assert "请说明为什么不同意" in text(second, f"{address}/end/decide", {"verdict": "refuse"})
    page = text(second, f"{address}/end/decide", {"verdict": "refuse", "answer": "先等省里"})

    assert "先等省里" in page
    assert "/end" not in text(sign_in("tian_fang"), address)


def test_its_author_takes_the_wish_back(sign_in: SignIn, outgrown: Amendment) -> None:
    first, address = sign_in("zhou_min"), f"/amendments/{outgrown.pk}"
    text(first, f"{address}/end", {"reason": "过时"})
    text(first, f"{address}/end/withdraw", {})

    assert Ending.objects.get().state == "withdrawn"
    assert "已有人处理过此事项" in text(first, f"{address}/end/withdraw", {})


def test_a_proposal_that_waits_is_shown_and_refused_and_not_approved(
    cast: Cast, sign_in: SignIn, settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    waiting = proposed(cast.zhou_min, rule("certificate_grade = 1"))
    with django_capture_on_commit_callbacks(execute=True):
        approved(cast.zhou_min, cast.xiang_dong)
    rename_the_rate(settings, tmp_path)
    second, address = sign_in("xiang_dong"), f"/amendments/{waiting.pk}"

    assert "残疾等级 = 1" in text(second, address)
    assert "不能试算" in text(second, f"{address}?try=1")
    assert "规则暂时读不出来" in text(second, f"{address}/decide", {"verdict": "approve"})
    text(second, f"{address}/decide", {"verdict": "refuse", "answer": "先理顺规则"})
    waiting.refresh_from_db()
    assert waiting.state == "refused"


def test_what_fits_offers_no_ending(
    cast: Cast, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        amendment = approved(cast.zhou_min, cast.xiang_dong)
    browser, address = sign_in("zhou_min"), f"/amendments/{amendment.pk}"

    assert "/end" not in text(browser, address)
    assert "仍适用于现行规则" in text(browser, f"{address}/end", {"reason": "不想要了"})
    assert not Ending.objects.exists()
