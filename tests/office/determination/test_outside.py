"""A large county is answered outside the database; the answers and what is stored are the same."""

from datetime import date
from typing import Any

import pytest

from tests.office.determination.register_of import cover, died, holder, on, stated
from tests.people import NOON, WULINGYUAN, make_cast, make_person, make_source
from yingbao.office.determination.actions import Overtaken, ask_for_run, carry_out, running
from yingbao.office.determination.choices import RunState
from yingbao.office.determination.differences import find_differences
from yingbao.office.determination.facts import asked_of, facts_table
from yingbao.office.determination.facts_columns import get_fact_columns
from yingbao.office.determination.facts_sql import Question
from yingbao.office.determination.models import Decision, Run
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.tables import fetch
from yingbao.office.register.models import Hukou, Person, Standing
from yingbao.office.register.queries.recorded_time import get_horizon
from yingbao.values.month import Month

# The columns come through connections of their own, which see only what is committed.
pytestmark = pytest.mark.django_db(transaction=True)
JUNE = Month(2026, 6)


@pytest.fixture
def folk() -> dict[str, Person]:
    """A register with a bit of everything."""
    make_cast()
    cover(month=date(2026, 1, 1))
    cover("poverty_monitoring", division="430811001")
    wang, li, zhao = holder("王秀兰", grade=1), holder("李明", hukou=None), holder("赵一", expires_on=None)
    qian, sun = make_person("钱二", "430811001001"), holder("孙三", status="annulled", valid_from=None)
    on(wang, "dibao")
    on(wang, "elder_care_subsidy", 5000)
    on(wang, "elder_care_subsidy", None, division="500156")
    on(li, "single_dibao")
    on(li, "other_welfare_living_subsidy", 3000)
    on(zhao, "tekun", since=date(2026, 6, 30))
    died(zhao, date(2026, 6, 2))
    stated(qian, "needs_long_term_care", "true")
    stated(qian, "certificate_expires_on", "2027-01-01", valid_from=date(2026, 1, 1))
    stated(qian, "household_income_per_head_fen", "65000")
    certificate = wang.certificate_set.get()
    certificate.pk, certificate.grade, certificate.valid_from = None, 3, date(2026, 7, 1)
    wang.certificate_set.update(valid_to=date(2026, 6, 30))
    certificate.save()
    Hukou.objects.create(
        person=li, division_code="430811001001", valid_from=date(2026, 5, 2), source=make_source()
    )
    Standing.objects.filter(person=sun).update(division_code="430811001001")
    return {"wang": wang, "li": li, "zhao": zhao, "qian": qian, "sun": sun}


def run(month: Month = JUNE, *, outside: bool) -> Run:
    wish = ask_for_run(county=WULINGYUAN, month=month, at=NOON, by="test")
    return carry_out(run=wish, at=NOON, outside=outside)


def believed() -> list[tuple[Any, ...]]:
    words = ["true_bits", "unknown_bits", "yes_bits", "ask_bits", "amounts"]
    now = Decision.objects.filter(run_to=None)
    return sorted(
        now.values_list(
            "person", "page", "month_from", "month_to", *words, "grants__programme", "grants__amount_fen"
        ),
        key=str,
    )


@pytest.mark.parametrize("month", ["2026-05", "2026-06", "2026-07"])
def test_the_facts_are_the_same(folk: Any, month: str) -> None:
    vocabulary = tuple(pack_of(WULINGYUAN, Month(2026, 6)).vocabulary)
    question = Question(WULINGYUAN, Month.parse(month), get_horizon())

    with facts_table(question, vocabulary) as table:
        inside = sorted(fetch(f"SELECT * FROM {table}"), key=str)

    frame = get_fact_columns(question, vocabulary).sort("person_id")
    assert frame.columns == ["person_id", *(asked.id for asked in asked_of(vocabulary))]
    outside = [tuple(map(str, row)) for row in frame.rows()]
    assert sorted(outside) == sorted(tuple(map(_plain, row, frame.dtypes)) for row in inside)


def _plain(value: object, kind: object) -> str:
    # SQLite keeps truths as numbers.
    return str(bool(value)) if str(kind) == "Boolean" and value is not None else str(value)


def test_what_is_stored_is_the_same(folk: Any) -> None:
    run(outside=True)
    outside = believed()

    again = run(outside=False)

    assert again.counts["written"] == 0
    assert believed() == outside
    assert len(outside) > 5


def test_nothing_new_writes_nothing(folk: Any) -> None:
    run(outside=False)

    assert run(outside=True).counts == {"ended": 0, "written": 0, "findings_ended": 0, "findings_written": 0}


def test_changes_and_departures_are_stored_the_same(folk: Any) -> None:
    run(Month(2026, 5), outside=True)
    run(outside=True)
    died(folk["wang"], date(2026, 5, 1))
    Standing.objects.filter(person=folk["qian"]).update(ended_by=make_source())

    counts = run(outside=True).counts
    assert (counts["ended"], counts["written"]) == (2, 1)
    assert run(outside=False).counts["written"] == 0


def test_what_was_copied_out_before_another_run_changed_the_belief_is_not_stored(
    folk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = ask_for_run(county=WULINGYUAN, month=Month(2026, 5), at=NOON, by="test")
    later = ask_for_run(county=WULINGYUAN, month=JUNE, at=NOON, by="test")

    def find_late(*asked: Any) -> Any:
        found = find_differences(*asked)
        carry_out(run=earlier, at=NOON, outside=False)
        return found

    monkeypatch.setattr(f"{running.__name__}.find_differences", find_late)
    with pytest.raises(Overtaken):
        carry_out(run=later, at=NOON, outside=True)

    later.refresh_from_db()
    assert later.state == RunState.OVERTAKEN
    assert not Decision.objects.filter(basis=later).exists()
