"""The demo is the same every time, opens in other people's programs, and contradicts itself nowhere."""

import hashlib
import json
from pathlib import Path

import openpyxl
import pytest
import xlrd

from demo import months, numbers, rules, world
from demo.anomalies.pool import UnexpectedFinding, check
from demo.findings import compare
from demo.generate import generate
from demo.people import LIVING, NURSING
from demo.population import settle
from tests.demo.conftest import SCALE


@pytest.fixture(scope="module")
def districts() -> dict[str, world.District]:
    return world.build(SCALE)


def digests(folder: Path) -> dict[str, str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_the_same_scale_writes_the_same_bytes(files: Path, tmp_path: Path) -> None:
    generate(tmp_path, scale=SCALE, processes=1)
    assert digests(tmp_path) == digests(files)


def test_one_district_alone_is_as_it_is_beside_the_other(files: Path, tmp_path: Path) -> None:
    generate(tmp_path, scale=SCALE, only="430811", processes=1)
    written = digests(tmp_path)
    assert written == {path: digest for path, digest in digests(files).items() if "500156" not in path}


@pytest.mark.parametrize("district", world.DISTRICTS)
def test_every_file_opens_and_holds_the_rows_it_should(files: Path, district: str) -> None:
    for entry in json.loads((files / "truth" / f"rosters-{district}.json").read_text("utf-8")):
        path = files / district / entry["month"] / entry["file"]
        assert count_lines(path) >= entry["rows"]


def count_lines(path: Path) -> int:
    if path.suffix == ".xls":
        return int(xlrd.open_workbook(str(path)).sheet_by_index(0).nrows)
    if path.suffix == ".csv":
        content = path.read_bytes()
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return len(content.decode(encoding).splitlines())
            except UnicodeDecodeError:
                continue
    book = openpyxl.load_workbook(path, read_only=True)
    return max(sum(1 for _ in sheet.iter_rows()) for sheet in book)


def test_nobody_ordinary_is_on_any_list(districts: dict[str, world.District]) -> None:
    for district in districts.values():
        planted = {planted.finding for planted in district.pool.expected}
        assert {finding.key for finding in compare(district.people, district.place)} == planted


def test_an_anomaly_nobody_planted_stops_the_demo(districts: dict[str, world.District]) -> None:
    district = districts["430811"]
    with pytest.raises(UnexpectedFinding):
        check(district.pool, district.findings[1:])


def test_nobody_ordinary_is_unknown(districts: dict[str, world.District]) -> None:
    for district in districts.values():
        asked = {finding.number for finding in district.findings if finding.list == "ask"}
        for person in district.people:
            if person.cards and person.number not in asked:
                answers = [rules.answer(person, district.place, p, months.NOW)[0] for p in rules.PROGRAMMES]
                assert None not in answers


def test_every_kind_of_anomaly_is_planted_in_both_districts(districts: dict[str, world.District]) -> None:
    kinds = [{(f.list, f.reason) for f in district.findings} for district in districts.values()]
    # Only where the rate goes by grade does a change of grade change the amount.
    assert kinds[1] - kinds[0] == {("changed", "amount_changed")}
    assert kinds[0] <= kinds[1]


def test_numbers_check_and_nobody_has_two(districts: dict[str, world.District]) -> None:
    everybody = {id(person): person for district in districts.values() for person in district.people}
    issued = [person.number for person in everybody.values()]
    assert len(set(issued)) == len(issued)
    assert all(numbers.check_digit(number[:17]) == number[17] for number in issued)
    assert all(int(number[14:17]) >= 900 for number in issued)
    assert all(int(person.number[16]) % 2 == person.male for person in everybody.values())


def test_the_districts_look_as_the_statistics_say() -> None:
    place = world.places.read("430811")
    holders = [person for person in settle(place) if person.cards]
    assert len(holders) == 2085
    assert 0.70 < sum(person.rural for person in holders) / len(holders) < 0.78
    assert 0.38 < sum(person.cards[-1].grade in (1, 2) for person in holders) / len(holders) < 0.48
    assert 0.12 < sum(bool(person.on("dibao", months.NOW)) for person in holders) / len(holders) < 0.18


def test_most_people_of_wulong_carry_codes_of_former_counties(districts: dict[str, world.District]) -> None:
    holders = [person for person in districts["500156"].people if person.cards]
    assert sum(person.number.startswith("500156") for person in holders) / len(holders) < 0.1


def test_the_population_serves_benchmarks_of_any_size() -> None:
    assert sum(bool(person.cards) for person in settle(world.places.read("430811", 30_000 / 2085))) == 30_000


def test_story_people_are_where_the_stories_say(districts: dict[str, world.District]) -> None:
    stories = {(f.name, f.list, f.programme, f.reason, f.since) for f in districts["430811"].findings}
    assert ("王秀兰", "wrong", NURSING, "certificate_unexpired", "2026-04") in stories
    assert ("李明", "missed", NURSING, "not_enrolled", "2026-05") in stories
    assert ("陈桂香", "wrong", LIVING, "alive", "2026-01") in stories
