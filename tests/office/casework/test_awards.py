"""An award changes only by a case that was decided: suspended, resumed, changed, ended, each from a month."""

from datetime import date

import pytest

from tests.office.casework.desk import awarded, changed, day, entitled
from tests.office.determination.register_of import cover, holder, on
from tests.people import Cast
from yingbao.office.casework.actions.checking import pass_on
from yingbao.office.casework.actions.deciding import NoAward, NoWords, approve
from yingbao.office.casework.actions.opening import Application, hand_in
from yingbao.office.casework.choices import Aim, AwardState, Origin
from yingbao.office.casework.models import Award, Letter
from yingbao.office.casework.queries.awards import OPEN_AIMS, visible_awards
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db


def test_it_is_suspended_resumed_and_ended_with_months_and_reasons(cast: Cast) -> None:
    award = awarded(cast, entitled())
    changed(cast, award, Aim.SUSPEND, after=15, from_month=Month(2026, 7))
    award.refresh_from_db()
    assert (award.state, award.last_month) == (AwardState.SUSPENDED, None)
    changed(cast, award, Aim.RESUME, after=20, from_month=Month(2026, 8))
    award.refresh_from_db()
    assert award.state == AwardState.ACTIVE
    changed(cast, award, Aim.END, after=25, from_month=Month(2026, 9))
    award.refresh_from_db()

    assert (award.state, award.last_month) == (AwardState.ENDED, date(2026, 8, 1))
    rows = award.changes.order_by("number").values_list("aim", "from_month", "reason", "by")
    assert list(rows)[1:] == [
        ("suspend", date(2026, 7, 1), "情况变化", "xiang_dong"),
        ("resume", date(2026, 8, 1), "情况变化", "xiang_dong"),
        ("end", date(2026, 9, 1), "情况变化", "xiang_dong"),
    ]
    kinds = list(Letter.objects.order_by("id").values_list("kind", flat=True))
    assert kinds[-3:] == ["suspension", "change", "end"]


def test_a_change_takes_what_the_rules_answer_and_keeps_the_grounds_of_the_grant(cast: Cast) -> None:
    award = awarded(cast, entitled())
    before = award.grounds
    Award.objects.filter(pk=award.pk).update(amount_fen=1)
    changed(cast, award, Aim.CHANGE, after=15, from_month=Month(2026, 7))
    award.refresh_from_db()

    assert award.amount_fen == before["amount_fen"] != 1
    assert award.grounds == before
    assert award.changes.get(number=2).amount_fen == before["amount_fen"]


def test_what_somebody_draws_without_an_award_ends_by_its_letter_alone(cast: Cast) -> None:
    cover()
    person = holder("李四", grade=4)
    on(person, "nursing_subsidy", 11000)
    asked = Application(person.pk, "nursing_subsidy", Origin.LIST, day(0)["on"], aim=Aim.END)
    case = hand_in(application=asked, at=day(0)["at"], by=cast.wu_gang)
    case = pass_on(case=case, agrees=True, words="四级，不符合", by=cast.wu_gang, **day(1))
    approve(case=case, words="残疾等级不符合", from_month=Month(2026, 7), by=cast.xiang_dong, **day(2))

    assert not Award.objects.exists()
    assert Letter.objects.filter(case=case).values_list("kind", flat=True).last() == "end"


@pytest.mark.parametrize("aim", [Aim.CHANGE, Aim.SUSPEND, Aim.RESUME])
def test_nothing_but_an_end_is_decided_where_there_is_no_award(cast: Cast, aim: Aim) -> None:
    person = entitled()
    asked = Application(person.pk, "nursing_subsidy", Origin.PERSON, day(0)["on"], aim=aim)
    case = hand_in(application=asked, at=day(0)["at"], by=cast.wu_gang)
    case = pass_on(case=case, agrees=True, words="属实", by=cast.wu_gang, **day(1))

    with pytest.raises(NoAward):
        approve(case=case, words="变化", from_month=Month(2026, 7), by=cast.xiang_dong, **day(2))
    with pytest.raises(NoWords):
        approve(case=case, words="", from_month=Month(2026, 7), by=cast.xiang_dong, **day(2))


def test_awards_are_seen_in_their_division_only(cast: Cast) -> None:
    award = awarded(cast, entitled())

    assert list(visible_awards(cast.wu_gang)) == list(visible_awards(cast.zhou_min)) == [award]
    assert not visible_awards(cast.tian_fang).exists()
    assert not visible_awards(cast.ran_jing).exists()
    assert not visible_awards(cast.guan_li).exists()


def test_an_ended_award_offers_no_further_case() -> None:
    assert OPEN_AIMS[AwardState.ENDED] == ()
    assert Aim.RESUME in OPEN_AIMS[AwardState.SUSPENDED]
    assert Aim.RESUME not in OPEN_AIMS[AwardState.ACTIVE]
