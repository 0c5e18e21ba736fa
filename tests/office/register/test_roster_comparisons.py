"""What one row does to what is known: lists in order, out of order, corrected, repeated."""

from dataclasses import replace

import pytest

from yingbao.office.register.rosters.answers import AnswerFact, compare_answer
from yingbao.office.register.rosters.certificates import CertificateFact, compare_certificate
from yingbao.office.register.rosters.effects import Outcome
from yingbao.office.register.rosters.residence import HukouFact, Move, compare_move, compare_registration
from yingbao.office.register.rosters.spells import SpellFact, SpellSaid, compare_spell, end_spell
from yingbao.office.register.rosters.times import ListTime
from yingbao.values.month import Month

MAY, JUNE = ListTime.of(Month(2026, 5)), ListTime.of(Month(2026, 6))
MAY_AFTER_JUNE = ListTime.of(Month(2026, 5), Month(2026, 6))
PAID = SpellSaid("2022-10-01", None, 10_000, None)


def spell(first: str | None, last: str | None = None, amount: int = 10_000, row: int = 1) -> SpellFact:
    return SpellFact(first, last, amount, "", row)


def days(*facts: SpellFact) -> list[tuple[str | None, str | None, int | None]]:
    return [(f.valid_from, f.valid_to, f.amount_fen) for f in facts]


def test_who_is_new_on_a_list_is_on_it_since_the_day_the_row_names() -> None:
    assert days(*compare_spell([], PAID, JUNE).add) == [("2022-10-01", None, 10_000)]


def test_who_is_new_without_a_day_is_on_it_since_the_month_of_the_list() -> None:
    assert days(*compare_spell([], replace(PAID, since=None), JUNE).add) == [("2026-06-01", None, 10_000)]


def test_the_same_again_changes_nothing() -> None:
    assert compare_spell([spell("2022-10-01")], PAID, JUNE).outcome is Outcome.SAME


def test_another_amount_counts_from_the_month_of_the_list() -> None:
    effect = compare_spell([spell("2022-10-01", amount=9_000)], PAID, JUNE)

    assert days(*effect.add) == [("2022-10-01", "2026-05-31", 9_000), ("2026-06-01", None, 10_000)]


def test_an_older_list_does_not_overwrite_what_a_newer_one_said() -> None:
    effect = compare_spell([spell("2022-10-01", amount=11_000)], PAID, MAY_AFTER_JUNE)

    assert days(*effect.add) == [
        ("2022-10-01", "2026-04-30", 11_000),
        ("2026-05-01", "2026-05-31", 10_000),
        ("2026-06-01", None, 11_000),
    ]


def test_who_is_only_on_an_older_list_was_on_it_until_the_newer_one() -> None:
    assert days(*compare_spell([], PAID, MAY_AFTER_JUNE).add) == [("2022-10-01", "2026-05-31", 10_000)]


def test_a_list_corrects_the_beginning_another_list_of_its_month_told() -> None:
    told = replace(spell("2022-10-01"), month="2026-06-01")
    for since in ("2021-10-01", "2025-10-01", "2026-06-01"):
        effect = compare_spell([told], replace(PAID, since=since), JUNE)
        assert days(*effect.add) == [(since, None, 10_000)]
    both = compare_spell([told], SpellSaid("2025-10-01", None, 9_000, None), JUNE)
    assert days(*both.add) == [("2025-10-01", "2026-05-31", 10_000), ("2026-06-01", None, 9_000)]


def test_a_list_of_another_month_does_not_move_the_beginning() -> None:
    told = replace(spell("2022-10-01"), month="2026-05-01")

    assert compare_spell([told], replace(PAID, since="2025-10-01"), JUNE).outcome is Outcome.SAME


def test_what_began_where_another_time_ended_stays_there() -> None:
    before = spell("2022-10-01", "2026-05-31", 9_000)
    told = replace(spell("2026-06-01", row=2), month="2026-06-01")

    assert compare_spell([before, told], PAID, JUNE).outcome is Outcome.SAME


def test_who_left_and_returns_has_two_times_that_do_not_overlap() -> None:
    effect = compare_spell([spell("2022-10-01", "2026-04-30")], PAID, JUNE)

    assert days(*effect.add) == [("2026-05-01", None, 10_000)]


def test_who_is_no_longer_on_the_list_ended_the_month_before() -> None:
    assert days(*end_spell(spell("2022-10-01"), JUNE).add) == [("2022-10-01", "2026-05-31", 10_000)]
    assert end_spell(spell("2026-06-01"), JUNE).add == ()
    assert days(*end_spell(spell("2022-10-01"), MAY_AFTER_JUNE).add) == [
        ("2022-10-01", "2026-04-30", 10_000),
        ("2026-06-01", None, 10_000),
    ]


def test_a_second_line_speaks_of_a_second_time_and_again_changes_nothing() -> None:
    first = compare_spell([], PAID, JUNE)
    known = [replace(first.add[0], mine=True)]
    second = compare_spell(known, PAID, JUNE, nth=1)
    both = [replace(f, id=n, mine=False) for n, f in enumerate([*first.add, *second.add], start=1)]

    assert second.outcome is Outcome.ADDED
    assert [compare_spell(both, PAID, JUNE, nth=n).outcome for n in (0, 1)] == [Outcome.SAME, Outcome.SAME]


