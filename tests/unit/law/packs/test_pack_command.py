"""`yingbao pack check` and `yingbao pack show`."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import translation

from tests.unit.law.policy import CARE, write_policy
from tests.unit.law.small_plan import write_district
from yingbao.law.packs.reference import FUNCTIONS
from yingbao.law.rules.terms import CHINESE_FUNCTIONS, FORMS


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


def test_pages_of_reference_are_made_and_found_stale(tmp_path):
    policy, pages = write_district(tmp_path / "policy"), tmp_path / "pages"
    asked = ["--policy", str(policy), "reference", "--folder", str(pages)]

    assert run(*asked)[1] == 3
    assert run(*asked, "--write")[1] == 0
    assert run(*asked)[1] == 0
    facts = (pages / "facts.md").read_text()
    assert "| `grade` | 等级 · grade | integer | 1–4 | 几级？ · Which grade? |" in facts
    processes = (pages / "processes.md").read_text()
    accept = "| 受理 · accept | 受理 · takes the application | 村（社区） · villages | 5个工作日（待核） | 身份证 |"
    assert accept in processes
    assert "| 5个工作日（待核） + 5个工作日（待核） |" in processes
    assert "| `poverty_office` | 区扶贫办 · poverty office |" in (pages / "units.md").read_text()
    assert "| 护理补贴 · Care subsidy | 特困" in (pages / "relations.md").read_text().replace(
        "on_tekun", "特困"
    )

    (policy / "owed.yaml").write_text("visit: {zh: 次看望, en: call}\n")
    said, code = run(*asked)
    assert (code, "kinds.md" in said, "facts.md" in said) == (3, True, False)


def test_no_page_is_made_of_a_spoilt_policy(spoilt, tmp_path):
    said, code = run(*spoilt, "reference", "--write", "--folder", str(tmp_path / "pages"))

    assert code == 3
    assert "care.yaml:14:11" in said
    assert not (tmp_path / "pages").exists()


def test_every_function_of_a_rule_is_described():
    assert set(FUNCTIONS) == set(FORMS) == set(CHINESE_FUNCTIONS.values())
