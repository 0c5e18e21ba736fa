"""`yingbao calendar show`: a year's days off, and how sure they are."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import translation


def shown(*words: str) -> str:
    out = StringIO()
    call_command("calendar", "show", *words, stdout=out, stderr=out)
    return out.getvalue()


def test_a_year_of_the_file_names_its_notice() -> None:
    said = shown("2026")

    assert "国务院办公厅关于2026年部分节假日安排的通知（2025-11-04）" in said
    assert "休  10-01 周四、10-02 周五" in said
    assert "班  02-28 周六" in said
    assert "248 天" in said


def test_a_year_of_the_library_is_told_with_its_feasts() -> None:
    assert "休  01-01 周二  元旦" in shown("2008")


def test_a_year_nobody_published_says_so() -> None:
    with translation.override("en"):
        said = shown("2027")

    assert "provisional" in said
    assert "off     01-01 Fri, 05-01 Sat" in said
    assert "清明节" in said


def test_a_calendar_that_is_wrong_ends_with_3(tmp_path: Path) -> None:
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "cn.yaml").write_text("soon: {}\n", encoding="utf-8")

    with pytest.raises(SystemExit) as stopped:
        call_command("calendar", "--policy", str(tmp_path), "show", "2027", stderr=StringIO())

    assert stopped.value.code == 3
