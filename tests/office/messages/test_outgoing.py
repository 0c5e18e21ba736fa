"""What leaves the building: sealed, sent once, tried again by the clock given, and told when it never left."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.office.casework.desk import accepted, entitled, open_offices
from tests.people import XIEHE_VILLAGE, Cast
from yingbao.edges.jobs.sending import send_next
from yingbao.office.casework.models import Case
from yingbao.office.messages.actions.outgoing import (
    WAITS,
    Letter,
    note_not_sent,
    read_outgoing,
    take_outgoing,
    write_outgoing,
)
from yingbao.office.messages.choices import Channel, OutgoingState
from yingbao.office.messages.models import Message, Outgoing
from yingbao.office.register.actions.row_ids import reserve_ids
from yingbao.office.register.choices import ContactKind
from yingbao.office.register.models import Contact, Person
from yingbao.office.register.sealing import PHONE, blind_index, seal

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)
TELEPHONE = "13800138000"
BROKEN = "tests.office.messages.test_outgoing.Broken"


class Broken:
    """A channel that takes nothing, and says too much about it."""

    def hand_over(self, key: str, letter: Letter) -> None:
        raise ConnectionError(f"{letter.to} {letter.body}")


@pytest.fixture(autouse=True)
def outbox(settings: Any, tmp_path: Path) -> Path:
    settings.OUTBOX_DIR = tmp_path / "outbox"
    return settings.OUTBOX_DIR


def written(key: str = "case:1:2") -> Outgoing:
    return write_outgoing(
        key=key,
        channel=Channel.SMS,
        letter=Letter(TELEPHONE, "已受理"),
        division_code=XIEHE_VILLAGE,
        subject="case:1",
        at=NOON,
    )


@transaction.atomic
def reached_by(person: Person) -> Person:
    (row,) = reserve_ids(Contact, 1)
    Contact.objects.create(
        id=row,
        person=person,
        kind=ContactKind.MOBILE,
        source=person.source,
        number_sealed=seal(TELEPHONE, column="contact.number", row=row),
        number_index=blind_index(TELEPHONE, PHONE),
    )
    return person


def test_it_is_one_file_only_its_owner_reads(outbox: Path) -> None:
    written()
    assert send_next(at=NOON)
    assert not send_next(at=NOON)
    (file,) = outbox.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert json.loads(file.read_text(encoding="utf-8")) == {
        "key": "case:1:2",
        "to": TELEPHONE,
        "body": "已受理",
    }
    row = Outgoing.objects.get()
    assert (row.state, row.sent_at, row.to_sealed, row.body_sealed) == (OutgoingState.SENT, NOON, None, None)


def test_number_and_words_are_sealed_in_their_row() -> None:
    row = written()
    assert TELEPHONE.encode() not in bytes(row.to_sealed or b"")
    assert read_outgoing(row) == (TELEPHONE, "已受理")


def test_the_same_news_is_written_once() -> None:
    assert written() == written()
    assert Outgoing.objects.count() == 1


def test_what_is_not_taken_is_tried_later_and_told_at_last(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.OUTGOING_CHANNELS = {"sms": BROKEN}
    written()
    at = NOON
    for wait in WAITS:
        assert send_next(at=at)
        assert not send_next(at=at + wait - timedelta(seconds=1))
        at += wait
    assert not Message.objects.exists()
    assert send_next(at=at)
    row = Outgoing.objects.get()
    assert (row.state, row.attempts, row.problem) == (OutgoingState.FAILED, len(WAITS) + 1, "ConnectionError")
    assert Message.objects.get().kind == "outgoing.failed"
    assert not send_next(at=at + timedelta(days=30))
    assert TELEPHONE not in caplog.text
    assert "已受理" not in caplog.text


def test_a_worker_that_died_while_sending_leaves_it_to_the_next(outbox: Path) -> None:
    written()
    assert take_outgoing(at=NOON) is not None
    assert not send_next(at=NOON)
    assert send_next(at=NOON + WAITS[0])
    assert len(list(outbox.iterdir())) == 1


def test_a_late_failure_of_the_first_try_changes_nothing(outbox: Path) -> None:
    written()
    first = take_outgoing(at=NOON)
    assert first is not None
    assert send_next(at=NOON + WAITS[0])
    note_not_sent(outgoing=first, problem="TimeoutError", at=NOON)
    assert Outgoing.objects.get().state == OutgoingState.SENT


def test_an_applicant_is_told_that_the_case_is_taken(cast: Cast) -> None:
    open_offices()
    case = accepted(cast, reached_by(entitled()))
    row = Outgoing.objects.get()
    to, body = read_outgoing(row)
    assert to == TELEPHONE
    assert case.number in body
    assert "已受理" in body
    assert "0744-5550000" in body
    assert "王秀兰" not in body
    assert row.subject == f"case:{case.pk}"


def test_whoever_has_no_telephone_is_not_texted(cast: Cast) -> None:
    open_offices()
    accepted(cast, entitled())
    assert Case.objects.exists()
    assert not Outgoing.objects.exists()
