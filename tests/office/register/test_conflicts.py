from datetime import date

import pytest

from tests.people import FENGSHAN, JUNDIPING, NOON, make_certificate, make_person, make_source, make_spell
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.audit.queries import list_acts
from yingbao.office.register import models
from yingbao.office.register.actions import conflicts
from yingbao.office.register.actions.row_ids import reserve_ids
from yingbao.office.register.queries.person_file import get_person_file, list_history
from yingbao.office.register.queries.recorded_time import get_horizon
from yingbao.office.register.queries.search import search_persons
from yingbao.office.register.queries.visible import get_person, visible_persons
from yingbao.office.register.sealed_columns import SEALED
from yingbao.office.register.sealing import ACCOUNT, blind_index, seal
from yingbao.values.resident_id import ResidentId

pytestmark = pytest.mark.django_db
REASON = "both identity cards seen"
RIGHT, WRONG = ResidentId("512326195506150028"), ResidentId("433128194809091238")
CARD = "6222020000001234567"


@pytest.fixture
def two_rows(cast):
    """One 王秀兰 under two numbers: with the certificate under one, and the payments under the other."""
    kept = make_person("王秀兰", number=RIGHT)
    make_certificate(kept, f"{RIGHT.number}42")
    make_spell(kept, "dibao")
    gone = make_person("王秀兰", JUNDIPING, number=WRONG)
    make_certificate(gone, f"{WRONG.number}43")
    make_spell(gone, "dibao")
    (row,) = reserve_ids(models.BankAccount, 1)
    account = models.BankAccount.objects.create(
        id=row,
        person=gone,
        holder_name="王秀兰",
        account_sealed=seal(CARD, column="bankaccount.account", row=row),
        account_index=blind_index(CARD, ACCOUNT),
        source=gone.source,
    )
    make_spell(gone, "nursing_subsidy", account=account, amount_fen=11000, valid_from=date(2026, 1, 1))
    return kept, gone


@pytest.fixture
def conflict(two_rows):
    kept, gone = two_rows
    return models.Conflict.objects.create(
        kind="two_numbers",
        source=make_source(),
        person=kept,
        other_person=gone,
        division_code="430811",
    )


def merge(cast, conflict, keep, by="zhou_min"):
    return conflicts.merge(conflict=conflict, keep=keep, reason=REASON, at=NOON, by=getattr(cast, by))


def test_merging_moves_what_was_known_of_the_one_who_is_gone(cast, two_rows, conflict) -> None:
    kept, gone = two_rows

    merge(cast, conflict, kept)

    file = get_person_file(cast.zhou_min, kept)
    assert sorted(entry.row.scheme for entry in file.spells) == ["dibao", "nursing_subsidy"]
    assert [entry.row.grade for entry in file.certificates] == [2], "the certificate of the one kept stands"
    assert file.merged == [gone]
    assert list(visible_persons(cast.zhou_min).filter(name="王秀兰")) == [kept]
    assert get_person(cast.zhou_min, gone.pk) == kept


def test_sealed_numbers_open_in_their_new_rows_and_payments_follow_the_account(
    cast, two_rows, conflict
) -> None:
    kept, _gone = two_rows

    merge(cast, conflict, kept)

    account = models.BankAccount.objects.get(person=kept)
    paid = models.Spell.objects.get(person=kept, scheme="nursing_subsidy")
    assert SEALED["bankaccount.account"].clear(account) == CARD
    assert paid.account == account


def test_nothing_is_lost_of_the_one_who_is_gone(cast, two_rows, conflict) -> None:
    kept, gone = two_rows
    before = get_horizon()

    merge(cast, conflict, kept)

    entry = models.Source.objects.get(kind=models.Source.OFFICER_ENTRY)
    assert {row.ended_by for row in list_history(gone, "spells")} == {entry}
    assert len(get_person_file(cast.zhou_min, gone, horizon=before).spells) == 2
    assert not models.Standing.objects.filter(person=gone, ended_by__isnull=True).exists()


def test_both_numbers_find_the_person_from_then_on(cast, two_rows, conflict) -> None:
    kept, _gone = two_rows

    merge(cast, conflict, kept)

    for number in (RIGHT, WRONG):
        assert list(search_persons(cast.zhou_min, number.number).persons) == [kept]


def test_a_decision_says_by_whom_when_why_and_how_and_is_made_once(cast, two_rows, conflict) -> None:
    kept, gone = two_rows

    resolved = merge(cast, conflict, gone)

    assert (resolved.state, resolved.how, resolved.resolved_by) == ("resolved", "merged", "zhou_min")
    assert list_acts(subject=f"person:{gone.pk}").get().detail["gone"] == kept.pk
    assert list_acts(subject=f"conflict:{conflict.pk}").get().reason == REASON
    with pytest.raises(conflicts.AlreadyResolved):
        conflicts.keep_apart(conflict=conflict, reason=REASON, at=NOON, by=cast.zhou_min)


def test_two_persons_are_kept_apart(cast, two_rows, conflict) -> None:
    conflicts.keep_apart(conflict=conflict, reason=REASON, at=NOON, by=cast.zhou_min)

    assert visible_persons(cast.zhou_min).filter(name="王秀兰").count() == 2
    conflict.refresh_from_db()
    assert conflict.how == "kept_apart"


def test_a_person_in_two_counties_is_acknowledged(cast, two_rows, conflict) -> None:
    assert (
        conflicts.acknowledge(conflict=conflict, reason=REASON, at=NOON, by=cast.xiang_dong).how
        == "acknowledged"
    )


def test_another_county_decides_nothing_here(cast, two_rows, conflict) -> None:
    with pytest.raises(conflicts.ConflictNotVisible):
        merge(cast, conflict, two_rows[0], by="ran_jing")


def test_a_township_cannot_merge_with_someone_it_does_not_see(cast, two_rows, conflict) -> None:
    models.Conflict.objects.filter(pk=conflict.pk).update(division_code=JUNDIPING)

    with pytest.raises(conflicts.NothingToMerge):
        merge(cast, conflict, two_rows[1], by="tian_fang")


@pytest.mark.parametrize("officer", ["yang_mei", "shen_ji", "guan_li"])
def test_some_roles_decide_no_conflicts(cast, two_rows, conflict, officer: str) -> None:
    with pytest.raises(NotPermitted):
        merge(cast, conflict, two_rows[0], by=officer)


def test_a_decision_needs_a_reason(cast, two_rows, conflict) -> None:
    with pytest.raises(conflicts.NoReason):
        conflicts.keep_apart(conflict=conflict, reason=" ", at=NOON, by=cast.zhou_min)


def test_only_the_two_of_a_conflict_are_merged(cast, two_rows, conflict) -> None:
    with pytest.raises(conflicts.NothingToMerge):
        merge(cast, conflict, make_person("李明"))
    models.Conflict.objects.filter(pk=conflict.pk).update(other_person=None)
    with pytest.raises(conflicts.NothingToMerge):
        merge(cast, conflict, two_rows[0])


def test_the_county_that_knew_only_the_one_who_is_gone_knows_the_one_kept(cast, two_rows, conflict) -> None:
    kept, gone = two_rows
    models.Standing.objects.create(
        person=gone, county="500156", division_code=FENGSHAN, source=make_source(division="500156")
    )

    merge(cast, conflict, kept)

    assert get_person(cast.ran_jing, kept.pk) == kept
