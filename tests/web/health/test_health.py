"""Whoever watches is told one word; the administrator sees every sign, and nobody else."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.office.ledger.bookkeeping import write_month
from tests.people import WULINGYUAN, Cast
from yingbao.edges.web import self_checks
from yingbao.edges.web.health import signs as health
from yingbao.office.audit.actions import record, seal_acts
from yingbao.office.payments.models import BookCheck

AT = datetime(2026, 6, 15, 4, tzinfo=UTC)
SECRET = "0123456789" * 6


@pytest.fixture(autouse=True)
def room(monkeypatch: Any, settings: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(health, "_free_bytes", lambda: health.LEAST_FREE)
    settings.BACKUPS_DIR = tmp_path / "backups"


@pytest.mark.django_db
@pytest.mark.parametrize("broken", ["", "keys", "room", "database"])
def test_whoever_watches_is_told_one_word(
    client: Client, settings: Any, monkeypatch: Any, broken: str
) -> None:
    if broken == "keys":
        settings.KEY_FILE = Path("/nowhere")
    if broken == "room":
        monkeypatch.setattr(health, "_free_bytes", lambda: health.LEAST_FREE - 1)
    if broken == "database":
        monkeypatch.setattr(health, "_database_answers", lambda: False)

    answer = client.get("/health")

    expected = (503, b"not ok") if broken else (200, b"ok")
    assert (answer.status_code, answer.content) == expected


def named(at: datetime) -> dict[str, bool]:
    return {str(sign.name): sign.good for sign in health.signs(at)}


@pytest.mark.django_db
def test_each_sign_turns_when_something_is_wrong(settings: Any) -> None:
    record("a.b.c", by="yingbao work")
    now = timezone.now()
    with_unsealed = list(health.signs(now + timedelta(seconds=61)))
    seal_acts(at=now)
    sealed = list(health.signs(now + timedelta(seconds=61)))

    turned = [str(a.name) for a, b in zip(with_unsealed, sealed, strict=True) if a.good != b.good]
    assert len(turned) == 1
    assert len(sealed) == 10
    # No backup was made and no worker was ever seen here.
    assert [sign.good for sign in sealed].count(False) >= 2
    settings.KEY_FILE = Path("/nowhere")
    assert sum(not good for good in named(now).values()) >= 3


@pytest.mark.django_db
def test_a_book_of_money_that_does_not_fit_is_a_sign(cast: Cast) -> None:
    assert named(AT)["资金账"], "nothing is written in it"
    write_month()
    assert not named(AT)["资金账"], "never checked"
    check = BookCheck.objects.create(county=WULINGYUAN, on=AT, at=AT, transfers=15, faults=0)
    assert named(AT + timedelta(hours=49))["资金账"]
    assert not named(AT + timedelta(hours=51))["资金账"], "not checked last night"
    BookCheck.objects.filter(pk=check.pk).update(faults=1)
    assert not named(AT)["资金账"]


@pytest.mark.django_db
def test_the_administrator_alone_sees_the_signs_by_few_questions(cast: Cast) -> None:
    seen = {}
    for account in ("guan_li", "zhou_min"):
        browser = Client()
        browser.force_login(getattr(cast, account))
        browser.get("/health/")
        with CaptureQueriesContext(connection) as asked:
            seen[account] = browser.get("/health/").status_code
        assert len(asked) <= 25
    assert seen == {"guan_li": 200, "zhou_min": 403}


SERVED = {
    "safe": ({}, []),
    "errors in full": ({"DEBUG": True}, ["yingbao.E021"]),
    "no tls": ({"PLAIN_HTTP": True}, ["yingbao.E022"]),
    "short secret": ({"SECRET_KEY": "short"}, ["yingbao.E023"]),
    "secret of one letter": ({"SECRET_KEY": "k" * 80}, ["yingbao.E023"]),
    "no secret": ({"SECRET_KEY": ""}, ["yingbao.E023"]),
    "a trial on one machine": ({"PLAIN_HTTP": True, "DEBUG": True, "ALLOWED_HOSTS": ["127.0.0.1"]}, []),
}


@pytest.mark.parametrize("case", SERVED)
def test_what_is_unsafe_is_not_served(settings: Any, case: str) -> None:
    changed, expected = SERVED[case]
    safe = {"DEBUG": False, "PLAIN_HTTP": False, "SECRET_KEY": SECRET, "ALLOWED_HOSTS": ["yingbao.example"]}
    for name, value in {**safe, **changed}.items():
        setattr(settings, name, value)

    found = run_checks(tags=[self_checks.SERVING], include_deployment_checks=True)
    assert [problem.id for problem in found] == expected
