"""Grace and arrears of a certificate stand at nought until two officers say otherwise; then they are owed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.office.determination.register_of import cover, holder
from tests.office.provision.awards import awarded, dues_of
from tests.people import NOON, WULINGYUAN, Cast, make_certificate, make_number
from yingbao.edges.jobs.reckonings import ask_for_what_is_owed
from yingbao.law.facts.problems import PackProblems, Problems
from yingbao.law.packs import Pack
from yingbao.law.packs.edits import Edit, What, say_now
from yingbao.office.determination.actions import determine
from yingbao.office.determination.packs import pack_of
from yingbao.office.provision.actions.reckoning import ask_for_stale_months, carry_out_reckoning
from yingbao.office.provision.programmes import ARREARS, GRACE
from yingbao.office.provision.queries import reckonings
from yingbao.office.register.models import Certificate, Person
from yingbao.office.rulebook.actions import Proposal, approve, propose
from yingbao.values.month import Month
from yingbao.values.sure import Sure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("compared_only")]
JANUARY, JUNE = Month(2026, 1), Month(2026, 6)
MONTHS = [JANUARY + n for n in range(6)]
RATE, TODAY = 11_000, date(2026, 6, 15)


@pytest.fixture(autouse=True)
def _amendments(tmp_path: Path, settings: Any) -> None:
    settings.AMENDMENTS_DIR = tmp_path / "amendments"


@pytest.fixture
def confirm(cast: Cast, django_capture_on_commit_callbacks: Any) -> Callable[[str, int], None]:
    """One officer proposes what the county's document says, another approves it."""

    def agree(name: str, months: int) -> None:
        now = say_now(pack_of(WULINGYUAN, JANUARY), What.VALUE, name, str(JANUARY))
        said = {"value": months, "sure": "stated", "source": "武陵源区民政局〔2026〕2号"}
        edit = Edit(What.VALUE, name, str(JANUARY), now, said)
        proposal = Proposal((edit,), JANUARY, "区里定了办法", "区民政局〔2026〕2号")
        with django_capture_on_commit_callbacks(execute=True):
            approve(
                amendment=propose(proposal=proposal, at=NOON, by=cast.zhou_min), at=NOON, by=cast.xiang_dong
            )

    return agree


@pytest.fixture
def renewed(cast: Cast) -> Person:
    """王秀兰, whose certificate ran out in February and was renewed in June."""
    cover(month=JANUARY.first_day)
    person = holder("王秀兰", expires_on=date(2026, 2, 28))
    awarded(person, JANUARY)
    Certificate.objects.filter(person=person).update(valid_to=date(2026, 6, 4))
    number = f"{make_number(date(1970, 1, 1)).number}42"
    make_certificate(person, number, valid_from=date(2026, 6, 5), expires_on=date(2036, 6, 4))
    return person


def learn() -> None:
    for month in MONTHS:
        determine(county=WULINGYUAN, month=month, at=NOON, by="test")


def find() -> list[Month]:
    """Reckon as the worker does, until no month waits; return those that were reckoned."""
    done = []
    while stale := ask_for_stale_months(county=WULINGYUAN, on=TODAY, at=NOON, by="test"):
        done += [Month.of(carry_out_reckoning(reckoning=each, at=NOON).month) for each in stale]
    return done


def owed(person: Person) -> dict[int, tuple[int, str]]:
    return {int(period[5:]): (after, cause) for period, _, _, after, cause in dues_of(person)}


def test_until_it_is_confirmed_nothing_is_paid_back(renewed: Person) -> None:
    learn()
    find()
    assert {pack_of(WULINGYUAN, JUNE).parameters[name].on(JUNE).sure for name in (ARREARS, GRACE)} == {
        Sure.ASSUMED
    }  # type: ignore[union-attr]
    assert owed(renewed) == {1: (RATE, "first"), 2: (RATE, "first"), 6: (RATE, "first")}


@pytest.mark.parametrize("months", [1, 2, 3])
def test_three_months_confirmed_are_paid_back_and_no_more(
    renewed: Person, confirm: Callable[[str, int], None], months: int
) -> None:
    confirm(ARREARS, months)
    learn()
    find()
    back = dict.fromkeys(range(6 - months, 6), (RATE, "back_paid"))
    assert owed(renewed) == {1: (RATE, "first"), 2: (RATE, "first"), 6: (RATE, "first")} | back


def test_months_of_grace_are_owed_at_the_old_rate(
    renewed: Person, confirm: Callable[[str, int], None]
) -> None:
    confirm(GRACE, 1)
    learn()
    find()
    assert owed(renewed) == dict.fromkeys((1, 2, 3, 6), (RATE, "first"))


def test_confirmed_after_the_months_were_reckoned_it_is_found_by_itself(
    renewed: Person, confirm: Callable[[str, int], None]
) -> None:
    learn()
    assert find() == MONTHS
    assert find() == []
    confirm(ARREARS, 3)
    learn()
    assert {3, 4, 5} <= {month.month for month in find()}
    assert {month for month, (_, cause) in owed(renewed).items() if cause == "back_paid"} == {3, 4, 5}
    assert find() == []


def test_rules_that_cannot_be_read_stop_no_other_county(
    renewed: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def unreadable(county: str, month: Month) -> Pack:
        raise PackProblems(Problems())

    learn()
    find()
    monkeypatch.setattr(reckonings, "pack_of", unreadable)
    assert ask_for_what_is_owed(at=NOON) == []
    assert WULINGYUAN in caplog.text
