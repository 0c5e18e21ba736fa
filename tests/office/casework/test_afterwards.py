"""What surrounds cases: rounds of re-verification, support plans, certificates about to expire."""

from datetime import date

import pytest

from tests.office.casework.desk import awarded, day, entitled
from tests.office.determination.register_of import cover, died, holder, on
from tests.people import Cast
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.casework.actions.acting import NotYourTurn, NoWords
from yingbao.office.casework.actions.expiries import remind_of_expiry
from yingbao.office.casework.actions.planning import Agreed, ReviewTooEarly, Service, write_plan
from yingbao.office.casework.actions.reviewing import (
    Draw,
    DrawnAlready,
    NobodyHolds,
    NothingToOpen,
    SaidAlready,
    draw_round,
    open_case_of,
    record_result,
)
from yingbao.office.casework.choices import Aim, Origin, ReviewKind, ReviewResult
from yingbao.office.casework.models import Letter, ReviewItem, SupportPlan
from yingbao.office.casework.queries.certificates import (
    Life,
    count_by_township,
    expiring,
    months_after,
    of_life,
    visible_certificates,
)
from yingbao.office.casework.queries.plans import plans_to_review
from yingbao.office.casework.queries.reviews import open_items, overdue, visible_rounds
from yingbao.office.register.models import Certificate, Hukou, Person

pytestmark = pytest.mark.django_db
YEARLY = Draw("nursing_subsidy", ReviewKind.YEARLY, "seed", date(2026, 12, 31))


def listed(*names: str) -> list[Person]:
    cover()
    persons = [holder(name) for name in names]
    for each in persons:
        on(each, "nursing_subsidy", 11000)
    return persons


def test_a_round_asks_whoever_is_on_the_payee_list_while_there_are_no_awards(cast: Cast) -> None:
    persons = listed("甲", "乙")
    entitled("丙")
    made = draw_round(draw=YEARLY, by=cast.xiang_dong, **day(0))

    assert {item.person_id for item in made.items.all()} == {each.pk for each in persons}
    assert made.seed == "seed"
    with pytest.raises(DrawnAlready):
        draw_round(draw=YEARLY, by=cast.xiang_dong, **day(1))


def test_where_there_are_awards_they_count(cast: Cast) -> None:
    award = awarded(cast, entitled())
    on(holder("甲"), "nursing_subsidy", 11000)
    made = draw_round(draw=YEARLY, by=cast.xiang_dong, **day(20))

    assert [item.person_id for item in made.items.all()] == [award.person_id]


def test_a_sample_is_the_share_the_rules_name(cast: Cast) -> None:
    listed(*"甲乙丙丁戊己庚辛壬癸")
    sample = Draw("nursing_subsidy", ReviewKind.SAMPLE, "种子", date(2026, 12, 31))
    rounds = [draw_round(draw=sample, by=cast.xiang_dong, **day(0)) for _ in range(2)]

    assert [each.share_percent for each in rounds] == [5, 5]
    first, second = ([item.person_id for item in each.items.all()] for each in rounds)
    assert first == second
    assert len(first) == 1


def test_nobody_to_ask_and_nobody_who_may_ask(cast: Cast) -> None:
    cover()
    with pytest.raises(NobodyHolds):
        draw_round(draw=YEARLY, by=cast.xiang_dong, **day(0))
    with pytest.raises(NotPermitted):
        draw_round(draw=YEARLY, by=cast.wu_gang, **day(0))


def found(cast: Cast, result: ReviewResult, words: str = "") -> ReviewItem:
    listed("甲")
    made = draw_round(draw=YEARLY, by=cast.xiang_dong, **day(0))
    return record_result(item=made.items.get(), result=result, found=words, by=cast.yang_mei, **day(1))


def test_what_changed_is_said_in_words_and_followed_by_one_case(cast: Cast) -> None:
    with pytest.raises(NoWords):
        found(cast, ReviewResult.CHANGED)
    item = ReviewItem.objects.get()
    assert (
        overdue(open_items(cast.wu_gang), date(2027, 1, 1)).count(),
        open_items(cast.tian_fang).count(),
    ) == (1, 0)
    with pytest.raises(NotYourTurn):
        record_result(item=item, result=ReviewResult.UNCHANGED, found="", by=cast.tian_fang, **day(1))
    item = record_result(item=item, result=ReviewResult.CHANGED, found="已搬走", by=cast.yang_mei, **day(1))
    with pytest.raises(SaidAlready):
        record_result(item=item, result=ReviewResult.UNCHANGED, found="", by=cast.yang_mei, **day(2))
    cases = [open_case_of(item=item, aim=Aim.END, by=cast.wu_gang, **day(2)) for _ in range(2)]

    assert cases[0] == cases[1]
    assert (cases[0].origin, cases[0].aim) == (Origin.REVIEW, Aim.END)
    item.refresh_from_db()
    assert item.case == cases[0]
    round_ = visible_rounds(cast.wu_gang).get()
    assert (round_.all, round_.seen, round_.differ) == (1, 1, 1)  # type: ignore[attr-defined]


