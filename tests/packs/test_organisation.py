"""Units, indicators and time limits say what the plans, the list of divisions and the laws say."""

import csv
import re
from collections import Counter
from functools import cache

import pytest

from tests.packs.loaded import DISTRICTS, POLICY, pack_of
from yingbao.law import texts
from yingbao.law.packs.coverage import read_plan
from yingbao.law.packs.indicators import Indicator
from yingbao.law.packs.records import Records, records_of
from yingbao.law.plans.document import Indicator as Row
from yingbao.law.plans.document import PlanDocument
from yingbao.law.plans.numerals import whole_number
from yingbao.values.month import Month

NATURES = {"约束性": "binding", "预期性": "expected"}
NUMERAL = re.compile("[一二三四五六七八九十]+|[0-9]+")
DECIMAL = re.compile("([一二三四五六七八九])点([一二三四五六七八九])")
LAWS = {
    "法律援助法": "legal-aid-law",
    "信访工作条例": "regulations-on-petition-work",
    "行政复议法": "administrative-reconsideration-law",
    "重庆市残疾人保障条例": "chongqing-ordinance-on-the-protection-of-persons-with-disabilities",
}
SOURCE = re.compile(f"({'|'.join(LAWS)})(第[一二三四五六七八九十]+条)")


@cache
def records(district: str) -> Records:
    return records_of(pack_of(district))


@cache
def plan(district: str) -> PlanDocument:
    path = records(district).plan
    assert path is not None
    return read_plan(path)


@cache
def article(law: str, name: str) -> str:
    document = texts.load((POLICY / "laws" / f"{LAWS[law]}.yaml").read_text(encoding="utf-8"))
    return str(document["articles"][name])


def numbers_of(text: str) -> set[int]:
    """The numbers of an article; one and a half per cent is fifteen per mille."""
    whole = {whole_number(found) for found in NUMERAL.findall(text)}
    return whole | {whole_number(one) * 10 + whole_number(tenth) for one, tenth in DECIMAL.findall(text)}


def target_of(row: Row) -> tuple[int | None, str]:
    digits = re.sub("[^0-9]", "", row.target)
    return (int(digits) if digits else None, ">" if row.target.startswith("＞") else ">=")


def of_clause(district: str, clause: str) -> list[Indicator]:
    found = records(district).indicators.values()
    return [each for each in found if any(c.is_plan and c.clause == clause for c in each.citations)]


def test_wulingyuan_has_an_indicator_for_each_row_of_its_table_with_the_printed_target() -> None:
    rows = plan("cn-430811").indicators
    assert len(rows) == 11
    for row in rows:
        (indicator,) = of_clause("cn-430811", row.id)
        printed, bound = target_of(row)
        assert indicator.target.value == printed, row.id
        assert printed is None or indicator.target.bound == bound, row.id
        assert indicator.nature == NATURES[row.type], row.id
        assert indicator.name.zh == row.name
        assert not indicator.borrowed


@pytest.mark.parametrize("district", DISTRICTS)
def test_an_indicator_is_borrowed_exactly_when_its_own_plan_does_not_name_it(district: str) -> None:
    wrong = [
        each.id
        for each in records(district).indicators.values()
        if each.borrowed == any(citation.is_plan for citation in each.citations)
    ]

    assert wrong == []


def test_wulong_borrows_nine_rows_of_the_nations_table_and_wulingyuan_none() -> None:
    borrowed = Counter(d for d in DISTRICTS for each in records(d).indicators.values() if each.borrowed)

    assert borrowed == {"cn-500156": 9}


def test_wulingyuan_keeps_its_two_targets_for_devices_apart() -> None:
    found = records("cn-430811").indicators

    assert [found[name].target.value for name in ("device_fitting_rate", "basic_device_rate")] == [98, 95]
    assert found["device_fitting_rate"].among != found["basic_device_rate"].among


@pytest.mark.parametrize(
    ("level", "parameter"), [("village", "liaison_workers"), ("township", "part_time_members")]
)
def test_wulong_counts_one_worker_for_each_village_and_one_member_for_each_township(
    level: str, parameter: str
) -> None:
    with (POLICY / "packs" / "cn-500156" / "divisions.csv").open(encoding="utf-8") as rows:
        places = sum(row["level"] == level for row in csv.DictReader(rows))
    dated = pack_of("cn-500156").parameters[parameter].on(Month.parse("2024-06"))

    assert dated is not None
    assert dated.value == places


@pytest.mark.parametrize("district", DISTRICTS)
def test_a_limit_taken_from_a_law_stands_in_the_article(district: str) -> None:
    """Sixty days from article 34 are written in article 34; no limit is put into a law's mouth."""
    checked = 0
    for parameter in pack_of(district).parameters.values():
        for dated in parameter.values:
            source = SOURCE.search(dated.source)
            if dated.sure != "stated" or not isinstance(dated.value, int) or source is None:
                continue
            assert dated.value in numbers_of(article(*source.groups())), (parameter.id, dated.source)
            checked += 1
    assert checked > 15


@pytest.mark.parametrize("district", DISTRICTS)
def test_the_first_task_is_led_by_the_successor_once_the_bureau_was_merged(district: str) -> None:
    units = records(district).units
    (lead,) = plan(district).tasks[0].lead
    bureau = units.find(lead)

    assert bureau is not None
    assert bureau.id == "rural_revitalisation"
    assert units.in_charge(bureau, Month.parse("2023-12")).id == "rural_revitalisation"
    assert units.in_charge(bureau, Month.parse("2024-01")).id == "agriculture"


def test_one_bureau_is_known_by_all_the_names_the_plan_prints() -> None:
    units = records("cn-430811").units
    printed = ("区卫健局", "区卫生健局", "区卫生健康局")

    assert {unit.id for name in printed if (unit := units.find(name))} == {"health"}
    assert all(units.find(name) for name in printed)
