"""The commands that open an office."""

import io
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.people import PASSWORD
from yingbao.edges.cli.acting import read_officer
from yingbao.office.access.models import Officer

REFUSED, NOT_FOUND = 4, 5


def run(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def exit_code(*words: str) -> int:
    with pytest.raises(CommandError) as refused:
        run(*words)
    return refused.value.returncode


@pytest.fixture
def typed(monkeypatch):
    """What is piped in as the password."""

    def type_in(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{text}\n"))

    return type_in


def test_keys_are_made_once_and_never_overwritten(settings, tmp_path: Path) -> None:
    settings.KEY_FILE = tmp_path / "keys" / "register.key"

    assert str(settings.KEY_FILE) in run("keys", "new")
    before = settings.KEY_FILE.read_bytes()
    assert exit_code("keys", "new") == REFUSED
    assert settings.KEY_FILE.read_bytes() == before


def test_without_keys_nothing_else_runs(tmp_path: Path) -> None:
    env = {
        **os.environ,
        "YINGBAO_HOME": str(tmp_path),
        "YINGBAO_DATABASE": f"sqlite:///{tmp_path}/office.sqlite3",
    }

    done = subprocess.run(
        [sys.executable, "-m", "yingbao.project.main", "officer", "list"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "yingbao keys new" in done.stderr


@pytest.mark.django_db
def test_an_office_is_opened_again_and_again_without_harm() -> None:
    assert run("office", "open", "cn-430811") == run("office", "open", "cn-430811")


@pytest.mark.django_db
@pytest.mark.parametrize("pack", ["nowhere", "../../etc", "cn"])
def test_a_pack_without_divisions_is_not_found(pack: str) -> None:
    assert exit_code("office", "open", pack) == NOT_FOUND


@pytest.mark.django_db
def test_an_officer_is_added_listed_and_switched_off(typed) -> None:
    run("office", "open", "cn-430811")
    typed(PASSWORD)
    add = ["officer", "add", "zhou", "--name", "周敏", "--role", "federation_county", "--division"]

    assert "周敏, federation_county, 武陵源区" in run(*add, "430811")
    assert "zhou\t周敏\tfederation_county\t武陵源区" in run("officer", "list")
    run("officer", "off", "zhou", "--reason", "retired")
    assert "(off)" in run("officer", "list")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("username", "division", "password", "code"),
    [
        ("zhou_min", "430811", PASSWORD, REFUSED),
        ("new", "430811", "short", REFUSED),
        ("new", "110101", PASSWORD, NOT_FOUND),
    ],
)
def test_an_officer_that_cannot_be_added_is_refused(cast, typed, username, division, password, code) -> None:
    typed(password)
    add = ["officer", "add", username, "--name", "周敏", "--role", "township", "--division", division]

    assert exit_code(*add) == code


@pytest.mark.django_db
def test_who_speaks_for_a_lead_unit_says_for_which(cast, typed) -> None:
    add = ["officer", "add", "he_ping", "--name", "何平", "--role", "lead_unit", "--division", "430811"]
    typed(PASSWORD)
    assert exit_code(*add) == REFUSED
    typed(PASSWORD)
    run(*add, "--unit", "health")

    assert Officer.objects.get(username="he_ping").own_unit == "health"


@pytest.mark.django_db
def test_an_officer_acts_by_a_command_on_the_days_of_the_own_post(cast) -> None:
    cast.zhou_min.own_to = timezone.localdate() - timedelta(days=1)
    cast.zhou_min.save()
    with pytest.raises(CommandError) as refused:
        read_officer("zhou_min")
    assert refused.value.returncode == REFUSED
    assert exit_code("roster", "refused", "1", "--by", "zhou_min") == REFUSED
    assert exit_code("determine", "430811", "2026-06", "--by", "zhou_min") == REFUSED

    cast.zhou_min.own_to = timezone.localdate()
    cast.zhou_min.save()
    assert read_officer("zhou_min") == cast.zhou_min


@pytest.mark.django_db
def test_an_account_that_is_switched_off_acts_by_no_command(cast) -> None:
    cast.zhou_min.is_active = False
    cast.zhou_min.save()

    assert exit_code("roster", "refused", "1", "--by", "zhou_min") == NOT_FOUND
    assert exit_code("determine", "430811", "2026-06", "--by", "nobody") == NOT_FOUND


@pytest.mark.django_db
def test_nobody_is_nobody_to_switch_off() -> None:
    assert exit_code("officer", "off", "nobody", "--reason", "retired") == NOT_FOUND
