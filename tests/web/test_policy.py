"""Every view says who may run it; one that forgot answers 403."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, path

from tests.web.conftest import SignIn
from yingbao.edges.web.policy import Scope, policy_of
from yingbao.edges.web.urls import urlpatterns
from yingbao.office.audit.models import Act


def patterns(of: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for each in of:
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns)
        else:
            yield each


def test_every_view_declares_its_policy() -> None:
    assert [p.name for p in patterns(get_resolver().url_patterns) if policy_of(p.callback) is None] == []


def test_only_coming_in_and_reading_preferences_are_open_to_all() -> None:
    open_to_all = {
        p.name
        for p in patterns(get_resolver().url_patterns)
        if (declared := policy_of(p.callback)) and declared.scope is Scope.PUBLIC
    }

    assert open_to_all == {
        "account_login",
        "account_logout",
        "health",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "reading_change",
        "language_change",
        "notice_public",
    }


def test_what_writes_is_never_reached_by_get() -> None:
    for pattern in patterns(get_resolver().url_patterns):
        declared = policy_of(pattern.callback)
        assert declared is not None
        assert not (declared.writes and declared.methods == ("GET", "HEAD")), pattern.name


def forgetful(request: HttpRequest) -> HttpResponse:
    return HttpResponse("seen")


class Forgetful:
    urlpatterns = [*urlpatterns, path("forgetful", forgetful, name="forgetful")]


def test_a_view_without_a_policy_answers_403(sign_in: SignIn, settings: object) -> None:
    browser = sign_in("zhou_min")
    settings.ROOT_URLCONF = Forgetful  # type: ignore[attr-defined]

    assert browser.get("/forgetful").status_code == 403


def test_signed_out_one_is_asked_to_sign_in(client: Client, db: None) -> None:
    for address in ("/", "/lists/missed", "/persons/", "/rosters/", "/plan/"):
        assert client.get(address).headers["Location"].startswith("/sign-in?next="), address


def test_a_refused_try_is_recorded(sign_in: SignIn) -> None:
    browser = sign_in("guan_li")

    assert browser.get("/persons/").status_code == 403
    act = Act.objects.get(verb="access.page.denied")
    assert (act.by, act.subject, act.detail["permission"]) == (
        "guan_li",
        "page:person_search",
        "view_persons",
    )


def test_pages_about_persons_are_not_kept_by_the_browser(sign_in: SignIn) -> None:
    assert sign_in("zhou_min").get("/").headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_the_content_security_policy_allows_no_inline_style(client: Client) -> None:
    policy = client.get("/sign-in").headers["Content-Security-Policy"]

    assert "style-src 'self'" in [part.strip() for part in policy.split(";")]
    assert "unsafe" not in policy


def test_request_factory_requests_need_an_officer() -> None:
    from yingbao.edges.web.http import officer_of

    request = RequestFactory().get("/")
    request.user = None  # type: ignore[assignment]
    with pytest.raises(TypeError):
        officer_of(request)
