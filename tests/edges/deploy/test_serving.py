"""What every page needs is read before the workers part, not with the first page of each."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError, connections

from tests.people import WULINGYUAN, Cast
from yingbao.law import packs as written
from yingbao.office.determination import reading_ahead as rules
from yingbao.office.determination.packs import _read, pack_of
from yingbao.office.register.sealing import write_new_keys
from yingbao.project import reading_ahead
from yingbao.project.environment import env_database
from yingbao.values.month import Month

pytestmark = pytest.mark.about_databases

ROOT = Path(__file__).resolve().parents[3]


def test_rules_of_every_county_with_officers_are_read(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    june = Month(2026, 6)
    _read.cache_clear()

    read = rules.read_rules_in_use(june.first_day)
    monkeypatch.setattr(written, "load", lambda *asked: pytest.fail("read once more"))

    assert {county for county, _ in read} == {WULINGYUAN, "500156"}
    assert {month for _, month in read} == {june}
    assert pack_of(WULINGYUAN, june).programmes


@pytest.mark.parametrize("trouble", [None, DatabaseError("no such table")])
def test_no_connection_is_left_for_workers_to_share(
    monkeypatch: pytest.MonkeyPatch, trouble: Exception | None
) -> None:
    closed = []

    def read(today: object) -> None:
        if trouble:
            raise trouble

    monkeypatch.setattr(rules, "read_rules_in_use", read)
    monkeypatch.setattr(type(connections), "close_all", lambda self: closed.append(self))

    reading_ahead.read_ahead()

    assert len(closed) == 1


def test_what_is_served_reads_ahead_even_before_there_are_tables(tmp_path: Path) -> None:
    write_new_keys(tmp_path / "keys" / "register.key")
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("YINGBAO_", "DJANGO_"))
    }
    ours = {
        "YINGBAO_SECRET_KEY": "0123456789abcdef" * 5,
        "YINGBAO_HOME": str(tmp_path),
        "YINGBAO_PLAIN_HTTP": "1",
        "PYTHONPATH": str(ROOT / "src"),
    }
    served = subprocess.run(
        [sys.executable, "-c", "import yingbao.project.wsgi"],
        env=clean | ours,
        capture_output=True,
        check=False,
        text=True,
    )

    assert served.returncode == 0, served.stderr
    assert "The rules are read with the first page" in served.stderr


def test_workers_part_after_the_rules_are_read() -> None:
    told = runpy.run_path(str(ROOT / "deploy" / "gunicorn.conf.py"))
    unit = (ROOT / "deploy" / "yingbao-web.service").read_text()

    assert told["preload_app"] is True
    assert told["wsgi_app"] == "yingbao.project.wsgi"
    assert "gunicorn --config deploy/gunicorn.conf.py" in unit


def test_a_connection_is_kept_from_page_to_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YINGBAO_DATABASE", "postgresql://yingbao_app:secret@127.0.0.1:5432/yingbao")

    told = env_database("YINGBAO_DATABASE", Path("unused"))

    assert told["CONN_MAX_AGE"] > 0
    assert told["CONN_HEALTH_CHECKS"], "the server may have been started anew meanwhile"
