"""The crown: of everything planted nothing is overlooked, and nothing else is reported. In both districts."""

from pathlib import Path

import pytest
from django.db.models import Count

from demo.load import load
from demo.world import DISTRICTS
from tests.demo.verdicts import found, planted, read, rows_of
from yingbao.office.determination.models import Decision, Finding
from yingbao.office.register.models import Conflict, Person, Source, Spell

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("district", DISTRICTS)
def test_every_planted_anomaly_is_found(loaded: Path, district: str) -> None:
    assert set(planted(loaded, district)) - set(found(district)) == set()


@pytest.mark.parametrize("district", DISTRICTS)
def test_nothing_else_is_reported(loaded: Path, district: str) -> None:
    assert set(found(district)) - set(planted(loaded, district)) == set()


@pytest.mark.parametrize("district", DISTRICTS)
def test_every_finding_says_since_when(loaded: Path, district: str) -> None:
    now = found(district)
    differing = {
        verdict: (since, now.get(verdict))
        for verdict, since in planted(loaded, district).items()
        if since is not None and now.get(verdict) != since
    }
    assert differing == {}


@pytest.mark.parametrize("district", DISTRICTS)
def test_exactly_the_rows_beyond_repair_are_refused(loaded: Path, district: str) -> None:
    for file in read(loaded, "rosters", district):
        assert rows_of(file).get("refused", set()) == {row["line"] for row in file["refused"]}, file["file"]


@pytest.mark.parametrize("district", DISTRICTS)
def test_rows_that_can_be_mended_with_certainty_are_mended(loaded: Path, district: str) -> None:
    for file in read(loaded, "rosters", district):
        outcomes = rows_of(file)
        damaged = {row["line"] for row in file["repaired"]}
        assert not damaged & outcomes.get("refused", set()), file["file"]


@pytest.mark.parametrize("district", DISTRICTS)
def test_rows_about_two_people_ask_who_is_who(loaded: Path, district: str) -> None:
    asked = set(
        Conflict.objects.filter(division_code__startswith=district).values_list(
            "kind", "source__name", "line"
        )
    )
    for file in read(loaded, "rosters", district):
        for row in file["conflicts"]:
            if row["kind"] != "two_counties":
                assert (row["kind"], file["file"], row["line"]) in asked


def test_people_certified_by_both_districts_are_asked_about(loaded: Path) -> None:
    both = {
        row["id_number"]
        for district in DISTRICTS
        for file in read(loaded, "rosters", district)
        for row in file["conflicts"]
        if row["kind"] == "two_counties"
    }
    assert Conflict.objects.filter(kind="two_counties").aggregate(n=Count("person", distinct=True))[
        "n"
    ] == len(both)


def test_loading_again_changes_nothing(loaded: Path) -> None:
    def state() -> list[int]:
        return [model.objects.count() for model in (Source, Person, Spell, Conflict, Decision, Finding)]

    before = state()
    load(loaded, DISTRICTS, quiet=True)
    assert state() == before
