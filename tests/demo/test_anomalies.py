"""The crown: of everything planted nothing is overlooked, and nothing else is reported. In both districts."""

from pathlib import Path

import pytest
from django.db.models import Count

from demo.load import load
from demo.money import SEATS
from demo.world import DISTRICTS
from tests.demo.verdicts import found, owed_beyond_what_was_paid, planted, planted_money, read, rows_of
from yingbao.office.access.models import Officer
from yingbao.office.casework.models import Award
from yingbao.office.determination.models import Decision, Finding
from yingbao.office.ledger.models import Transfer
from yingbao.office.ledger.queries.checking import check_ledger
from yingbao.office.payments.choices import ProposalState
from yingbao.office.payments.models import Discharge, Receivable, TakeOver
from yingbao.office.payments.queries.recoveries import to_be_recovered
from yingbao.office.provision.models import Due
from yingbao.office.register.models import Conflict, Person, Source, Spell

COUNTED = (Source, Person, Spell, Conflict, Decision, Finding, Award, Due, Discharge, Transfer)
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


@pytest.mark.parametrize("district", DISTRICTS)
def test_what_was_paid_wrongly_is_found_to_the_fen_and_nothing_else(loaded: Path, district: str) -> None:
    """Every row of the wrong list is a difference of money; in the changed ones the county acted in time.

    Who is missed or asked about is on no list, so nothing was paid; who was missed and granted since at a
    desk of the demo is owed it from the month of the application on.
    """
    found_here = owed_beyond_what_was_paid(district)
    awards = Award.objects.filter(county=district, case__isnull=False, first_month="2026-06-01")
    granted = {(each.programme, each.person_id): each.amount_fen for each in awards}
    assert found_here == planted_money(loaded, district) | granted
    wrong = {(each.programme, each.person) for each in planted(loaded, district) if each.list == "wrong"}
    assert wrong == set(found_here) - set(granted)


@pytest.mark.parametrize("district", DISTRICTS)
def test_what_was_paid_too_much_waits_for_a_decision(loaded: Path, district: str) -> None:
    officer = Officer.objects.get(username=SEATS[district][0])
    waiting = {(each.programme, each.person.pk): -each.fen for each in to_be_recovered(officer)}
    assert waiting == {whose: fen for whose, fen in planted_money(loaded, district).items() if fen < 0}
    assert not Receivable.objects.filter(county=district).exists()


@pytest.mark.parametrize("district", DISTRICTS)
def test_everyone_paid_by_the_lists_is_taken_over(loaded: Path, district: str) -> None:
    takeovers = TakeOver.objects.filter(county=district).order_by("programme")
    assert [each.state for each in takeovers] == [ProposalState.APPROVED] * 2
    assert {each.decided_by for each in takeovers} == {SEATS[district][1]}
    assert [(each.counts["awarded"], each.counts["no_amount"]) for each in takeovers] == [(0, 0)] * 2
    assert check_ledger(district).wrong == []


def test_loading_again_changes_nothing(loaded: Path) -> None:
    def state() -> list[int]:
        return [model.objects.count() for model in COUNTED]

    before = state()
    load(loaded, DISTRICTS, quiet=True)
    assert state() == before
