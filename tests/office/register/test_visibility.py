import pytest

from tests.people import (
    FENGSHAN,
    JUNDIPING,
    WULINGYUAN,
    XIEHE,
    XIEHE_VILLAGE,
    make_certificate,
    make_number,
    make_person,
    make_source,
)
from yingbao.office.register import models
from yingbao.office.register.queries.counts import count_by_township
from yingbao.office.register.queries.search import list_persons
from yingbao.office.register.queries.visible import (
    get_conflict,
    get_person,
    get_source,
    visible_conflicts,
    visible_persons,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons(cast) -> dict[str, models.Person]:
    return {
        "in 协合村": make_person("王秀兰", XIEHE_VILLAGE),
        "in 军地坪": make_person("李明", JUNDIPING),
        "somewhere in 武陵源": make_person("张三", WULINGYUAN),
        "in 凤山": make_person("冉四", FENGSHAN),
    }


@pytest.mark.parametrize(
    ("officer", "sees"),
    [
        ("zhou_min", {"王秀兰", "李明", "张三"}),
        ("xiang_dong", {"王秀兰", "李明", "张三"}),
        ("shen_ji", {"王秀兰", "李明", "张三"}),
        ("wu_gang", {"王秀兰"}),
        ("yang_mei", {"王秀兰"}),
        ("tian_fang", {"李明"}),
        ("ran_jing", {"冉四"}),
        ("guan_li", set()),
    ],
)
def test_an_officer_sees_the_own_division_and_nobody_else(
    cast, persons, officer: str, sees: set[str]
) -> None:
    officer = getattr(cast, officer)

    assert {person.name for person in visible_persons(officer)} == sees
    assert {p.name for p in persons.values() if get_person(officer, p.pk)} == sees


def test_a_county_that_no_longer_knows_a_person_no_longer_sees_him(cast, persons) -> None:
    person = persons["in 协合村"]
    left = make_source("hukou-moves")
    person.standings.update(ended_by=left)
    models.Standing.objects.create(person=person, county="500156", division_code=FENGSHAN, source=left)

    assert get_person(cast.zhou_min, person.pk) is None
    assert person not in visible_persons(cast.zhou_min)
    assert get_person(cast.ran_jing, person.pk) == person
    assert person in visible_persons(cast.ran_jing)


def test_a_person_known_in_two_counties_is_seen_by_both(cast, persons) -> None:
    person = persons["in 协合村"]
    models.Standing.objects.create(
        person=person, county="500156", division_code=FENGSHAN, source=make_source()
    )

    assert get_person(cast.zhou_min, person.pk) == get_person(cast.ran_jing, person.pk) == person


def test_who_was_merged_is_found_as_the_one_kept(cast, persons) -> None:
    kept, gone = persons["in 协合村"], persons["in 军地坪"]
    gone.merged_into = kept
    gone.save()

    assert get_person(cast.zhou_min, gone.pk) == kept
    assert gone not in visible_persons(cast.zhou_min)
    assert get_person(cast.tian_fang, gone.pk) is None, "the one kept stands in another township"


def test_sources_and_conflicts_of_another_county_are_not_found(cast, persons) -> None:
    source = make_source("dibao", "500156")
    conflict = models.Conflict.objects.create(
        kind="two_counties", source=source, person=persons["in 凤山"], division_code=FENGSHAN
    )

    assert get_source(cast.ran_jing, source.pk) == source
    assert get_source(cast.zhou_min, source.pk) is None
    assert get_conflict(cast.ran_jing, conflict.pk) == conflict
    assert get_conflict(cast.zhou_min, conflict.pk) is None
    assert not visible_conflicts(cast.guan_li).exists()


def test_persons_are_counted_by_township_those_without_any_too(cast, persons) -> None:
    make_certificate(persons["in 协合村"], f"{make_number().number}42")

    counts = {row.code: (row.name, row.persons, row.holders) for row in count_by_township(cast.zhou_min)}

    assert counts == {
        JUNDIPING: ("军地坪街道", 1, 0),
        XIEHE: ("协合乡", 1, 1),
        WULINGYUAN: ("", 1, 0),
    }
    assert [row.persons for row in count_by_township(cast.tian_fang)] == [1]


def test_a_place_lists_only_whom_the_officer_sees(cast, persons) -> None:
    assert [p.name for p in list_persons(cast.zhou_min, XIEHE)] == ["王秀兰"]
    assert list(list_persons(cast.tian_fang, XIEHE)) == []
    assert list(list_persons(cast.ran_jing, WULINGYUAN)) == []
    assert [p.name for p in list_persons(cast.zhou_min, WULINGYUAN)] == ["张三", "李明", "王秀兰"]
