"""The courses of the real packs: whoever applies is told, and what was granted can be ended."""

import pytest

from tests.packs.loaded import DISTRICTS, pack_of
from yingbao.law.packs.processes import Process
from yingbao.law.packs.record_shapes import Does
from yingbao.law.packs.records import records_of

# Their decision is itself the written answer.
ANSWERED = {"petition", "complaint"}


def named(district: str) -> dict[str, Process]:
    """The processes by which something is granted or answered, and those by which it is changed."""
    pack = pack_of(district)
    records = records_of(pack)
    found = [
        process
        for programme in pack.programmes
        if records.process_of(programme)
        for process in (records.process_of(programme), records.changes_of(programme))
    ]
    return {process.id: process for process in found if process}


def casework(process: Process) -> list[Does]:
    """What the steps of the case do, without what is carried out and what may be asked afterwards."""
    does = [step.does for step in process.steps if step.does is not Does.CARRY_OUT]
    end = does.index(Does.REQUEST, 1) if Does.REQUEST in does[1:] else None
    return does[:end]


@pytest.mark.parametrize("district", DISTRICTS)
def test_who_applies_is_told_after_the_last_decision(district: str) -> None:
    told = [each for each in named(district).values() if each.id not in ANSWERED]

    assert [process.id for process in told if casework(process)[-1] is not Does.TELL] == []


@pytest.mark.parametrize("district", DISTRICTS)
def test_every_programme_with_a_course_has_one_for_change_and_end(district: str) -> None:
    pack = pack_of(district)
    records = records_of(pack)

    assert [p.id for p in pack.programmes if records.process_of(p) and not records.changes_of(p)] == []


@pytest.mark.parametrize("district", DISTRICTS)
def test_the_two_allowances_take_the_course_of_the_state_council(district: str) -> None:
    """国发〔2015〕52号: township, federation, civil affairs, public notice, payment."""
    records = records_of(pack_of(district))
    steps = records.processes["two_subsidies"].steps

    assert [(step.does.value, step.who) for step in steps] == [
        ("accept", "township"),
        ("check", "township"),
        ("check", "disabled_federation"),
        ("decide", "civil_affairs"),
        ("notice", "township"),
        ("tell", "township"),
        ("carry_out", "finance"),
        ("carry_out", "civil_affairs"),
    ]
    assert records.processes["two_subsidies"].changes_by == "award_change"


@pytest.mark.parametrize("district", DISTRICTS)
def test_what_the_federation_grants_it_ends(district: str) -> None:
    pack = pack_of(district)
    records = records_of(pack)
    changes = records.changes_of(next(p for p in pack.programmes if p.id == "home_modification"))

    assert changes is not None
    assert [step.who for step in changes.steps if step.does is Does.DECIDE] == ["disabled_federation"] * 2
