import pytest
from django.db import IntegrityError, transaction

from tests.people import JUNDIPING, PASSWORD, WULINGYUAN, WULONG, XIEHE, make_divisions
from yingbao.office.access import actions, queries
from yingbao.office.access.choices import Role
from yingbao.office.access.models import Division, Officer
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.audit.queries import list_acts

pytestmark = pytest.mark.django_db

ROWS = [
    actions.DivisionRow("43", "湖南省", "province", ""),
    actions.DivisionRow("430811", "武陵源区", "county", "43"),
    actions.DivisionRow("430811201", "协合乡", "township", "430811"),
]


def new_officer(**more: object) -> actions.NewOfficer:
    values = {
        "username": "tian_yu",
        "password": PASSWORD,
        "name": "田雨",
        "role": Role.TOWNSHIP,
        "division_code": JUNDIPING,
    }
    return actions.NewOfficer(**{**values, **more})


def test_loading_divisions_again_changes_only_names() -> None:
    actions.load_divisions(rows=ROWS, by="yingbao office open")
    renamed = [*ROWS[:2], ROWS[2]._replace(name="协合镇")]

    assert actions.load_divisions(rows=renamed, by="yingbao office open") == 3
    assert queries.get_names(["430811201"]) == {"430811201": "协合镇"}
    assert Division.objects.count() == 3


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (actions.DivisionRow("43081", "?", "county", "43"), "code"),
        (actions.DivisionRow("430812", "?", "township", "43"), "level"),
        (actions.DivisionRow("500156", "武隆区", "county", "43"), "parent"),
        (actions.DivisionRow("500156", "武隆区", "county", "50"), "parent"),
        (actions.DivisionRow("430812", " ", "county", "43"), "name"),
    ],
)
def test_a_list_that_contradicts_itself_loads_nothing(row: actions.DivisionRow, problem: str) -> None:
    with pytest.raises(actions.BadDivisions) as bad:
        actions.load_divisions(rows=[*ROWS, row], by="yingbao office open")

    assert bad.value.problems == [(5, problem)]
    assert not Division.objects.exists()


def test_a_division_twice_in_the_list_is_refused() -> None:
    with pytest.raises(actions.BadDivisions):
        actions.load_divisions(rows=[*ROWS, ROWS[2]], by="yingbao office open")


def test_the_townships_of_an_officer_are_those_of_the_own_division(cast) -> None:
    assert [d.code for d in queries.list_townships(cast.zhou_min)] == [JUNDIPING, XIEHE]
    assert [d.code for d in queries.list_townships(cast.tian_fang)] == [JUNDIPING]
    assert [d.code for d in queries.list_townships(cast.yang_mei)] == [XIEHE]


def test_scope_ends_at_the_border(cast) -> None:
    assert queries.is_in_scope(cast.zhou_min, XIEHE)
    assert not queries.is_in_scope(cast.zhou_min, WULONG)
    assert not queries.is_in_scope(cast.tian_fang, XIEHE)
    assert not queries.is_in_scope(cast.tian_fang, WULINGYUAN)


def test_the_path_to_a_place_runs_from_the_province_down(cast) -> None:
    assert [d.name for d in queries.list_path(XIEHE)] == ["湖南省", "张家界市", "武陵源区", "协合乡"]
    assert list(queries.list_path("nowhere")) == []


def test_an_administrator_makes_accounts_in_the_own_county(cast) -> None:
    officer = actions.create_officer(new=new_officer(), by=cast.guan_li)

    assert officer.check_password(PASSWORD)
    assert queries.get_officer("tian_yu") == officer
    assert officer in queries.list_officers(cast.guan_li)
    act = list_acts(subject="officer:tian_yu").get()
    assert (act.verb, act.by) == ("access.officer.created", "guan_li")
    assert PASSWORD not in str(act.detail)


def test_nobody_makes_accounts_in_another_county(cast) -> None:
    with pytest.raises(actions.OutsideScope):
        actions.create_officer(new=new_officer(division_code=WULONG), by=cast.guan_li)


def test_only_administrators_make_accounts(cast) -> None:
    with pytest.raises(NotPermitted):
        actions.create_officer(new=new_officer(), by=cast.zhou_min)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"username": "zhou_min"}, actions.OfficerExists),
        ({"division_code": "110101"}, actions.UnknownDivision),
        ({"password": "12345"}, actions.WeakPassword),
    ],
)
def test_an_account_that_cannot_be_is_refused(cast, more: dict[str, str], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        actions.create_officer(new=new_officer(**more), by="yingbao officer")


def test_switching_off_is_written_down_with_its_reason(cast) -> None:
    actions.switch_off_officer(officer=cast.wu_gang, reason="retired", by=cast.guan_li)

    assert not Officer.objects.get(username="wu_gang").is_active
    assert list_acts(subject="officer:wu_gang").get().reason == "retired"


def test_the_database_knows_the_roles() -> None:
    make_divisions()
    with pytest.raises(IntegrityError), transaction.atomic():
        Officer.objects.create(username="x", own_role="king", own_division_id=WULINGYUAN)
