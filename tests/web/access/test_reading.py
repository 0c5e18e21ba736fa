"""Text size, contrast, spacing and language: a cookie, no JavaScript, back to the same page."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_choice_is_kept_and_shown(client: Client) -> None:
    answer = client.post("/reading", {"text": "largest", "next": "/sign-in?next=/"})
    client.post("/reading", {"contrast": "high"})
    page = client.get("/sign-in").content.decode()

    assert answer.headers["Location"] == "/sign-in?next=/"
    assert "yb-text-largest yb-contrast-high yb-spacing-standard" in page
    assert 'value="largest" aria-pressed="true"' in page


def test_an_unknown_choice_changes_nothing(client: Client) -> None:
    client.post("/reading", {"text": "enormous"})
    client.cookies["reading"] = "<script>.x.y"

    assert (
        "yb-text-standard yb-contrast-standard yb-spacing-standard" in client.get("/sign-in").content.decode()
    )


@pytest.mark.parametrize(
    ("language", "lang", "word"), [("en", 'lang="en"', "Sign in"), ("zh-hans", 'lang="zh-Hans"', "登录")]
)
def test_the_language_is_changed(client: Client, language: str, lang: str, word: str) -> None:
    client.post("/language", {"language": language})
    page = client.get("/sign-in").content.decode()

    assert f"<html {lang}" in page
    assert f'<h1 class="govuk-heading-l">{word}</h1>' in page


def test_an_unknown_language_changes_nothing(client: Client) -> None:
    answer = client.post("/language", {"language": "xx"})

    assert "django_language" not in answer.cookies
