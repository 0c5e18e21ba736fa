"""Signing in through a province's portal: who is tied comes in, everyone else is told what to do."""

import re
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings as configured
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from tests.people import PASSWORD, Cast
from tests.web.access.factors import make_factors
from tests.web.access.test_proof import aged
from tests.web.conftest import SignIn
from tests.web.test_policy import patterns
from yingbao.edges.web.access import portal_adapter, portal_urls
from yingbao.edges.web.access.portal_client import mark_of_subject
from yingbao.edges.web.policy import Scope, policy_of
from yingbao.edges.web.self_checks import a_trial_portal_stays_on_one_machine
from yingbao.edges.web.urls import urlpatterns
from yingbao.office.access.actions import PortalTaken, link_portal
from yingbao.office.access.models import OfficerSession
from yingbao.office.audit.models import Act

ISSUER = "https://portal.example"
KEY = rsa.generate_private_key(65537, 2048)
STRANGERS_KEY = rsa.generate_private_key(65537, 2048)
ADDRESSES = {each.name for each in portal_urls.urlpatterns}


class WithPortal:
    urlpatterns = [*urlpatterns, *portal_urls.urlpatterns]


class Answer:
    """What the portal answers to one request."""

    status_code = 200
    text = "{}"
    headers = {"content-type": "application/json"}

    def __init__(self, body: dict[str, Any]) -> None:
        self.body = body

    def json(self) -> dict[str, Any]:
        return self.body

    def raise_for_status(self) -> None:
        pass


class Portal:
    """A portal of software: it answers with what it is told to, and remembers what it was asked."""

    def __init__(self) -> None:
        self.subject = "P-0001"
        self.said: dict[str, Any] = {}
        self.key = KEY
        self.nonce = ""
        self.challenge = ""
        self.asked: dict[str, Any] = {}
        self.down = False

    def __enter__(self) -> "Portal":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def get(self, address: str, **_: Any) -> Answer:
        if self.down:
            raise requests.ConnectionError
        if address.endswith("openid-configuration"):
            names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            return Answer({"issuer": ISSUER} | {name: f"{ISSUER}/{name}" for name in names})
        key = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
        return Answer({"keys": [key | {"kid": "one", "alg": "RS256"}]})

    def request(self, method: str, address: str, *, data: dict[str, Any], **_: Any) -> Answer:
        self.asked = data
        said = {"iss": ISSUER, "aud": "yingbao", "sub": self.subject, "exp": time.time() + 60}
        said |= {"nonce": self.nonce, "email": "zhou_min@example.org", "preferred_username": "zhou_min"}
        token = jwt.encode(said | self.said, self.key, algorithm="RS256", headers={"kid": "one"})
        return Answer({"access_token": "a", "id_token": token})


