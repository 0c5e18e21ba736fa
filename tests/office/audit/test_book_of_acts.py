import pytest
from django.db import DatabaseError, transaction

from yingbao.office.audit import actions, queries
from yingbao.office.audit.models import Act

pytestmark = pytest.mark.django_db


def test_an_act_says_who_in_which_role_did_what_to_whom_and_why(cast) -> None:
    actions.record("register.number.revealed", subject="person:7", by=cast.zhou_min, reason="asked by phone")

    act = queries.list_acts(subject="person:7").get()
    assert (act.by, act.role) == ("zhou_min", "federation_county")
    assert (act.verb, act.reason) == ("register.number.revealed", "asked by phone")


def test_a_command_acts_under_its_own_name() -> None:
    act = actions.record("register.source.applied", by="yingbao work")

    assert (act.by, act.role) == ("yingbao work", "")


def test_the_database_refuses_to_change_an_act() -> None:
    act = actions.record("register.number.revealed", by="yingbao work")

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Act.objects.filter(pk=act.pk).update(reason="another")


def test_the_database_refuses_to_delete_an_act() -> None:
    act = actions.record("register.number.revealed", by="yingbao work")

    with pytest.raises(DatabaseError, match="never"), transaction.atomic():
        act.delete()
    assert Act.objects.filter(pk=act.pk).exists()


def test_an_act_needs_a_doer() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        actions.record("register.number.revealed", by="")


@pytest.mark.django_db(transaction=True)
def test_the_guards_are_back_after_a_transactional_test_emptied_the_tables() -> None:
    actions.record("register.number.revealed", by="yingbao work")


def test_and_so_they_still_refuse() -> None:
    assert not Act.objects.exists()
    test_the_database_refuses_to_delete_an_act()
