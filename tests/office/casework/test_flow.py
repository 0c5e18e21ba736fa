"""From an application to an award, and the ways it may end otherwise."""

from datetime import date

import pytest

from tests.office.casework.desk import (
    accepted,
    approved,
    day,
    end_all,
    entitled,
    handed_in,
    published,
    reviewed,
)
from tests.office.determination.register_of import cover, holder
from tests.people import Cast
from yingbao.office.access.actions import delegate, enter_post
from yingbao.office.access.models import Officer
from yingbao.office.audit.models import Act
from yingbao.office.casework.actions.accepting import PapersMissing, accept, ask_for_papers, bring_papers
from yingbao.office.casework.actions.acting import NotYourPost, NotYourTurn, NoWords
from yingbao.office.casework.actions.checking import pass_on, send_back, withdraw
from yingbao.office.casework.actions.deciding import PreparedIt, RulesDoNotKnow, RulesSayNo, approve, refuse
from yingbao.office.casework.actions.objecting import Answered, Objecting, answer_objection, object_to
from yingbao.office.casework.actions.opening import Application, NotVisible, OpenAlready, hand_in
from yingbao.office.casework.actions.telling import tell_person
from yingbao.office.casework.choices import AwardState, CaseState, Origin
from yingbao.office.casework.course import NotNow
from yingbao.office.casework.models import Award, Case, Letter, NoticeLine, PublicNotice
from yingbao.office.casework.queries.courses import position_of

pytestmark = pytest.mark.django_db


def test_an_application_becomes_an_award(cast: Cast) -> None:
    case = published(cast, entitled())
    assert end_all(12) == 1
    case.refresh_from_db()

    award = Award.objects.get()
    assert (award.person_id, award.first_month, award.state) == (
        case.person_id,
        date(2026, 6, 1),
        AwardState.ACTIVE,
    )
    assert award.amount_fen is not None
    assert award.grounds["outcome"] == "yes"
    assert [each.aim for each in award.changes.all()] == ["grant"]
    assert case.step == "tell"
    case = tell_person(case=case, words="当面送达", by=cast.wu_gang, **day(13))
    assert (case.state, case.turn, case.due_on) == (CaseState.DONE, "", None)
    assert {each.kind for each in Letter.objects.all()} == {"receipt", "decision"}


def test_every_act_stands_in_the_book(cast: Cast) -> None:
    published(cast, entitled())
    verbs = list(
        Act.objects.filter(verb__startswith="casework.case.").order_by("id").values_list("verb", flat=True)
    )

    assert [verb.rpartition(".")[2] for verb in verbs] == [
        "handed_in",
        "accepted",
        "passed",
        "passed",
        "approved",
        "published",
    ]


def test_the_row_says_what_the_course_says(cast: Cast) -> None:
    case = published(cast, entitled())
    position = position_of(case)

    assert position.due is not None
    assert (case.state, case.turn, case.due_on) == (position.state, position.turn, position.due.day)


def test_a_case_is_accepted_when_nothing_is_missing(cast: Cast) -> None:
    case = handed_in(cast, entitled())
    with pytest.raises(PapersMissing):
        accept(case=case, by=cast.wu_gang, **day(0))


def test_missing_papers_are_told_once_and_the_clock_stands(cast: Cast) -> None:
    case = handed_in(cast, entitled())
    case = ask_for_papers(case=case, bring_by=date(2026, 6, 20), by=cast.wu_gang, **day(0))
    assert (case.state, case.turn, case.due_on) == (CaseState.WAITING, "applicant", None)
    with pytest.raises(NotNow):
        ask_for_papers(case=case, bring_by=date(2026, 6, 20), by=cast.wu_gang, **day(1))

    numbers = [paper.number for paper in case.papers.all()]
    case = bring_papers(case=case, brought=numbers[:1], by=cast.wu_gang, **day(2))
    assert case.state == CaseState.WAITING
    case = bring_papers(case=case, brought=numbers[1:], by=cast.wu_gang, **day(3))
    assert case.state == CaseState.OPEN
    letter = Letter.objects.get(kind="missing_papers")
    assert "2026年6月20日" in " ".join(each["zh"] for each in letter.paragraphs)


