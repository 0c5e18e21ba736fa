"""The whole round, on this machine: this product as the portal (localhost) of itself (127.0.0.1)."""

import html
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from allauth.idp.oidc.models import Client as KnownClient
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from tests.functional.test_every_page import faults
from tests.people import PASSWORD, Cast, make_cast
from yingbao.edges.web.access import portal_provider, portal_urls
from yingbao.edges.web.access.portal_client import mark_of_subject
from yingbao.edges.web.urls import urlpatterns
from yingbao.office.access.actions import link_portal
from yingbao.office.audit.models import Act

SECRET = "the secret of the round"


class BothSides:
    urlpatterns = [*urlpatterns, *portal_urls.urlpatterns, *portal_provider.urlpatterns]


class Browser:
    """Goes from page to page as a browser does: forms with their hidden fields, cookies by host."""

    def __init__(self) -> None:
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["Accept-Language"] = "zh"

    def open(self, address: str) -> requests.Response:
        return self.session.get(address, timeout=20)

    def send(self, page: requests.Response, action: str, **typed: str) -> requests.Response:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert token, page.url
        here = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
        data = typed | {"csrfmiddlewaretoken": token[1]}
        headers = {"Referer": page.url}
        return self.session.post(here + action, data=data, headers=headers, timeout=20)


def go_on(browser: Browser, page: requests.Response) -> requests.Response:
    """Follow a page that goes on by itself."""
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.text)
    assert found, page.text
    return browser.open(html.unescape(found[1]))


@pytest.fixture
def here(settings: Any, live_server: Any) -> str:
    """Return the address at which the product uses the portal; the portal is the same one as localhost."""
    port = urlsplit(live_server.url).port
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
    settings.ROOT_URLCONF = BothSides
    settings.PORTAL_ISSUER, settings.PORTAL_NAME = f"http://localhost:{port}", "试用门户"
    settings.PORTAL_CLIENT_ID, settings.PORTAL_CLIENT_SECRET = "round", SECRET
    key = rsa.generate_private_key(65537, 2048)
    settings.IDP_OIDC_PRIVATE_KEY = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    known = KnownClient(id="round", name="应保", skip_consent=True)
    known.set_secret(SECRET)
    known.set_redirect_uris([f"http://127.0.0.1:{port}/sign-in/portal/back"])
    known.save()
    return f"http://127.0.0.1:{port}"


@pytest.fixture
def officers(transactional_db: None) -> Cast:
    return make_cast()


def through_the_portal(browser: Browser, here: str, account: str) -> requests.Response:
    """Press the button, sign in at the portal as this account, and come back; both pages go on by themselves."""
    start = browser.open(f"{here}/sign-in")
    at_portal = go_on(browser, browser.send(start, "/sign-in/portal"))
    assert urlsplit(at_portal.url).hostname == "localhost"
    after = re.search(r'name="next" value="([^"]+)"', at_portal.text)
    assert after
    given = {"login": account, "password": PASSWORD, "next": html.unescape(after[1])}
    return go_on(browser, browser.send(at_portal, "/sign-in", **given))


@pytest.mark.slow
def test_the_whole_round_with_the_bundled_portal(officers: Cast, here: str) -> None:
    """A stranger learns the identifier, it is entered, and the next time the account opens."""
    stranger = Browser()
    told = through_the_portal(stranger, here, "zhou_min")
    assert told.status_code == 403
    identifier = re.search(r'<code class="yb-key">([^<]+)</code>', told.text)
    assert identifier
    assert stranger.open(f"{here}/roles/").url.startswith(f"{here}/sign-in")

    mark = mark_of_subject(identifier[1])
    link_portal(officer=officers.xiang_dong, mark=mark, reason="本人申请", by="test")
    browser = Browser()
    arrived = through_the_portal(browser, here, "zhou_min")

    assert arrived.status_code == 200
    assert urlsplit(arrived.url).netloc == urlsplit(here).netloc
    assert "向东" in browser.open(f"{here}/roles/").text
    assert Act.objects.filter(verb="access.officer.signed_in", by="xiang_dong").count() == 1
    assert SocialAccount.objects.count() == 1


def fits(page: Page) -> list[str]:
    """Return what is wrong with the page as it stands: accessibility faults, and sideways scrolling."""
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*faults(page), *([f"{over} px too wide"] if over > 0 else [])]


@pytest.mark.browser
@pytest.mark.slow
def test_the_pages_on_the_way_are_free_of_faults_and_fit_a_phone(
    officers: Cast, here: str, browser: Chromium
) -> None:
    context = browser.new_context(locale="zh-CN", viewport={"width": 320, "height": 700})
    page, found = context.new_page(), {}
    page.goto(f"{here}/sign-in")
    found["signing in"] = fits(page)

    # The page goes on by itself: an empty answer keeps it standing.
    page.route("http://localhost:*/**", lambda route: route.fulfill(status=204))
    page.get_by_role("button", name="用试用门户登录").click()
    page.get_by_role("heading", name="前往试用门户").wait_for()
    found["on the way"] = fits(page)
    page.unroute_all()
    page.get_by_role("link", name="前往试用门户").click()
    page.get_by_label("用户名").fill("zhou_min")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_label("密码").press("Enter")
    page.locator("code.yb-key").wait_for()
    found["not tied yet"] = fits(page)

    page.goto(f"{here}/sign-in/portal/back?state=somebody-elses&code=x")
    page.get_by_role("heading", name="没有登录").wait_for()
    found["unusable"] = fits(page)
    context.close()

    assert found == {"signing in": [], "on the way": [], "not tied yet": [], "unusable": []}