def test_what_is_unchanged_opens_nothing(cast: Cast) -> None:
    item = found(cast, ReviewResult.UNCHANGED)
    with pytest.raises(NothingToOpen):
        open_case_of(item=item, aim=Aim.END, by=cast.wu_gang, **day(2))


AGREED = Agreed(
    "独居，行动不便",
    "能出门",
    "本人",
    date(2026, 9, 1),
    [Service("上门护理", "村医", "每月一次", "nursing_subsidy")],
)


def test_a_new_plan_ends_the_one_before(cast: Cast) -> None:
    person = entitled()
    write_plan(person=person.pk, agreed=AGREED, by=cast.yang_mei, **day(0))
    second = write_plan(person=person.pk, agreed=AGREED, by=cast.wu_gang, **day(5))

    assert list(SupportPlan.objects.order_by("version").values_list("version", "ended_on")) == [
        (1, day(5)["on"]),
        (2, None),
    ]
    assert [each.what for each in second.services.all()] == ["上门护理"]
    assert list(plans_to_review(cast.wu_gang, date(2026, 9, 1))) == [second]
    assert not plans_to_review(cast.wu_gang, date(2026, 8, 31)).exists()
    assert not plans_to_review(cast.tian_fang, date(2026, 9, 1)).exists()


def test_a_plan_says_something_and_is_looked_at_later(cast: Cast) -> None:
    person = entitled()
    with pytest.raises(NoWords):
        write_plan(
            person=person.pk, agreed=Agreed(" ", "a", "本人", date(2027, 1, 1)), by=cast.wu_gang, **day(0)
        )
    with pytest.raises(ReviewTooEarly):
        write_plan(person=person.pk, agreed=Agreed("a", "a", "本人", day(0)["on"]), by=cast.wu_gang, **day(0))
    with pytest.raises(NotYourTurn):
        write_plan(person=person.pk, agreed=AGREED, by=cast.tian_fang, **day(0))
    with pytest.raises(NotPermitted):
        write_plan(person=person.pk, agreed=AGREED, by=cast.xiang_dong, **day(0))


def test_who_expires_soon_is_told_once_with_a_letter(cast: Cast) -> None:
    soon = holder("甲", expires_on=date(2026, 12, 1))
    holder("乙", expires_on=date(2026, 12, 2))
    died(holder("丙", expires_on=date(2026, 10, 1)), date(2026, 5, 1))
    today = day(0)
    (certificate,) = expiring("430811", today["on"])
    assert certificate.person_id == soon.pk
    for _ in range(2):
        remind_of_expiry(certificate=certificate, county="430811", how="电话", by=cast.wu_gang, **today)

    assert not expiring("430811", today["on"]).exists()
    letter = Letter.objects.get()
    assert "2026年12月1日" in "".join(each["zh"] for each in letter.paragraphs)
    with pytest.raises(NotYourTurn):
        remind_of_expiry(certificate=certificate, county="430811", how="", by=cast.tian_fang, **today)


def test_what_became_of_certificates(cast: Cast) -> None:
    today = day(0)["on"]
    holder("过期", expires_on=date(2026, 5, 31))
    holder("冻结", status="frozen", status_on=date(2026, 5, 1))
    for name, since in (("半年", date(2025, 12, 1)), ("一年", date(2025, 6, 1)), ("刚走", date(2025, 12, 2))):
        gone = holder(name, hukou=None)
        Hukou.objects.create(person=gone, division_code="500156", valid_from=since, source=gone.source)

    def names(life: Life) -> list[str]:
        rows = of_life(visible_certificates(cast.wu_gang), life, "430811", today)
        return [each.person.name for each in rows.order_by("id")]

    assert {life: names(life) for life in Life} == {
        Life.EXPIRING: [],
        Life.EXPIRED: ["过期"],
        Life.FROZEN: ["冻结"],
        Life.ANNULLED: [],
        Life.FREEZE: ["半年"],
        Life.ANNUL: ["一年"],
    }
    everyone = of_life(visible_certificates(cast.zhou_min), Life.EXPIRED, "430811", today)
    assert dict(count_by_township(everyone)) == {"430811201": 1}
    assert not visible_certificates(cast.tian_fang).exists()
    assert Certificate.objects.count() == 5


def test_months_end_where_they_end() -> None:
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2026, 8, 31), -6) == date(2026, 2, 28)
