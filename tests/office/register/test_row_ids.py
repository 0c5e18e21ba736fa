import pytest

from tests.people import make_person
from yingbao.office.register.actions.row_ids import NotInTransaction, reserve_ids
from yingbao.office.register.models import Person


@pytest.mark.django_db
def test_reserved_ids_are_new_and_ascending(cast) -> None:
    taken = make_person("王秀兰").pk

    ids = reserve_ids(Person, 100)

    assert ids == sorted(set(ids))
    assert len(ids) == 100
    assert ids[0] > taken


@pytest.mark.django_db
def test_two_who_reserve_before_either_writes_get_different_ids(cast) -> None:
    assert not set(reserve_ids(Person, 10)) & set(reserve_ids(Person, 10))


@pytest.mark.django_db
def test_rows_made_after_each_other_never_share_an_id(cast) -> None:
    ids = [make_person("王秀兰").pk for _ in range(3)]
    Person.objects.filter(pk=ids[-1]).first().standings.all().delete()
    Person.objects.filter(pk=ids[-1]).delete()

    assert make_person("李明").pk > ids[-1], "an id is not used again: old sealed values would open in it"


@pytest.mark.django_db(transaction=True)
def test_ids_are_reserved_only_in_the_transaction_that_uses_them() -> None:
    with pytest.raises(NotInTransaction):
        reserve_ids(Person, 1)