def test_another_desk_does_not_act(cast: Cast) -> None:
    case = accepted(cast, entitled())
    for other in (cast.tian_fang, cast.yang_mei, cast.zhou_min, cast.ran_jing, cast.shen_ji):
        with pytest.raises((NotYourTurn, NotYourPost)):
            pass_on(case=case, agrees=True, words="", by=other, **day(1))


def test_who_prepared_a_case_does_not_decide_it(cast: Cast) -> None:
    case = reviewed(cast, entitled())
    case.acts.filter(step="review").update(by=cast.xiang_dong.username)
    for act in (approve, refuse):
        with pytest.raises(PreparedIt):
            act(case=case, words="同意", by=cast.xiang_dong, **day(3))


def test_a_deputy_does_not_decide_what_the_absent_colleague_prepared(cast: Cast) -> None:
    case = reviewed(cast, entitled())
    case.acts.filter(step="review").update(by=cast.xiang_dong.username)
    stand_in(cast, of=cast.xiang_dong, to=cast.zhou_min)

    for act in (approve, refuse):
        with pytest.raises(PreparedIt):
            act(case=case, words="同意", by=cast.zhou_min, **day(3))


def test_the_absent_colleague_does_not_decide_what_the_deputy_prepared(cast: Cast) -> None:
    case = reviewed(cast, entitled())
    assert case.acts.get(step="review").by == cast.zhou_min.username
    # 周敏 worked in the own post on the day; it counts that 周敏 could stand in for 向东.
    stand_in(cast, of=cast.xiang_dong, to=cast.zhou_min)

    for act in (approve, refuse):
        with pytest.raises(PreparedIt):
            act(case=case, words="同意", by=cast.xiang_dong, **day(3))


def test_who_could_stand_in_only_afterwards_prepared_as_another_person(cast: Cast) -> None:
    case = reviewed(cast, entitled())
    delegate(
        of=cast.xiang_dong,
        to=cast.zhou_min,
        days=(day(4)["on"], day(9)["on"]),
        reason="年休假",
        at=day(3)["at"],
        by=cast.xiang_dong,
    )

    approve(case=case, by=cast.xiang_dong, **day(3))
    assert case.acts.filter(kind="approved", by=cast.xiang_dong.username).exists()


def stand_in(cast: Cast, *, of: Officer, to: Officer) -> None:
    """Let a colleague take an absent officer's place from Monday on, and work in it."""
    post = delegate(of=of, to=to, days=(day(0)["on"], day(9)["on"]), reason="年休假", at=day(0)["at"], by=of)
    enter_post(officer=to, post_id=post.pk, on=day(3)["on"])


def test_what_the_rules_refuse_is_not_granted(cast: Cast) -> None:
    cover()
    case = reviewed(cast, holder("李四", grade=4))
    with pytest.raises(RulesSayNo):
        approve(case=case, by=cast.xiang_dong, **day(3))
    assert not Award.objects.exists()


def test_what_the_rules_do_not_know_is_not_granted(cast: Cast) -> None:
    case = reviewed(cast, holder("王五"))  # no list came in: nobody knows whether 特困
    with pytest.raises(RulesDoNotKnow):
        approve(case=case, by=cast.xiang_dong, **day(3))


def test_a_refusal_says_why_and_names_the_remedies(cast: Cast) -> None:
    case = reviewed(cast, entitled())
    with pytest.raises(NoWords):
        refuse(case=case, words=" ", by=cast.xiang_dong, **day(3))
    case = refuse(case=case, words="已享受工伤护理费。", by=cast.xiang_dong, **day(3))

    assert case.state == CaseState.REFUSED
    said = " ".join(each["zh"] for each in Letter.objects.get(kind="refusal").paragraphs)
    assert "已享受工伤护理费。" in said
    assert "武陵源区人民政府申请行政复议" in said
    assert "60日" in said