@pytest.fixture
def portal(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Portal:
    settings.ROOT_URLCONF = WithPortal
    settings.PORTAL_ISSUER, settings.PORTAL_NAME = ISSUER, "湘易办"
    settings.PORTAL_CLIENT_ID, settings.PORTAL_CLIENT_SECRET = "yingbao", "secret of the portal"
    made = Portal()
    monkeypatch.setattr(portal_adapter.PortalAdapter, "get_requests_session", lambda _: made)
    return made


def leave(browser: Client, portal: Portal, address: str = "/sign-in/portal", **typed: str) -> str:
    """Go to the portal; return the state it is to give back."""
    page = browser.post(address, typed)
    assert page.status_code == 200, page.headers
    asked = parse_qs(urlsplit(page.context["to"]).query)
    portal.nonce, portal.challenge = asked["nonce"][0], asked["code_challenge"][0]
    return str(asked["state"][0])


def come_back(browser: Client, state: str) -> HttpResponse:
    return browser.get("/sign-in/portal/back", {"state": state, "code": "c"})  # type: ignore[return-value]


def is_in(browser: Client) -> bool:
    return browser.get("/roles/").status_code == 200


def tie(officer: Any, subject: str = "P-0001") -> None:
    link_portal(officer=officer, mark=mark_of_subject(subject), by=officer)


def test_without_the_settings_there_is_neither_button_nor_address(client: Client, cast: Cast) -> None:
    assert configured.PORTAL_ISSUER == ""
    assert b"portal" not in client.get("/sign-in").content
    assert client.post("/sign-in/portal").status_code == 404
    assert client.get("/sign-in/portal/back").status_code == 404
    assert client.get("/.well-known/openid-configuration").status_code == 404


def test_whoever_is_tied_comes_in_and_it_is_recorded(client: Client, cast: Cast, portal: Portal) -> None:
    tie(cast.zhou_min)
    assert "湘易办" in client.get("/sign-in").content.decode()

    answer = come_back(client, leave(client, portal, next="/programmes/"))

    assert answer.headers["Location"] == "/programmes/"
    assert is_in(client)
    act = Act.objects.get(verb="access.officer.signed_in")
    assert (act.by, act.detail) == ("zhou_min", {"portal": True})
    assert OfficerSession.objects.filter(officer=cast.zhou_min).count() == 1


def test_nothing_the_portal_says_is_kept_but_a_mark(client: Client, cast: Cast, portal: Portal) -> None:
    portal.subject = "430811197001011234"
    tie(cast.zhou_min, portal.subject)
    come_back(client, leave(client, portal))

    kept = str(list(SocialAccount.objects.values())) + str(list(Act.objects.values()))
    assert is_in(client)
    assert portal.subject not in kept + str(dict(client.session))
    assert "example.org" not in kept


def test_the_verifier_is_sent_with_the_code(client: Client, cast: Cast, portal: Portal) -> None:
    tie(cast.zhou_min)
    come_back(client, leave(client, portal))

    hashed = urlsafe_b64encode(sha256(portal.asked["code_verifier"].encode()).digest()).rstrip(b"=")
    assert hashed.decode() == portal.challenge
    assert portal.nonce not in (portal.challenge, portal.asked["code_verifier"])


def test_an_unknown_subject_is_told_what_to_do_and_gets_no_account(
    client: Client, cast: Cast, portal: Portal
) -> None:
    """Neither the name nor the e-mail the portal gives opens anything."""
    answer = come_back(client, leave(client, portal))

    assert answer.status_code == 403
    assert "P-0001" in answer.content.decode()
    assert answer.headers["Cache-Control"].find("no-store") >= 0
    assert not is_in(client)
    assert not SocialAccount.objects.exists()
    assert Act.objects.get(verb="access.portal.unknown").subject == "portal:unknown"


def test_a_switched_off_officer_reads_the_same_as_a_stranger(
    client: Client, cast: Cast, portal: Portal
) -> None:
    def page() -> str:
        answer = come_back(client, leave(client, portal)).content.decode()
        return re.sub(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|state=\w+', "", answer)

    stranger = page()
    tie(cast.zhou_min)
    cast.zhou_min.is_active = False
    cast.zhou_min.save()

    assert page() == stranger
    assert not is_in(client)


def test_a_resting_account_rests_for_the_portal_too(client: Client, cast: Cast, portal: Portal) -> None:
    tie(cast.zhou_min)
    for _ in range(10):
        Client().post("/sign-in", {"login": "zhou_min", "password": "wrong"})

    assert come_back(client, leave(client, portal)).status_code == 429
    assert not is_in(client)


def test_the_portal_does_not_stand_for_the_second_factor(
    client: Client, cast: Cast, portal: Portal, settings: Any
) -> None:
    tie(cast.zhou_min)
    make_factors(cast.zhou_min)
    answer = come_back(client, leave(client, portal))
    assert answer.headers["Location"].startswith("/sign-in/code")
    assert not is_in(client)

    Authenticator.objects.all().delete()
    settings.SECOND_FACTOR = "enforce"
    tie(cast.xiang_dong, "P-0002")
    portal.subject = "P-0002"
    other = Client()
    come_back(other, leave(other, portal))
    assert other.get("/roles/").headers["Location"] == "/account/second-factor"


@pytest.mark.parametrize(
    "said",
    [
        {"nonce": "of another question"},
        {"nonce": ""},
        {"iss": "https://other.example"},
        {"aud": "another client"},
        {"exp": 1},
        {"sub": ""},
    ],
)
def test_an_answer_to_another_question_is_refused(
    client: Client, cast: Cast, portal: Portal, said: dict[str, Any]
) -> None:
    tie(cast.zhou_min)
    state = leave(client, portal)
    portal.said = said

    assert come_back(client, state).status_code == 401
    assert not is_in(client)
    assert Act.objects.filter(verb="access.portal.refused").count() == 1


def test_an_answer_signed_by_someone_else_is_refused(client: Client, cast: Cast, portal: Portal) -> None:
    tie(cast.zhou_min)
    state = leave(client, portal)
    portal.key = STRANGERS_KEY

    assert come_back(client, state).status_code == 401
    assert not is_in(client)


def test_an_answer_comes_back_once_and_to_its_own_browser(client: Client, cast: Cast, portal: Portal) -> None:
    tie(cast.zhou_min)
    state = leave(client, portal)

    assert come_back(Client(), state).status_code == 401
    assert come_back(client, "made up").status_code == 401
    assert come_back(client, state).status_code == 302
    client.post("/sign-out")
    assert come_back(client, state).status_code == 401
    assert not is_in(client)


def test_a_refusal_of_the_portal_is_said(client: Client, cast: Cast, portal: Portal) -> None:
    state = leave(client, portal)
    answer = client.get("/sign-in/portal/back", {"state": state, "error": "access_denied"})

    assert answer.status_code == 401
    assert "没有在湘易办登录" in answer.content.decode()


def test_a_portal_that_does_not_answer_leaves_the_password(
    client: Client, cast: Cast, portal: Portal
) -> None:
    portal.down = True

    assert client.post("/sign-in/portal").status_code == 502
    assert client.post("/sign-in", {"login": "zhou_min", "password": PASSWORD}).status_code == 302


def test_one_address_cannot_make_us_ask_the_portal_without_end(
    client: Client, cast: Cast, portal: Portal
) -> None:
    assert [client.post("/sign-in/portal").status_code for _ in range(31)][-2:] == [200, 429]


def test_an_officer_ties_the_own_account_and_unties_it(sign_in: SignIn, cast: Cast, portal: Portal) -> None:
    browser = sign_in("zhou_min")
    answer = come_back(browser, leave(browser, portal, "/account/portal/link"))
    assert answer.headers["Location"] == "/account/"
    assert "/account/portal/unlink" in browser.get("/account/").content.decode()

    other = Client()
    come_back(other, leave(other, portal))
    assert is_in(other)

    browser.post("/account/portal/unlink")
    stranger = Client()
    assert come_back(stranger, leave(stranger, portal)).status_code == 403
    verbs = (
        Act.objects.filter(verb__startswith="access.portal.").order_by("id").values_list("verb", flat=True)
    )
    assert list(verbs) == ["access.portal.linked", "access.portal.unlinked", "access.portal.unknown"]


def test_tying_asks_who_sits_there(sign_in: SignIn, portal: Portal) -> None:
    browser = sign_in("zhou_min")
    browser.get("/roles/")
    asked = aged(browser).post("/account/portal/link")

    assert "proof_give" in str([each.name for each in asked.templates])
    asked = aged(browser).post("/account/portal/unlink")
    assert "proof_give" in str([each.name for each in asked.templates])


def test_whoever_sits_down_meanwhile_is_not_tied(sign_in: SignIn, cast: Cast, portal: Portal) -> None:
    browser = sign_in("zhou_min")
    state = leave(browser, portal, "/account/portal/link")
    states = browser.session["socialaccount_states"]
    browser.force_login(cast.xiang_dong)
    session = browser.session
    session["socialaccount_states"] = states
    session.save()

    assert come_back(browser, state).status_code == 403
    assert not SocialAccount.objects.exists()


def test_one_portal_account_opens_one_account(sign_in: SignIn, cast: Cast, portal: Portal) -> None:
    tie(cast.xiang_dong)
    browser = sign_in("zhou_min")
    come_back(browser, leave(browser, portal, "/account/portal/link"))

    assert SocialAccount.objects.get().user == cast.xiang_dong
    with pytest.raises(PortalTaken):
        tie(cast.zhou_min)
    tie(cast.xiang_dong, "P-0002")
    assert SocialAccount.objects.get().uid == mark_of_subject("P-0002")


def test_an_administrator_enters_the_subject_beforehand(
    sign_in: SignIn, client: Client, cast: Cast, portal: Portal
) -> None:
    browser = sign_in("guan_li")
    page = f"/officers/{cast.zhou_min.pk}"
    assert f"{page}/portal" in browser.get(page).content.decode()
    browser.post(f"{page}/portal", {"subject": " P-0001 ", "reason": ""})
    browser.post(f"{page}/portal", {"subject": " ", "reason": "本人申请"})
    assert not SocialAccount.objects.exists()

    browser.post(f"{page}/portal", {"subject": " P-0001 ", "reason": "本人申请"})
    act = Act.objects.get(verb="access.portal.linked")
    assert (act.by, act.subject, act.reason) == ("guan_li", "officer:zhou_min", "本人申请")
    come_back(client, leave(client, portal))
    assert is_in(client)

    browser.post(f"{page}/portal/off", {"reason": "已调离"})
    assert not SocialAccount.objects.exists()


def test_only_whoever_manages_the_account_ties_it(sign_in: SignIn, cast: Cast, portal: Portal) -> None:
    typed = {"subject": "P-0001", "reason": "试"}
    for account in ("zhou_min", "shen_ji", "tian_fang"):
        assert sign_in(account).post(f"/officers/{cast.xiang_dong.pk}/portal", typed).status_code == 403
    manager = sign_in("guan_li")
    for officer in (cast.ran_jing, cast.guan_li):
        assert manager.post(f"/officers/{officer.pk}/portal", typed).status_code == 404
        assert manager.post(f"/officers/{officer.pk}/portal/off", typed).status_code == 404
    assert not SocialAccount.objects.exists()


def test_every_address_of_the_portal_is_held_to_a_policy(cast: Cast, portal: Portal) -> None:
    declared = {
        str(p.name): policy_of(p.callback)
        for p in patterns(get_resolver(WithPortal).url_patterns)  # type: ignore[arg-type]  # a class serves as well
        if p.name in ADDRESSES
    }

    assert None not in declared.values()
    assert {name for name, each in declared.items() if each and each.scope is Scope.PUBLIC} == {
        "portal_sign_in",
        "portal_back",
    }
    assert {name for name, each in declared.items() if each and each.fresh} == ADDRESSES - {
        "portal_sign_in",
        "portal_back",
    }


METHODS: list[Callable[..., Any]] = [Client.get, Client.put, Client.delete, Client.patch]


@pytest.mark.parametrize("method", METHODS)
def test_what_changes_something_is_reached_by_post_alone(
    sign_in: SignIn, cast: Cast, portal: Portal, method: Callable[..., Any]
) -> None:
    browser = sign_in("guan_li")
    person = cast.zhou_min.pk
    for address in ("/sign-in/portal", "/account/portal/link", "/account/portal/unlink"):
        assert method(browser, address).status_code == 405
    for address in (f"/officers/{person}/portal", f"/officers/{person}/portal/off"):
        assert method(browser, address).status_code == 405


def test_signed_out_one_ties_nothing(client: Client, cast: Cast, portal: Portal) -> None:
    for address in ("/account/portal/link", "/account/portal/unlink", f"/officers/{cast.zhou_min.pk}/portal"):
        assert client.post(address).headers["Location"].startswith("/sign-in?next=")


def test_pages_with_a_portal_ask_one_question_more(
    sign_in: SignIn, cast: Cast, portal: Portal, settings: Any
) -> None:
    browser = sign_in("guan_li")
    for page in ("/account/", f"/officers/{cast.zhou_min.pk}"):
        browser.get(page)
        counted = []
        for issuer in ("", ISSUER):
            settings.PORTAL_ISSUER = issuer
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(page).status_code == 200
            counted.append(len(asked))
        assert counted[1] == counted[0] + 1, page


def test_the_bundled_portal_is_not_there_unless_asked_for(client: Client, db: None) -> None:
    assert configured.PORTAL_PROVIDER is False
    for address in ("/.well-known/openid-configuration", "/.well-known/jwks.json", "/identity/o/authorize"):
        assert client.get(address).status_code == 404
    assert client.post("/identity/o/api/token").status_code == 404


@pytest.mark.parametrize(
    ("on", "hosts", "refused"),
    [
        (True, ["127.0.0.1", "localhost"], False),
        (True, ["127.0.0.1", "yingbao.wulingyuan.gov.cn"], True),
        (True, ["*"], True),
        (False, ["yingbao.wulingyuan.gov.cn"], False),
    ],
)
def test_a_trial_portal_is_refused_on_a_network(
    settings: Any, on: bool, hosts: list[str], refused: bool
) -> None:
    settings.PORTAL_PROVIDER, settings.ALLOWED_HOSTS = on, hosts

    assert [each.id for each in a_trial_portal_stays_on_one_machine(None)] == ["yingbao.E024"] * refused
