"""Forgetting who looks is an error; who looks sees the own division, whatever the query forgot."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from tests.people import (
    JUNDIPING,
    WULINGYUAN,
    XIEHE_VILLAGE,
    Cast,
    make_certificate,
    make_number,
    make_person,
)
from yingbao.office.access.sight import ScopeForgotten, seeing, seeing_all, seeing_nothing_declared
from yingbao.office.messages.models import Outgoing
from yingbao.office.register.models import Certificate, Conflict, Known, Person, Standing
from yingbao.office.register.models.sight import Seen, cut_by_caller
from yingbao.office.register.queries.visible import get_person

pytestmark = pytest.mark.django_db
HERE, THERE = "430811001001", XIEHE_VILLAGE
CUT = [model for model in apps.get_models() if isinstance(model._default_manager, Seen)]


def about_persons() -> set[type[Model]]:
    """Every table that names a person, or names a row that does, however far away."""
    found: set[type[Model]] = {Person}
    while more := {model for model in apps.get_models() if names(model) & found} - found:
        found |= more
    return found


def names(model: type[Model]) -> set[Any]:
    keys = (field for field in model._meta.get_fields() if field.many_to_one or field.one_to_one)
    return {field.related_model for field in keys if field.concrete}


def test_every_table_about_persons_is_cut() -> None:
    assert about_persons() <= set(CUT)
    assert all(isinstance(model._base_manager, Seen) for model in CUT)
    assert len(CUT) >= 34
    # A message to somebody outside names nobody by a key; whom it is for is sealed in it.
    assert Outgoing in CUT


@pytest.mark.parametrize("model", CUT, ids=lambda model: model.__name__)
def test_whoever_forgets_to_say_who_looks_is_told(model: type[Model]) -> None:
    with seeing_nothing_declared():
        for ask in (model._default_manager.all, model._default_manager.exists, model._base_manager.all):
            with pytest.raises(ScopeForgotten):
                ask()
        with pytest.raises(ScopeForgotten):
            cut_by_caller(model)


def test_a_foreign_key_and_what_hangs_on_a_person_are_cut_too(cast: Cast) -> None:
    person = make_person("向日葵", THERE)
    certificate = make_certificate(person, f"{make_number().number}42")
    certificate = Certificate.objects.get(pk=certificate.pk)
    with seeing_nothing_declared():
        with pytest.raises(ScopeForgotten):
            certificate.person  # noqa: B018
        with pytest.raises(ScopeForgotten):
            person.standings.count()
    with seeing(cast.tian_fang):
        with pytest.raises(Person.DoesNotExist):
            certificate.person  # noqa: B018
        assert not person.standings.exists()


@pytest.mark.parametrize(
    ("account", "sees"),
    [
        ("zhou_min", {"甲", "乙"}),
        ("tian_fang", {"甲"}),
        ("wu_gang", {"乙"}),
        ("yang_mei", {"乙"}),
        ("guan_li", set()),
        ("ran_jing", set()),
    ],
)
def test_an_officer_sees_the_own_division(cast: Cast, account: str, sees: set[str]) -> None:
    for name, place in (("甲", HERE), ("乙", THERE)):
        make_certificate(make_person(name, place), f"{make_number().number}42")

    with seeing(getattr(cast, account)):
        assert set(Person.objects.values_list("name", flat=True)) == sees
        assert Standing.objects.count() == Certificate.objects.count() == len(sees)


def test_where_someone_stood_before_is_no_way_to_the_file(cast: Cast) -> None:
    person = make_person("甲", HERE)
    Standing.objects.filter(person=person).update(ended_by=person.source)
    Standing.objects.create(person=person, county=WULINGYUAN, division_code=THERE, source=person.source)

    with seeing(cast.tian_fang):
        assert not Person.objects.exists()
    with seeing(cast.wu_gang):
        assert Person.objects.get() == person


def test_who_was_merged_is_seen_where_the_other_stands(cast: Cast) -> None:
    kept, gone = make_person("甲", HERE), make_person("甲", THERE)
    Standing.objects.filter(person=gone).update(ended_by=gone.source)
    gone.merged_into = kept
    gone.save()

    with seeing(cast.tian_fang):
        assert get_person(cast.tian_fang, gone.pk) == kept
    with seeing(cast.wu_gang):
        assert get_person(cast.wu_gang, gone.pk) is None


def test_an_officer_does_not_change_what_is_not_seen(cast: Cast) -> None:
    person = make_person("甲", HERE, birth_on=date(1970, 1, 1))

    with seeing(cast.wu_gang):
        assert Person.objects.filter(pk=person.pk).update(name="改") == 0
        assert Standing.objects.filter(person=person).update(division_code=THERE) == 0
        assert Conflict.objects.update(division_code=THERE) == 0

    assert Standing.objects.get().division_code == HERE
    assert Person.objects.get().name == "甲"


def test_seeing_everyone_needs_a_reason_and_ends(cast: Cast) -> None:
    make_person("甲", HERE)
    with pytest.raises(ScopeForgotten), seeing_all(reason=" "):
        pass
    with seeing(cast.wu_gang):
        with seeing_all(reason="a step that concerns two divisions"):
            assert Person.objects.count() == 1
        assert Person.objects.count() == 0
        with pytest.raises(ZeroDivisionError), seeing_all(reason="breaks"):
            raise ZeroDivisionError
        assert Person.objects.count() == 0


def test_a_query_is_cut_when_it_is_begun_not_when_it_is_run(cast: Cast) -> None:
    make_person("甲", HERE)
    with seeing(cast.wu_gang):
        begun = Person.objects.all()
    with seeing_all(reason="tests"):
        assert list(begun) == []


def test_a_fact_is_cut_by_the_person_it_is_about() -> None:
    assert all(hasattr(model, "in_sight") for model in CUT)
    assert issubclass(Certificate, Known)
    assert JUNDIPING[:6] == WULINGYUAN