def test_a_row_that_ends_before_it_begins_or_begins_after_the_month_is_refused() -> None:
    assert (
        compare_spell([], SpellSaid("2026-06-01", "2026-05-01", None, None), JUNE).problem
        == "ends_before_it_begins"
    )
    assert (
        compare_spell([], SpellSaid("2026-07-01", None, None, None), JUNE).problem == "begins_after_the_month"
    )


CARD = CertificateFact(
    b"1",
    "physical",
    2,
    "2016-03-01",
    "2026-03-01",
    "valid",
    None,
    "2016-03-01",
    None,
    1,
    "430811",
    "2026-05-01",
)


def said(**more: object) -> CertificateFact:
    return replace(CARD, **{"id": None, "valid_from": None, "month": "2026-06-01", **more})  # type: ignore[arg-type]


def test_a_first_certificate_is_of_record_from_the_day_it_was_issued() -> None:
    effect = compare_certificate([], said(), JUNE)

    assert (effect.add[0].valid_from, effect.add[0].valid_to) == ("2016-03-01", None)


def test_a_new_number_ends_the_old_certificate_the_day_before() -> None:
    effect = compare_certificate([CARD], said(number=b"2", grade=3, issued="2026-04-10"), JUNE)

    assert [(c.number, c.valid_from, c.valid_to) for c in effect.add] == [
        (b"1", "2016-03-01", "2026-04-09"),
        (b"2", "2026-04-10", None),
    ]


def test_certificates_come_to_the_same_history_in_whichever_order_they_are_told() -> None:
    old, new = said(), said(number=b"2", grade=3, issued="2026-04-10")
    forward = compare_certificate([replace(old, valid_from="2016-03-01", id=1)], new, JUNE).add
    backward = compare_certificate([replace(new, valid_from="2026-04-10", id=1)], old, JUNE).add

    assert [(c.number, c.valid_from, c.valid_to) for c in backward] == [(b"1", "2016-03-01", "2026-04-09")]
    assert (forward[0].number, forward[0].valid_to) == (b"1", "2026-04-09")


def test_a_renewal_under_the_same_number_keeps_the_old_days() -> None:
    effect = compare_certificate([CARD], said(issued="2026-05-20", expires="2036-05-19"), JUNE)

    assert [(c.valid_from, c.valid_to, c.expires) for c in effect.add] == [
        ("2016-03-01", "2026-05-19", "2026-03-01"),
        ("2026-05-20", None, "2036-05-19"),
    ]


def test_a_later_day_of_issue_with_the_same_last_day_is_a_correction_and_no_renewal() -> None:
    told = replace(CARD, issued="2020-01-01", expires="2029-12-31", valid_from="2020-01-01", id=1)
    corrected = said(issued="2020-03-01", expires="2029-12-31")

    effect = compare_certificate([told], corrected, JUNE)
    assert [(c.issued, c.valid_from, c.valid_to) for c in effect.add] == [("2020-03-01", "2020-03-01", None)]
    assert effect.end == (told,)

    before = replace(CARD, number=b"0", valid_from="2010-01-01", valid_to="2019-12-31", id=2)
    effect = compare_certificate([before, told], corrected, JUNE)
    assert spans(*effect.add) == [
        (b"0", "2010-01-01", "2020-02-29", "valid"),
        (b"1", "2020-03-01", None, "valid"),
    ]
    assert set(effect.end) == {before, told}


@pytest.mark.parametrize("what", [{"expires": "2030-02-28"}, {"expires": None}])
def test_a_later_day_of_issue_with_another_last_day_or_none_is_a_renewal(what: dict[str, str | None]) -> None:
    told = replace(CARD, issued="2020-01-01", expires="2029-12-31", valid_from="2020-01-01", id=1)

    effect = compare_certificate([told], said(**{"issued": "2020-03-01", **what}), JUNE)

    assert [(c.valid_from, c.valid_to) for c in effect.add] == [
        ("2020-01-01", "2020-02-29"),
        ("2020-03-01", None),
    ]


def test_a_corrected_day_of_issue_does_not_thaw_a_certificate_before_the_month() -> None:
    frozen = replace(
        CARD, issued="2020-01-01", expires="2029-12-31", valid_from="2020-01-01", status="frozen", id=1
    )

    effect = compare_certificate([frozen], said(issued="2020-03-01", expires="2029-12-31"), JUNE)

    assert spans(*effect.add) == [
        (b"1", "2020-01-01", "2026-05-31", "frozen"),
        (b"1", "2026-06-01", None, "valid"),
    ]


def test_a_frozen_certificate_says_since_when() -> None:
    effect = compare_certificate([CARD], said(status="frozen", status_on="2026-06-03"), JUNE)

    assert [(c.status, c.status_on, c.valid_from) for c in effect.add] == [
        ("frozen", "2026-06-03", "2016-03-01")
    ]


