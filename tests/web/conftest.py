"""What every test of a screen has: a way to sign in."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.people import PASSWORD, Cast
from tests.web.canaries import Canary, make_canaries

SignIn = Callable[[str], Client]


@pytest.fixture
def sign_in(cast: Cast) -> SignIn:
    """Return a browser in which an officer has signed in with name and password, as everyone does."""

    def come_in(account: str) -> Client:
        browser = Client()
        answer = browser.post("/sign-in", {"login": account, "password": PASSWORD})
        assert answer.status_code == 302
        return browser

    return come_in


@pytest.fixture
def canaries(cast: Cast) -> list[Canary]:
    """One person in every place, with June determined."""
    return make_canaries()
