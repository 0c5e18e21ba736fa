"""The layout of bits: shared, the same in every month, and split into pages."""

from dataclasses import replace

import pytest

from tests.generative.engines import by_closure, by_reference, by_sqlite
from tests.generative.small_law import DrawnProgramme, _programme, build
from yingbao.law.engines import closure, reference
from yingbao.law.facts.problems import Problems
from yingbao.law.rules.months import BITS, Layout, PageTooSmall
from yingbao.law.rules.programmes import Span
from yingbao.values.month import Month

JUNE = Month(2026, 6)


def many(number, first=0):
    return tuple(f"count = {first + n}" for n in range(number))


def all_of(number):
    return " AND ".join(f"x{n}" for n in range(number))


def test_the_same_rule_in_two_programmes_is_one_bit():
    rules = build(
        [DrawnProgramme(("poor", "helped"), "x0 AND x1", None), DrawnProgramme(("poor",), "x0", None)],
        JUNE,
        {},
    )

    assert len(rules.conditions) == 2
    assert rules.programmes[0].conditions[0].number == rules.programmes[1].conditions[0].number


def test_conditions_that_do_not_fit_go_on_a_second_page_and_answers_stay_the_same():
    drawn = [
        DrawnProgramme(many(40), all_of(40), None),
        DrawnProgramme(many(40, first=30), all_of(40), None),
        DrawnProgramme(many(5), all_of(5), "1200"),
    ]
    rules = build(drawn, JUNE, {})

    assert [len(page.conditions) for page in rules.pages] == [40, 40]
    assert [page.programmes for page in rules.pages] == [("p0", "p2"), ("p1",)]
    first, second = closure.compile(rules)(rules.tuple_of({"count": None}))
    assert first.ask_bits == 0b11
    assert second.ask_bits == 0b1
    assert first.amounts == (1200,)
    assert reference.determine(rules, {"count": None})["p2"].amount_fen == 1200


def test_a_programme_with_more_conditions_than_a_page_has_bits_is_refused():
    with pytest.raises(PageTooSmall):
        Layout([_programme("p0", DrawnProgramme(many(BITS + 1), all_of(BITS + 1), None), Problems())])


def test_the_layout_does_not_move_when_a_programme_is_not_yet_in_force():
    drawn = [DrawnProgramme(("poor",), "x0", "100"), DrawnProgramme(("helped",), "x0", "200")]
    written = [_programme(f"p{n}", programme, Problems()) for n, programme in enumerate(drawn)]
    later = [replace(written[0], in_force=Span(Month(2027, 1))), written[1]]

    assert Layout(written).pages == Layout(later).pages
    assert Layout(written).rules == Layout(later).rules


def test_programmes_over_one_condition_are_more_than_a_page_has_bits_and_go_on_a_second_page():
    # 118 programmes owed to a place stand over one condition: their bits left the whole numbers of SQLite.
    rules = build([DrawnProgramme(("poor",), "x0", None)] * (BITS + 2), JUNE, {})

    assert [len(page.programmes) for page in rules.pages] == [BITS, 2]
    person = {"poor": True}
    assert by_sqlite(rules, [person]) == by_closure(rules, [person]) == by_reference(rules, [person])
