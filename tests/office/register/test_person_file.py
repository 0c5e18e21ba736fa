from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.people import XIEHE_VILLAGE, make_certificate, make_person, make_source, make_spell
from yingbao.office.register import models
from yingbao.office.register.actions.row_ids import reserve_ids
from yingbao.office.register.queries.person_file import FACTS, get_person_file, list_history
from yingbao.office.register.sealing import ACCOUNT, PHONE, blind_index, seal
from yingbao.values.resident_id import ResidentId

pytestmark = pytest.mark.django_db
WANG = ResidentId("512326195506150028")


@pytest.fixture
def wang(cast):
    person = make_person("王秀兰", number=WANG)
    make_certificate(person, f"{WANG.number}43", valid_from=date(2016, 3, 1), valid_to=date(2020, 5, 31))
    make_certificate(person, f"{WANG.number}42", valid_from=date(2020, 6, 1))
    make_spell(person, "dibao", valid_from=None)
    make_spell(person, "nursing_subsidy", valid_from=date(2026, 1, 1), amount_fen=11000)
    common = {"person": person, "source": person.source}
    (row,) = reserve_ids(models.Contact, 1)
    models.Contact.objects.create(
        id=row,
        kind="mobile",
        number_sealed=seal("13800001234", column="contact.number", row=row),
        number_index=blind_index("13800001234", PHONE),
        **common,
    )
    (row,) = reserve_ids(models.BankAccount, 1)
    models.BankAccount.objects.create(
        id=row,
        holder_name="王大山",
        account_sealed=seal("6222020000001234567", column="bankaccount.account", row=row),
        account_index=blind_index("6222020000001234567", ACCOUNT),
        **common,
    )
    (row,) = reserve_ids(models.Home, 1)
    models.Home.objects.create(
        id=row,
        division_code=XIEHE_VILLAGE,
        address_sealed=seal("协合乡协合村三组12号", column="home.address", row=row),
        **common,
    )
    models.Hukou.objects.create(division_code=XIEHE_VILLAGE, valid_from=date(1990, 1, 1), **common)
    return person


def test_the_file_tells_everything_with_its_source(cast, wang) -> None:
    file = get_person_file(cast.zhou_min, wang)

    assert [(e.row.grade, e.valid_from) for e in file.certificates] == [
        (2, date(2020, 6, 1)),
        (3, date(2016, 3, 1)),
    ]
    assert file.certificate == file.certificates[0]
    assert [e.row.scheme for e in file.spells] == ["nursing_subsidy", "dibao"]
    assert {e.source for e in (*file.certificates, *file.spells)} == {wang.source}
    assert [s.division_code for s in file.standings] == [XIEHE_VILLAGE]
    assert file.deaths == file.statements == file.guardians == file.merged == file.conflicts == []


def test_all_numbers_are_masked(cast, wang) -> None:
    file = get_person_file(cast.zhou_min, wang)

    assert file.number == "5123**********0028"
    assert file.certificates[0].masked == {"number": "5123************2842"}
    assert file.contacts[0].masked == {"number": "138****1234"}
    assert file.accounts[0].masked == {"account": "***************4567", "holder_number": ""}
    assert file.homes[0].masked == {"address": "协合乡协合村…"}


def test_the_file_takes_a_fixed_number_of_questions(cast, wang, django_assert_max_num_queries) -> None:
    for scheme in ["tekun", "resident_pension", "resident_medical"]:
        make_spell(wang, scheme)

    with django_assert_max_num_queries(14):
        get_person_file(cast.zhou_min, wang)


@pytest.mark.parametrize("table", FACTS)
def test_every_table_of_the_file_has_a_history(cast, wang, table: str) -> None:
    assert all(entry.ended_by is None for entry in list_history(wang, table))


def test_a_person_has_one_open_certificate_of_record(cast, wang) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_certificate(wang, f"{WANG.number}41", valid_from=date(2026, 1, 1))


def test_a_citizen_number_belongs_to_one_person(cast, wang) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_person("王秀莲", number=WANG)


def test_a_county_knows_a_person_in_one_place(cast, wang) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Standing.objects.create(
            person=wang, county="430811", division_code="430811001", source=make_source()
        )


def test_a_place_lies_in_its_county(cast, wang) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Standing.objects.create(
            person=wang, county="500156", division_code="430811001", source=make_source()
        )


def test_a_person_never_prints_by_name(wang) -> None:
    assert str(wang) == f"person:{wang.pk}"
    assert "王" not in repr(wang)
