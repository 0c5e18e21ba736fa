"""Further posts and standing in: given, entered, ended, and never two hands in one person."""

from datetime import date, timedelta

import pytest

from tests.people import JUNDIPING, NOON, WULINGYUAN, WULONG, XIEHE, XIEHE_VILLAGE, Cast
from yingbao.office.access import actions, queries
from yingbao.office.access.choices import Role
from yingbao.office.access.models import Officer, Post
from yingbao.office.access.permissions import NotPermitted, Permission, may
from yingbao.office.audit.queries import list_acts

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 15)
WEEK = (DAY, DAY + timedelta(days=6))


def deputy_of_xiehe(cast: Cast, **more: object) -> Post:
    """田芳 of 军地坪街道 is deputy in 协合乡 as well, from the day on."""
    values = {"role": Role.TOWNSHIP, "acts_in": XIEHE, "valid_from": DAY, **more}
    new = actions.NewPost(**values)
    return actions.give_post(officer=cast.tian_fang, new=new, reason="兼任", at=NOON, by=cast.guan_li)


def absent(cast: Cast, days: tuple[date, date] = WEEK) -> Post:
    """吴刚 of 协合乡 is away for a week; 田芳 stands in."""
    return actions.delegate(
        of=cast.wu_gang, to=cast.tian_fang, days=days, reason="年休假", at=NOON, by=cast.wu_gang
    )


def test_a_further_post_is_worked_in_only_after_it_was_entered(cast: Cast) -> None:
    post = deputy_of_xiehe(cast)
    officer = Officer.objects.get(pk=cast.tian_fang.pk)
    assert officer.scope == cast.tian_fang.own_post.scope

    actions.enter_post(officer=officer, post_id=post.pk, on=DAY)

    assert (officer.scope, officer.acting_scope) == (cast.wu_gang.scope, cast.wu_gang.scope)
    act = list_acts(by="tian_fang").first()
    assert (act.verb, act.subject) == ("access.post.entered", f"post:{post.pk}")


def test_entering_a_post_stores_nothing_in_the_account(cast: Cast) -> None:
    post = deputy_of_xiehe(cast)
    officer = Officer.objects.get(pk=cast.tian_fang.pk)
    actions.enter_post(officer=officer, post_id=post.pk, on=DAY)
    officer.save()

    assert Officer.objects.get(pk=officer.pk).own_post == cast.tian_fang.own_post


def test_a_post_may_read_more_than_it_acts_in(cast: Cast) -> None:
    new = actions.NewPost(Role.VILLAGE, XIEHE_VILLAGE, DAY, reads=XIEHE)
    post = actions.give_post(officer=cast.yang_mei, new=new, reason="代管", at=NOON, by=cast.guan_li)

    actions.enter_post(officer=cast.yang_mei, post_id=post.pk, on=DAY)

    assert cast.yang_mei.scope == (XIEHE, str(int(XIEHE) + 1))
    assert not queries.is_in_scope(cast.yang_mei, f"{XIEHE}999")
    assert queries.is_in_scope(cast.yang_mei, XIEHE_VILLAGE)


