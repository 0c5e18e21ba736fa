from datetime import date

import pytest

from tests.people import make_source
from yingbao.office.register.choices import SourceState
from yingbao.office.register.queries.rosters import list_roster_states
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
JUNE = Month(2026, 6)
KINDS = ["certificates", "dibao", "deaths", "tekun"]


@pytest.fixture
def states(cast):
    make_source("certificates", month=date(2026, 6, 1))
    make_source("dibao", month=date(2026, 4, 1))
    make_source("dibao", month=date(2026, 5, 1))
    make_source("dibao", month=date(2026, 3, 1))
    make_source("deaths", state=SourceState.READ, applied_at=None)
    make_source("tekun", state=SourceState.CANCELLED, applied_at=None)
    make_source("tekun", month=date(2026, 7, 1))
    make_source("tekun", "500156")
    return {state.kind: state for state in list_roster_states(cast.zhou_min, JUNE, KINDS)}


def test_each_kind_says_whether_it_came_waits_or_is_missing_and_how_old_the_last_is(states) -> None:
    assert list(states) == KINDS
    assert {kind: (s.is_missing, s.months_old(JUNE)) for kind, s in states.items()} == {
        "certificates": (False, 0),
        "dibao": (True, 1),
        "deaths": (False, None),
        "tekun": (True, None),
    }
    assert states["deaths"].waiting is not None


def test_a_township_sees_the_rosters_of_its_county(cast, states) -> None:
    assert {s.kind for s in list_roster_states(cast.tian_fang, JUNE, KINDS) if s.applied} == {"certificates"}


def test_another_county_sees_its_own(cast, states) -> None:
    assert [s.kind for s in list_roster_states(cast.ran_jing, JUNE, KINDS) if s.applied] == ["tekun"]
