"""A bank's file in its folder is on the disk, name and all, whoever put it there."""

from pathlib import Path

import pytest

from yingbao.edges.exchange.banks import handing_over
from yingbao.edges.exchange.banks.handing_over import put


def test_a_name_given_by_somebody_who_died_is_put_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, "roll.csv", b"1")
    settled: list[Path] = []
    monkeypatch.setattr(handing_over, "settle", settled.append)

    assert put(tmp_path, "roll.csv", b"1") == path
    assert settled == [tmp_path]
