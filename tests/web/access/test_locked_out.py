"""Letting in an officer who is locked out, forgot the password or lost the phone."""

import io

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from tests.people import PASSWORD, Cast
from tests.web.access.factors import make_factors
from yingbao.office.access.models import OfficerSession
from yingbao.office.audit.models import Act


def test_a_resting_account_is_unlocked(cast: Cast) -> None:
    browser = Client()
    for _ in range(10):
        browser.post("/sign-in", {"login": "zhou_min", "password": "wrong"})
    right = {"login": "zhou_min", "password": PASSWORD}
    assert browser.post("/sign-in", right).status_code == 429

    call_command("officer", "unlock", "zhou_min", "--reason", "本人来电", stdout=io.StringIO())

    assert browser.post("/sign-in", right).status_code == 302
    assert Act.objects.get(verb="access.account.unlocked").reason == "本人来电"


def test_a_lost_phone_is_taken_off_the_account(cast: Cast) -> None:
    make_factors(cast.zhou_min)
    browser = Client()
    browser.force_login(cast.zhou_min)

    call_command("officer", "factor-off", "zhou_min", "--reason", "手机遗失", stdout=io.StringIO())

    assert not Authenticator.objects.filter(user=cast.zhou_min).exists()
    assert not OfficerSession.objects.filter(officer=cast.zhou_min).exists()
    assert browser.get("/persons/").status_code == 302


def test_a_new_password_is_given_and_must_be_changed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a-password-for-one-day\n"))
    call_command("officer", "password", "zhou_min", "--reason", "忘记密码", stdout=io.StringIO())
    cast.zhou_min.refresh_from_db()

    assert cast.zhou_min.check_password("a-password-for-one-day")
    assert cast.zhou_min.password_is_initial
    assert "a-password" not in str(list(Act.objects.values_list()))


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["unlock", "factor-off", "password", "off"])
def test_an_officer_nobody_knows_is_told(verb: str) -> None:
    with pytest.raises(CommandError) as told:
        call_command("officer", verb, "nobody", "--reason", "x")

    assert told.value.returncode == 5
