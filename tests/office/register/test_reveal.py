import pytest

from tests.people import WULINGYUAN, make_certificate, make_person, make_source
from yingbao.office.access.permissions import NotPermitted
from yingbao.office.audit.queries import list_acts
from yingbao.office.register import models
from yingbao.office.register.actions.numbers import (
    NoReason,
    NothingToShow,
    note_search,
    note_viewing,
    reveal_number,
)
from yingbao.office.register.sealing import Tampered
from yingbao.values.resident_id import ResidentId

pytestmark = pytest.mark.django_db
WANG = ResidentId("512326195506150028")
REASON = "compare with the identity card"


@pytest.fixture
def wang(cast):
    return make_person("王秀兰", number=WANG)


def test_a_number_is_shown_for_a_reason_and_that_is_written_down(cast, wang) -> None:
    clear = reveal_number(column="person.number", row=wang.pk, reason=REASON, by=cast.zhou_min)

    assert clear == WANG.number
    act = list_acts(subject=f"person:{wang.pk}").get()
    assert (act.verb, act.by, act.reason) == ("register.number.revealed", "zhou_min", REASON)
    assert WANG.number not in f"{act.subject}{act.reason}{act.detail}"


def test_a_certificate_number_is_shown_alike(cast, wang) -> None:
    certificate = make_certificate(wang, f"{WANG.number}42B1")

    clear = reveal_number(column="certificate.number", row=certificate.pk, reason=REASON, by=cast.wu_gang)

    assert clear == f"{WANG.number}42B1"


@pytest.mark.parametrize("reason", ["", " ", "x"])
def test_without_a_reason_nothing_is_shown(cast, wang, reason: str) -> None:
    with pytest.raises(NoReason):
        reveal_number(column="person.number", row=wang.pk, reason=reason, by=cast.zhou_min)
    assert not list_acts(by="zhou_min").exists()


@pytest.mark.parametrize("officer", ["ran_jing", "tian_fang"])
def test_nobody_is_shown_a_number_of_another_division(cast, wang, officer: str) -> None:
    with pytest.raises(NothingToShow):
        reveal_number(column="person.number", row=wang.pk, reason=REASON, by=getattr(cast, officer))


@pytest.mark.parametrize("officer", ["yang_mei", "shen_ji", "guan_li"])
def test_some_roles_are_shown_no_numbers(cast, wang, officer: str) -> None:
    with pytest.raises(NotPermitted):
        reveal_number(column="person.number", row=wang.pk, reason=REASON, by=getattr(cast, officer))


@pytest.mark.parametrize(
    ("column", "row"), [("person.name", None), ("person.number", 0), ("officer.password", None)]
)
def test_only_sealed_columns_are_shown(cast, wang, column: str, row: int | None) -> None:
    with pytest.raises(NothingToShow):
        reveal_number(column=column, row=wang.pk if row is None else row, reason=REASON, by=cast.zhou_min)


def test_a_number_moved_to_another_person_does_not_open(cast, wang) -> None:
    other = make_person("李明")
    models.Person.objects.filter(pk=other.pk).update(number_sealed=wang.number_sealed)

    with pytest.raises(Tampered):
        reveal_number(column="person.number", row=other.pk, reason=REASON, by=cast.zhou_min)


def test_opening_a_file_and_searching_are_written_down_without_what_was_typed(cast, wang) -> None:
    note_viewing(person=wang, by=cast.zhou_min)
    note_search(by=cast.zhou_min, understood_as="resident_id", found=1)

    viewed, searched = list_acts(by="zhou_min").order_by("id")
    assert (viewed.verb, viewed.subject) == ("register.person.viewed", f"person:{wang.pk}")
    assert searched.detail == {"by": "resident_id", "found": 1}


def test_a_person_without_a_number_has_nothing_to_show(cast) -> None:
    unnamed = models.Person.objects.create(name="无名", source=make_source())
    models.Standing.objects.create(
        person=unnamed, county=WULINGYUAN, division_code=WULINGYUAN, source=unnamed.source
    )

    with pytest.raises(NothingToShow):
        reveal_number(column="person.number", row=unnamed.pk, reason=REASON, by=cast.zhou_min)