def spans(*certificates: CertificateFact) -> list[tuple[bytes | None, str | None, str | None, str]]:
    return [(c.number, c.valid_from, c.valid_to, c.status) for c in certificates]


def test_what_a_later_list_thaws_stays_frozen_until_then() -> None:
    frozen = replace(CARD, status="frozen", status_on="2026-03-20", month="2026-04-01")
    effect = compare_certificate([frozen], said(), JUNE)

    assert spans(*effect.add) == [
        (b"1", "2016-03-01", "2026-05-31", "frozen"),
        (b"1", "2026-06-01", None, "valid"),
    ]
    mistaken = replace(frozen, month="2026-06-01")
    assert spans(*compare_certificate([mistaken], said(), JUNE).add) == [(b"1", "2016-03-01", None, "valid")]


def test_a_mistaken_new_certificate_is_taken_back_by_the_corrected_list() -> None:
    old = replace(CARD, valid_to="2026-06-15", month="2026-06-01")
    new = said(number=b"2", grade=3, issued="2026-06-16", valid_from="2026-06-16", id=2)
    effect = compare_certificate([old, new], said(), JUNE, told={b"1"})

    assert (effect.end, spans(*effect.add)) == ((old, new), [(b"1", "2016-03-01", None, "valid")])
    assert compare_certificate([old, new], said(), JUNE, told={b"1", b"2"}).outcome is Outcome.SAME
    told_in_may = replace(new, month="2026-05-01")
    assert compare_certificate([old, told_in_may], said(), JUNE, told={b"1"}).outcome is Outcome.SAME


def test_a_certificate_that_still_stands_takes_no_other_back() -> None:
    standing = replace(CARD, valid_from="2016-03-01", valid_to=None, id=1)
    ended = replace(
        CARD, number=b"2", valid_from="2026-04-10", valid_to="2026-04-30", month="2026-06-01", id=2
    )

    assert compare_certificate([standing, ended], said(), JUNE, told={b"1"}).outcome is Outcome.SAME


def test_a_corrected_day_of_issue_moves_the_beginning() -> None:
    told = said(issued="2026-05-20", valid_from="2026-05-20", id=1)
    effect = compare_certificate([told], said(issued="2016-05-20"), JUNE)
    assert spans(*effect.add) == [(b"1", "2016-05-20", None, "valid")]

    before = replace(CARD, number=b"0", valid_to="2026-05-19")
    effect = compare_certificate([before, told], said(issued="2026-05-10"), JUNE)
    assert spans(*effect.add) == [
        (b"0", "2016-03-01", "2026-05-09", "valid"),
        (b"1", "2026-05-10", None, "valid"),
    ]


def test_a_renewal_told_by_mistake_is_taken_back() -> None:
    before = replace(CARD, valid_to="2026-05-19", month="2026-06-01")
    renewed = said(issued="2026-05-20", valid_from="2026-05-20", id=2)
    effect = compare_certificate([before, renewed], said(), JUNE)

    assert spans(*effect.add) == [(b"1", "2016-03-01", None, "valid")]


def test_an_older_list_does_not_thaw_a_frozen_certificate() -> None:
    frozen = replace(CARD, status="frozen", status_on="2026-06-03", month="2026-06-01")

    assert compare_certificate([frozen], said(), MAY).outcome is Outcome.SAME


def test_a_certificate_valid_in_another_county_is_a_conflict_and_a_transferred_one_is_not() -> None:
    elsewhere = replace(CARD, county="500156")

    assert compare_certificate([elsewhere], said(), JUNE).conflict == "two_counties"
    assert compare_certificate([replace(elsewhere, status="transferred")], said(), JUNE).conflict is None


def test_a_list_of_residents_does_not_undo_a_move_away() -> None:
    away = [HukouFact("430811001", None, "2026-03-31", 1), HukouFact("90", "2026-04-01", None, 2)]

    assert compare_registration(away, "430811001", "430811", JUNE).outcome is Outcome.SAME


def test_a_move_in_was_elsewhere_before_even_if_a_list_knew_the_new_place_first() -> None:
    known = [HukouFact("430811001001", None, None, 1)]
    effect = compare_move(known, Move("2026-05-02", "in", None, "430811001"), "430811")

    assert [(h.code, h.valid_from, h.valid_to) for h in effect.add] == [
        ("90", None, "2026-05-01"),
        ("430811001001", "2026-05-02", None),
    ]
    again = [replace(h, id=n) for n, h in enumerate(effect.add, start=1)]
    assert compare_move(again, Move("2026-05-02", "in", None, "430811001"), "430811").outcome is Outcome.SAME


def test_answers_come_to_the_same_history_in_whichever_order_they_are_told() -> None:
    late = AnswerFact("true", "2026-05-01", None, 1)
    effect = compare_answer([late], "false", "2025-08-01")

    assert [(a.value, a.valid_from, a.valid_to) for a in effect.add] == [
        ("false", "2025-08-01", "2026-04-30")
    ]
