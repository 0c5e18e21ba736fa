"""`yingbao pack check` and `yingbao pack show`."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import translation

from tests.unit.law.policy import CARE, write_policy


def run(*words: str) -> tuple[str, int]:
    out = StringIO()
    try:
        call_command("pack", *words, stdout=out, stderr=out)
    except SystemExit as stop:
        return out.getvalue(), int(stop.code or 0)
    return out.getvalue(), 0


@pytest.fixture
def sound(tmp_path):
    return ["--policy", str(write_policy(tmp_path))]


@pytest.fixture
def spoilt(tmp_path):
    wrong = CARE.replace("grade IN", "grad IN")
    return ["--policy", str(write_policy(tmp_path, packs__cn__programmes__care__care=wrong))]


def test_a_sound_policy_ends_well(sound):
    said, code = run(*sound, "check", "--all")

    assert code == 0
    assert said.count("\n") == 1


def test_problems_are_printed_and_the_command_ends_with_3(spoilt):
    said, code = run(*spoilt, "check", "cn-50")

    assert code == 3
    assert "packs/cn/programmes/care/care.yaml:14:11: 不认识“grad”" in said


def test_problems_are_said_in_english_to_who_reads_english(spoilt):
    with translation.override("en"):
        said, _ = run(*spoilt, "check")

    assert "“grad” is not known; did you mean “grade”?" in said


def test_a_pack_that_is_not_there_ends_with_5(sound):
    assert run(*sound, "check", "cn-99")[1] == 5
    assert run(*sound, "show", "cn-99")[1] == 5


def test_a_pack_is_shown_in_words_with_its_rates_by_date(sound):
    said, code = run(*sound, "show", "cn-50")

    assert code == 0
    assert "■ 护理补贴  [care]" in said
    assert "一级或二级  (grade IN (1, 2))  [残疾人保障法:第四十八条]" in said
    assert "自 2022-10 起：1 → 90.00 元，2 → 80.00 元" in said
    assert "（示例值，待核）" in said


def test_a_pack_is_shown_as_it_is_in_one_month(sound):
    said, _ = run(*sound, "show", "cn-50", "--month", "2022-10")

    assert "90.00" in said
    assert "110.00" not in said


def test_a_month_that_is_none_is_wrong_usage_and_one_outside_is_not_found(sound):
    assert run(*sound, "show", "cn-50", "--month", "June")[1] == 2
    assert run(*sound, "show", "cn-50", "--month", "2015-12")[1] == 5


def test_a_spoilt_pack_is_not_shown(spoilt):
    assert run(*spoilt, "show", "cn-50")[1] == 3
