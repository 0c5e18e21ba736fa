import pytest

from yingbao.office.access.choices import Role
from yingbao.office.access.permissions import PERMISSIONS, NotPermitted, Permission, may, require

pytestmark = pytest.mark.django_db


def test_every_role_has_its_permissions_and_every_permission_a_role() -> None:
    assert set(PERMISSIONS) == set(Role)
    assert frozenset().union(*PERMISSIONS.values()) == frozenset(Permission)


def test_who_manages_accounts_sees_no_person(cast) -> None:
    assert may(cast.guan_li, Permission.MANAGE_OFFICERS)
    assert not may(cast.guan_li, Permission.VIEW_PERSONS)


def test_an_auditor_looks_and_changes_nothing(cast) -> None:
    changing = set(Permission) - {
        Permission.VIEW_PERSONS,
        Permission.VIEW_LISTS,
        Permission.VIEW_PLAN,
        Permission.VIEW_CASES,
        Permission.VIEW_MONEY,
        Permission.VIEW_MESSAGES,
        Permission.VIEW_PERSON_ACTS,
        Permission.VIEW_ACTS,
    }
    assert not any(may(cast.shen_ji, permission) for permission in changing)


def test_a_village_worker_reveals_no_numbers(cast) -> None:
    with pytest.raises(NotPermitted, match="reveal_numbers"):
        require(cast.yang_mei, Permission.REVEAL_NUMBERS)


def test_an_account_that_is_switched_off_may_nothing(cast) -> None:
    cast.zhou_min.is_active = False

    assert not any(may(cast.zhou_min, permission) for permission in Permission)
