"""yingbao amendments: files and table compared, and mended; yingbao pack check reads amendments too."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.office.rulebook.proposals import approved
from tests.people import Cast

pytestmark = pytest.mark.django_db


def run(*words: str) -> tuple[str, int]:
    out = StringIO()
    try:
        call_command(*words, stdout=out, stderr=out, skip_checks=True)
    except SystemExit as stop:
        return out.getvalue(), int(stop.code or 0)
    return out.getvalue(), 0


@pytest.fixture
def file(cast: Cast, tmp_path: Path, settings: Any, django_capture_on_commit_callbacks: Any) -> Path:
    settings.AMENDMENTS_DIR = tmp_path / "amendments"
    with django_capture_on_commit_callbacks(execute=True):
        approved(cast.zhou_min, cast.xiang_dong)
    return next(tmp_path.rglob("*.yaml"))


def test_a_lost_file_is_told_and_written_again(file: Path) -> None:
    assert run("amendments", "check")[1] == 0
    file.unlink()

    said, code = run("amendments", "check")
    assert code == 3
    assert str(file) in said
    assert run("amendments", "restore")[1] == 0
    assert file.exists()


def test_what_nobody_approved_is_told_and_not_taken_for_right(file: Path) -> None:
    stranger = file.with_name("0009-x.yaml")
    stranger.write_text("id: 0009-x\n")

    assert run("amendments", "restore")[1] == 3
    assert stranger.exists()
