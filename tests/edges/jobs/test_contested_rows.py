"""A contested row opens nobody's file: a number with any name beside it is no way to a stranger."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.people import FENGSHAN, PASSWORD, WULINGYUAN, Cast, make_person
from tests.rosters import number, payee, write_xlsx
from yingbao.edges.jobs.rosters import apply_source, read_source
from yingbao.office.register.actions.rosters.receiving import Statement, confirm_roster, receive_roster
from yingbao.office.register.models import Conflict, Person, Source, Standing
from yingbao.values.month import Month
from yingbao.values.resident_id import ResidentId

NOON = datetime(2026, 6, 15, 4, tzinfo=UTC)
CARDS = ("姓名", "身份证号", "残疾人证号", "残疾类别", "残疾等级", "发证日期", "有效期至", "状态")
DEATHS = ("姓名", "身份证号", "死亡日期")
STRANGER = "古月胡"


def now() -> datetime:
    return NOON


def bring(path: Path, cast: Cast, kind: str) -> Source:
    said = Statement(path.name, kind, WULINGYUAN, Month(2026, 6))
    by = cast.xiang_dong if kind == "two-allowances-payees" else cast.zhou_min
    source = receive_roster(pieces=[path.read_bytes()], said=said, at=NOON, by=by).source
    return apply_source(confirm_roster(source=read_source(source, now), by=by), now)


@pytest.fixture(autouse=True)
def _uploads_and_files(settings: Any, tmp_path: Path) -> None:
    settings.UPLOAD_DIR = tmp_path / "uploads"
    settings.STATIC_ROOT = tmp_path
    backend = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}


@pytest.fixture
def stranger(cast: Cast) -> Person:
    """Someone whom only 武隆区 knows."""
    return make_person(STRANGER, f"{FENGSHAN}001", number=ResidentId(number(1)))


def card(part: int, certificate: int, name: str) -> Sequence[Any]:
    return [name, number(part), f"{number(certificate)}42", "肢体", 2, "2020-01-01", "2029-12-31", "有效"]


def wrong_name(folder: Path) -> Path:
    return write_xlsx(folder / "p.xlsx", [payee(1, _1="无此人"), payee(3)])


def stands_here(person: Person) -> bool:
    return Standing.objects.filter(person=person, county=WULINGYUAN).exists()


def test_a_wrong_name_beside_a_strangers_number_shows_the_county_nothing(
    cast: Cast, stranger: Person, tmp_path: Path
) -> None:
    source = bring(wrong_name(tmp_path), cast, "two-allowances-payees")
    conflict = Conflict.objects.get()
    browser = Client()
    browser.post("/sign-in", {"login": "zhou_min", "password": PASSWORD})

    assert (conflict.kind, conflict.division_code[:6]) == ("second_holder", WULINGYUAN)
    assert not stands_here(stranger)
    assert browser.get(f"/persons/{stranger.pk}").status_code == 404
    assert browser.post(f"/numbers/person.number/{stranger.pk}", {"reason": "查看"}).status_code == 404
    assert f"/persons/{stranger.pk}" not in browser.get(f"/persons/?name={STRANGER}").content.decode()
    for page in ("/conflicts/", f"/conflicts/{conflict.pk}", f"/rosters/{source.pk}"):
        shown = browser.get(page).content.decode()
        assert "无此人" in shown, page
        for secret in (STRANGER, "复兴社区", f"/persons/{stranger.pk}"):
            assert secret not in shown, page


def test_one_of_two_numbers_that_is_a_strangers_shows_the_county_nothing(
    cast: Cast, stranger: Person, tmp_path: Path
) -> None:
    for part, certificate in ((1, 3), (5, 1)):
        rows = [card(part, certificate, "无此人")]
        bring(write_xlsx(tmp_path / f"{part}.xlsx", rows, CARDS), cast, "certificates")

    assert Conflict.objects.filter(kind="two_numbers").count() == 2
    assert not stands_here(stranger)


def test_a_contradiction_about_a_stranger_shows_the_county_nothing(
    cast: Cast, stranger: Person, tmp_path: Path
) -> None:
    stranger.death_set.create(died_on="2026-05-03", source=stranger.source)
    path = write_xlsx(tmp_path / "d.xlsx", [[STRANGER, number(1), "2026-05-04"]], DEATHS)
    bring(path, cast, "deaths")

    assert Conflict.objects.get().kind == "contradicting"
    assert not stands_here(stranger)
