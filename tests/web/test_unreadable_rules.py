"""Rules that cannot be read: a page that says where, not an error of ours."""

from pathlib import Path
from typing import Any

import pytest

from tests.people import Cast
from tests.web.conftest import SignIn
from yingbao.law.packs import PackProblems
from yingbao.office.determination import packs
from yingbao.values.month import Month

pytestmark = pytest.mark.django_db
BROKEN = "id: 0001-broken\nname: {zh: 坏, en: broken}\nin_force: {from: 2021-01}\nprogrammes: {nursing_subsidy: {conditions: {severe: {rule: nonsense = 1}}}}\n"


@pytest.mark.parametrize(
    "address", ["/programmes/", "/programmes/nursing_subsidy", "/plan/", "/scenarios/new"]
)
def test_a_broken_amendment_is_told_with_its_file(
    cast: Cast, sign_in: SignIn, settings: Any, tmp_path: Path, address: str
) -> None:
    folder = tmp_path / "cn-430811"
    folder.mkdir()
    (folder / "0001-broken.yaml").write_text(BROKEN)
    settings.AMENDMENTS_DIR = tmp_path

    answer = sign_in("zhou_min").get(address)

    assert answer.status_code == 503
    assert "规则暂时读不出来" in answer.text
    assert "0001-broken.yaml:4" in answer.text
    assert str(tmp_path) not in answer.text


def test_a_page_looks_at_the_shipped_rules_once(
    cast: Cast, sign_in: SignIn, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []
    look = packs._stamp
    monkeypatch.setattr(packs, "_stamp", lambda folder: looked.append(folder) or look(folder))
    client = sign_in("zhou_min")

    assert client.get("/").status_code == 200
    assert looked.count(Path(settings.POLICY_DIR)) == 1
    assert client.get("/").status_code == 200
    assert looked.count(Path(settings.POLICY_DIR)) == 2


def test_what_a_district_changes_meanwhile_is_seen_at_once(settings: Any, tmp_path: Path) -> None:
    settings.AMENDMENTS_DIR = tmp_path
    with packs.looking_once():
        packs.pack_of("430811", Month.parse("2026-06"))
        (tmp_path / "cn-430811").mkdir()
        (tmp_path / "cn-430811" / "0001-broken.yaml").write_text(BROKEN)

        with pytest.raises(PackProblems):
            packs.pack_of("430811", Month.parse("2026-06"))
