"""An administrator helps an officer to come in again, on screen and with a reason."""

import pytest
from axes.models import AccessAttempt
from django.test import Client

from tests.people import Cast
from tests.web.access.factors import make_factors
from tests.web.conftest import SignIn
from yingbao.office.access.lockout import account_mark
from yingbao.office.audit.models import Act

NEW = "four-rivers-and-a-dam"


@pytest.fixture
def address(cast: Cast) -> str:
    return f"/officers/{cast.zhou_min.pk}/help"


def test_a_resting_account_may_be_tried_again(cast: Cast, sign_in: SignIn, address: str) -> None:
    AccessAttempt.objects.create(username=account_mark("zhou_min"), failures_since_start=10)

    sign_in("guan_li").post(address, {"act": "unlock", "reason": "本人来电，已回拨核实"})

    assert not AccessAttempt.objects.exists()
    assert Act.objects.get(verb="access.account.unlocked").reason == "本人来电，已回拨核实"


def test_a_new_password_must_be_changed_by_its_officer(cast: Cast, sign_in: SignIn, address: str) -> None:
    browser = sign_in("guan_li")
    weak = browser.post(address, {"act": "password", "password": "1", "reason": "忘记密码"})
    none = browser.post(address, {"act": "password", "reason": "忘记密码"})
    done = browser.post(address, {"act": "password", "password": NEW, "reason": "忘记密码"}, follow=True)

    assert "请填写新密码" in none.content.decode()
    assert NEW not in done.content.decode()
    cast.zhou_min.refresh_from_db()
    assert cast.zhou_min.check_password(NEW)
    assert cast.zhou_min.password_is_initial
    assert weak.status_code == 200
    assert NEW not in str(list(Act.objects.values_list("detail", "reason", "subject")))


def test_a_lost_second_factor_is_taken_off(cast: Cast, sign_in: SignIn, address: str) -> None:
    make_factors(cast.zhou_min)

    sign_in("guan_li").post(address, {"act": "factor", "reason": "手机丢失，当面核实"})

    assert not cast.zhou_min.authenticator_set.exists()


@pytest.mark.parametrize("sent", [{"act": "unlock", "reason": " "}, {"act": "x", "reason": "y"}, {}])
def test_nothing_happens_without_a_reason_or_an_act(
    cast: Cast, sign_in: SignIn, address: str, sent: dict[str, str]
) -> None:
    assert sign_in("guan_li").post(address, sent).status_code == 200
    assert not Act.objects.filter(verb__startswith="access.account").exists()


def test_nobody_helps_oneself_or_an_officer_of_elsewhere(cast: Cast, sign_in: SignIn) -> None:
    browser: Client = sign_in("guan_li")

    for who in (cast.guan_li, cast.ran_jing):
        assert browser.get(f"/officers/{who.pk}/help").status_code == 404