def test_one_open_case_for_the_same_thing(cast: Cast) -> None:
    person = entitled()
    first = handed_in(cast, person)
    with pytest.raises(OpenAlready) as found:
        handed_in(cast, person)
    assert found.value.case == first

    withdraw(case=first, words="本人书面撤回", by=cast.wu_gang, **day(1))
    assert handed_in(cast, person).number != first.number


def test_nobody_applies_for_someone_of_another_township(cast: Cast) -> None:
    person = entitled()
    asked = Application(person.pk, "nursing_subsidy", Origin.PERSON, date(2026, 6, 1))
    for other in (cast.tian_fang, cast.ran_jing):
        with pytest.raises(NotVisible):
            hand_in(application=asked, at=day(0)["at"], by=other)


def test_a_notice_masks_and_ends(cast: Cast) -> None:
    published(cast, entitled())
    line, notice = NoticeLine.objects.get(), PublicNotice.objects.get()

    assert line.masked_name == "王*兰"
    assert notice.last_day == date(2026, 6, 12)
    assert end_all(11) == 0
    assert end_all(12) == 1
    assert end_all(12) == 0
    notice.refresh_from_db()
    assert notice.taken_down_on == date(2026, 6, 13)


def test_an_objection_holds_the_award_until_it_is_answered(cast: Cast) -> None:
    case = published(cast, entitled())
    said = Objecting("她不住在本村", "邻居", "13800000000")
    objection = object_to(line=NoticeLine.objects.get(), objecting=said, **day(5))
    assert end_all(20) == 0
    assert not Award.objects.exists()
    answer_objection(
        objection=objection, upheld=False, answer="入户核实在本村居住", by=cast.wu_gang, **day(21)
    )
    assert end_all(21) == 1
    assert Award.objects.count() == 1
    with pytest.raises(Answered):
        answer_objection(objection=objection, upheld=True, answer="又", by=cast.wu_gang, **day(22))
    case.refresh_from_db()
    assert "邻居" not in str(list(Act.objects.values_list("detail", "reason")))


def test_an_upheld_objection_reopens_the_decision(cast: Cast) -> None:
    case = published(cast, entitled())
    objection = object_to(line=NoticeLine.objects.get(), objecting=Objecting("已去世", "", ""), **day(5))
    answer_objection(objection=objection, upheld=True, answer="情况属实", by=cast.wu_gang, **day(6))
    case.refresh_from_db()

    assert (case.state, case.step, case.turn) == (CaseState.OPEN, "approve", "civil_affairs")
    assert PublicNotice.objects.get().taken_down_on == date(2026, 6, 7)
    refuse(case=case, words="已去世", by=cast.xiang_dong, **day(7))
    assert end_all(30) == 0


def test_a_case_can_be_sent_back(cast: Cast) -> None:
    case = accepted(cast, entitled())
    case = pass_on(case=case, agrees=True, words="", by=cast.wu_gang, **day(1))
    case = send_back(case=case, to="check", words="请补充入户核查", by=cast.zhou_min, **day(2))
    assert (case.step, case.turn) == ("check", "township")


def test_numbers_have_no_gaps(cast: Cast) -> None:
    people = [entitled(name) for name in ("甲一", "乙二", "丙三")]
    cases = [handed_in(cast, each) for each in people]
    assert [case.number[-6:] for case in cases] == ["000001", "000002", "000003"]


def test_what_was_approved_twice_is_granted_once(cast: Cast) -> None:
    case = approved(cast, entitled())
    with pytest.raises((NotNow, NotYourTurn)):
        approve(case=case, by=cast.xiang_dong, **day(3))
    assert Case.objects.count() == 1
