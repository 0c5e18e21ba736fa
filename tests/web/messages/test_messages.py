"""Messages on screen: each officer is told what is theirs, in words, and puts it aside for themselves."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.people import WULINGYUAN, XIEHE_VILLAGE, Cast
from tests.web.conftest import SignIn
from yingbao.edges.web.messages.sentences import SENTENCES, sentence_of
from yingbao.office.messages.actions import News, tell
from yingbao.office.messages.choices import MessageKind
from yingbao.office.messages.models import Message, Reading

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)
SAID = "430811-2026-000007"


def told(
    unit: str, division: str = XIEHE_VILLAGE, kind: MessageKind = MessageKind.CASE_OVERDUE, **more: Any
) -> Message:
    values = {"subject": "case:7", "params": {"number": SAID, "due": "2026-06-01"}, **more}
    key = f"{kind}:{unit}:{division}:{Message.objects.count()}"
    tell([News(key, kind, division[:6], division, unit, **values)], on=date(2026, 6, 2), at=NOON)
    return Message.objects.get(key=key)


def test_a_message_reaches_who_holds_the_turn_there_and_nobody_else(cast: Cast, sign_in: SignIn) -> None:
    told("township")
    seen = {name: SAID in sign_in(name).get("/messages/").content.decode() for name in vars(cast)}
    assert {name for name, sees in seen.items() if sees} == {"wu_gang"}


def test_a_message_to_one_officer_is_seen_by_that_one(cast: Cast, sign_in: SignIn) -> None:
    Message.objects.filter(pk=told("township").pk).update(officer=cast.tian_fang, unit="township")
    seen = {
        name for name in ("wu_gang", "tian_fang") if SAID in sign_in(name).get("/messages/").content.decode()
    }
    assert seen == {"tian_fang"}


def test_the_sentence_and_the_way_to_the_case(cast: Cast, sign_in: SignIn) -> None:
    told("township")
    page = sign_in("wu_gang").get("/messages/").content.decode()
    assert f"办件 {SAID} 已超期，截止日期是2026年6月1日。" in page
    assert 'href="/cases/7"' in page


def test_what_is_put_aside_is_put_aside_for_oneself(cast: Cast, sign_in: SignIn) -> None:
    message, browser = told("administrator", WULINGYUAN, MessageKind.JOB_FAILED), sign_in("guan_li")
    assert "消息 1<" in browser.get("/roles/").content.decode()
    for _ in range(2):
        assert browser.post("/messages/aside", {"message": [message.pk]}).status_code == 302
    assert "消息 0<" in browser.get("/roles/").content.decode()
    assert Reading.objects.get().officer == cast.guan_li
    assert "2026" in browser.get("/messages/?which=all").content.decode()


def test_nobody_puts_aside_what_others_are_told(cast: Cast, sign_in: SignIn) -> None:
    message = told("township")
    sign_in("tian_fang").post("/messages/aside", {"message": [message.pk, "x", "²"]})
    assert not Reading.objects.exists()


def test_more_are_counted_no_further(cast: Cast, sign_in: SignIn) -> None:
    for _ in range(101):
        told("township")
    assert "消息 99+<" in sign_in("wu_gang").get("/roles/").content.decode()


def test_every_kind_has_its_sentence() -> None:
    assert set(SENTENCES) == set(MessageKind)


@pytest.mark.parametrize("kind", list(MessageKind))
def test_a_message_that_tells_less_is_still_a_sentence(kind: MessageKind) -> None:
    assert sentence_of(Message(kind=kind, params={})).endswith(("。", "."))