@pytest.mark.parametrize(
    ("acts_in", "reads", "refusal"),
    [
        (WULINGYUAN, XIEHE, actions.ReadsTooLittle),
        (XIEHE, JUNDIPING, actions.ReadsTooLittle),
        (WULONG, "", actions.OutsideScope),
        (XIEHE, "43", actions.OutsideScope),
        (f"{XIEHE}999", "", actions.UnknownDivision),
    ],
)
def test_a_post_is_given_only_inside_what_the_giver_manages(
    cast: Cast, acts_in: str, reads: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        deputy_of_xiehe(cast, acts_in=acts_in, reads=reads)


def test_only_administrators_give_posts_and_not_to_themselves(cast: Cast) -> None:
    new = actions.NewPost(Role.AUDITOR, WULINGYUAN, DAY)
    with pytest.raises(NotPermitted):
        actions.give_post(officer=cast.wu_gang, new=new, reason="?", at=NOON, by=cast.zhou_min)
    with pytest.raises(actions.OwnAccount):
        actions.give_post(officer=cast.guan_li, new=new, reason="?", at=NOON, by=cast.guan_li)


def test_who_manages_accounts_gets_no_post_that_sees_persons(cast: Cast) -> None:
    with pytest.raises(actions.BothHands):
        deputy_of_xiehe(cast, role=Role.ADMINISTRATOR, acts_in=WULINGYUAN)
    with pytest.raises(actions.BothHands):
        actions.delegate(
            of=cast.wu_gang, to=cast.guan_li, days=WEEK, reason="年休假", at=NOON, by=cast.wu_gang
        )


def test_a_lead_unit_says_which_one(cast: Cast) -> None:
    with pytest.raises(actions.NeedsUnit):
        deputy_of_xiehe(cast, role=Role.LEAD_UNIT, acts_in=WULINGYUAN)
    post = deputy_of_xiehe(cast, role=Role.LEAD_UNIT, acts_in=WULINGYUAN, unit="education")

    actions.enter_post(officer=cast.tian_fang, post_id=post.pk, on=DAY)

    assert cast.tian_fang.unit == "education"
    assert not may(cast.tian_fang, Permission.VIEW_PERSONS)


@pytest.mark.parametrize(("days", "holds"), [(-1, False), (0, True), (6, True), (7, False)])
def test_standing_in_holds_from_the_first_to_the_last_day(cast: Cast, days: int, holds: bool) -> None:
    post = absent(cast)

    offers = queries.list_offers(cast.tian_fang, DAY + timedelta(days=days))

    assert (post.pk in [each.post_id for each in offers]) is holds


def test_standing_in_ends_with_the_post_it_stands_in_for(cast: Cast) -> None:
    post = absent(cast)
    moved = actions.OwnPost(Role.TOWNSHIP, JUNDIPING)

    actions.change_officer(officer=cast.wu_gang, post=moved, reason="调动", by=cast.guan_li)

    assert queries.get_offer(cast.tian_fang, post.pk, DAY) is None


def test_standing_in_ends_with_the_account_of_the_absent(cast: Cast) -> None:
    post = absent(cast)

    actions.switch_off_officer(officer=cast.wu_gang, reason="离职", by=cast.guan_li)

    assert queries.get_offer(cast.tian_fang, post.pk, DAY) is None


def test_the_absent_colleague_comes_back_early(cast: Cast) -> None:
    post = absent(cast)

    actions.end_post(post=post, reason="提前返岗", at=NOON, by=cast.wu_gang)

    assert queries.get_offer(cast.tian_fang, post.pk, DAY) is None
    with pytest.raises(actions.AlreadyEnded):
        actions.end_post(post=post, reason="again", at=NOON, by=cast.guan_li)


def test_the_deputy_does_not_end_it_nor_pass_it_on(cast: Cast) -> None:
    post = absent(cast)
    with pytest.raises(NotPermitted):
        actions.end_post(post=post, reason="?", at=NOON, by=cast.tian_fang)
    actions.enter_post(officer=cast.tian_fang, post_id=post.pk, on=DAY)
    with pytest.raises(actions.NotOwnPost):
        actions.delegate(
            of=cast.tian_fang, to=cast.yang_mei, days=WEEK, reason="?", at=NOON, by=cast.tian_fang
        )


def test_nobody_of_another_county_stands_in(cast: Cast) -> None:
    with pytest.raises(actions.NotSameCounty):
        actions.delegate(of=cast.zhou_min, to=cast.ran_jing, days=WEEK, reason="?", at=NOON, by=cast.zhou_min)


def test_nobody_takes_a_colleagues_post(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        actions.delegate(
            of=cast.zhou_min, to=cast.tian_fang, days=WEEK, reason="?", at=NOON, by=cast.tian_fang
        )


def test_an_own_post_has_its_days(cast: Cast) -> None:
    own = actions.OwnPost(Role.TOWNSHIP, XIEHE, valid_to=DAY)
    officer = actions.change_officer(officer=cast.wu_gang, post=own, reason="挂职期满", by=cast.guan_li)

    assert queries.list_offers(officer, DAY) == [officer.own_post]
    assert queries.list_offers(officer, DAY + timedelta(days=1)) == []


def test_nobody_changes_the_own_account(cast: Cast) -> None:
    own = actions.OwnPost(Role.FEDERATION_COUNTY, WULINGYUAN)
    with pytest.raises(actions.OwnAccount):
        actions.change_officer(officer=cast.guan_li, post=own, reason="?", by=cast.guan_li)


def test_switched_on_again(cast: Cast) -> None:
    actions.switch_off_officer(officer=cast.wu_gang, reason="停职", by=cast.guan_li)
    actions.switch_on_officer(officer=cast.wu_gang, reason="复职", by=cast.guan_li)

    assert Officer.objects.get(username="wu_gang").is_active
    assert [act.verb for act in list_acts(subject="officer:wu_gang")] == [
        "access.officer.switched_on",
        "access.officer.switched_off",
    ]


def test_a_deputy_and_the_absent_colleague_are_one_person(cast: Cast) -> None:
    post = absent(cast)
    same = queries.is_same_person

    # What the deputy prepared on these days, the absent colleague does not approve; afterwards it is others' again.
    assert same(cast.wu_gang, "tian_fang", DAY)
    assert not same(cast.wu_gang, "tian_fang", DAY - timedelta(days=1))
    # What the absent colleague prepared, whenever, the deputy does not approve while standing in.
    assert not same(cast.tian_fang, "wu_gang", DAY)
    actions.enter_post(officer=cast.tian_fang, post_id=post.pk, on=DAY)
    assert same(cast.tian_fang, "wu_gang", DAY - timedelta(days=100))
    assert same(cast.tian_fang, "tian_fang", DAY)
    assert not same(cast.tian_fang, "zhou_min", DAY)


def test_two_deputies_of_one_colleague_are_one_person(cast: Cast) -> None:
    absent(cast)
    second = actions.delegate(
        of=cast.wu_gang, to=cast.zhou_min, days=WEEK, reason="年休假", at=NOON, by=cast.wu_gang
    )
    actions.enter_post(officer=cast.zhou_min, post_id=second.pk, on=DAY)

    assert queries.is_same_person(cast.zhou_min, "tian_fang", DAY)


def test_a_delegation_ended_early_still_counts_for_the_days_it_held(cast: Cast) -> None:
    post = absent(cast)
    actions.end_post(post=post, reason="提前返岗", at=NOON + timedelta(days=2), by=cast.wu_gang)

    assert queries.is_same_person(cast.wu_gang, "tian_fang", DAY + timedelta(days=1))
    assert not queries.is_same_person(cast.wu_gang, "tian_fang", DAY + timedelta(days=4))
