"""Objections: one however often it is sent, not too many from one address, and who objects is sealed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.office.casework.desk import day, entitled, published
from tests.people import Cast
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.audit.models import Act
from yingbao.office.casework.actions.acting import NotYourTurn, NoWords
from yingbao.office.casework.actions.objecting import (
    MOST_FROM_ONE_ADDRESS,
    NoticeOver,
    Objecting,
    TooOften,
    answer_objection,
    object_to,
    reveal_objector,
)
from yingbao.office.casework.models import CaseAct, Letter, NoticeLine, Objection

pytestmark = pytest.mark.django_db
SAID = Objecting("她不住在本村", "邻居李四", "13800000000")


@pytest.fixture
def line(cast: Cast) -> NoticeLine:
    published(cast, entitled())
    return NoticeLine.objects.get()


def at(minutes: int) -> dict[str, object]:
    """Some minutes after ten on Tuesday, while the notice stands."""
    moment = datetime(2026, 6, 9, 2, tzinfo=UTC) + timedelta(minutes=minutes)
    return {"on": date(2026, 6, 9), "at": moment}


def test_the_same_objection_sent_twice_is_one(line: NoticeLine) -> None:
    first = object_to(line=line, objecting=SAID, sent_from="10.0.0.1", **at(0))
    again = object_to(
        line=line,
        objecting=Objecting(" 她不住在本村 ", "邻居李四", "13800000000"),
        sent_from="10.0.0.1",
        **at(1),
    )
    other = object_to(line=line, objecting=Objecting(SAID.text, "王五", ""), sent_from="10.0.0.1", **at(2))

    assert (first.pk, Objection.objects.count()) == (again.pk, 2)
    assert other.pk != first.pk
    assert CaseAct.objects.filter(kind="objected").count() == 2


def test_only_so_many_are_taken_from_one_address_within_an_hour(line: NoticeLine) -> None:
    for number in range(MOST_FROM_ONE_ADDRESS):
        object_to(line=line, objecting=Objecting(f"第{number}条", "", ""), sent_from="10.0.0.1", **at(number))

    with pytest.raises(TooOften) as refused:
        object_to(line=line, objecting=SAID, sent_from="10.0.0.1", **at(30))
    assert refused.value.again_at == at(60)["at"]
    object_to(line=line, objecting=SAID, sent_from="10.0.0.2", **at(30))
    object_to(line=line, objecting=Objecting("再说一次", "", ""), sent_from="10.0.0.1", **at(60))
    assert Objection.objects.count() == MOST_FROM_ONE_ADDRESS + 2


def test_neither_the_objector_nor_the_address_stands_in_clear(line: NoticeLine) -> None:
    object_to(line=line, objecting=SAID, sent_from="10.0.0.1", **at(0))
    row = str(Objection.objects.values().get())
    acts = str(list(Act.objects.values()))
    for secret in (SAID.name, SAID.phone, "10.0.0.1"):
        assert secret not in row + acts


@pytest.mark.parametrize("after", [3, 12])
def test_the_public_objects_only_while_it_stands(line: NoticeLine, after: int) -> None:
    with pytest.raises(NoticeOver):
        object_to(line=line, objecting=SAID, sent_from="10.0.0.1", **day(after))


def test_the_counter_takes_an_objection_while_another_holds_the_line(cast: Cast, line: NoticeLine) -> None:
    object_to(line=line, objecting=SAID, sent_from="10.0.0.1", **at(0))
    late = object_to(line=line, objecting=Objecting("收入不符", "", ""), by=cast.wu_gang, **day(20))
    assert late.sent_at is None


def test_a_line_taken_off_takes_no_more(cast: Cast, line: NoticeLine) -> None:
    first = object_to(line=line, objecting=SAID, sent_from="10.0.0.1", **at(0))
    answer_objection(objection=first, upheld=True, answer="属实", by=cast.wu_gang, **day(9))
    with pytest.raises(NoticeOver):
        object_to(line=line, objecting=Objecting("又一条", "", ""), by=cast.wu_gang, **day(9))


def test_each_objector_is_answered_in_a_letter_that_names_nobody(cast: Cast, line: NoticeLine) -> None:
    first = object_to(line=line, objecting=SAID, sent_from="10.0.0.1", **at(0))
    object_to(
        line=line, objecting=Objecting("收入不符", "王五", "13900000000"), sent_from="10.0.0.2", **at(1)
    )
    answer_objection(objection=first, upheld=True, answer="情况属实", by=cast.wu_gang, **day(9))

    letters = Letter.objects.filter(kind="objection_answer").order_by("id")
    said = ["".join(each["zh"] for each in letter.paragraphs) for letter in letters]
    assert len(said) == 2
    assert "异议人：" in said[0]
    assert ("她不住在本村" in said[0], "收入不符" in said[1]) == (True, True)
    assert "王五" not in said[1]
    assert "王秀兰" not in said[0]


def test_who_objected_is_shown_for_a_reason_and_written_down(cast: Cast, line: NoticeLine) -> None:
    objection = object_to(line=line, objecting=SAID, sent_from="10.0.0.1", **at(0))
    shown = reveal_objector(objection=objection, reason="电话答复", by=cast.wu_gang)

    assert (shown.name, shown.phone) == (SAID.name, SAID.phone)
    act = Act.objects.get(verb="casework.objector.revealed")
    assert (act.by, act.subject, act.reason) == ("wu_gang", f"objection:{objection.pk}", "电话答复")
    with pytest.raises(NoWords):
        reveal_objector(objection=objection, reason=" ", by=cast.wu_gang)
    for stranger in (cast.tian_fang, cast.ran_jing):
        with pytest.raises(NotYourTurn):
            reveal_objector(objection=objection, reason="看看", by=stranger)
    for looker in (cast.yang_mei, cast.shen_ji, cast.guan_li):
        with pytest.raises(NotPermitted):
            reveal_objector(objection=objection, reason="看看", by=looker)
    assert Act.objects.filter(verb="casework.objector.revealed").count() == 1
