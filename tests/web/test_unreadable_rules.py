"""Rules that cannot be read: a page that says where, not an error of ours."""

from pathlib import Path
from typing import Any

import pytest

from tests.people import Cast
from tests.web.conftest import SignIn

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
