"""Awards on screen: listed, shown with what they rest on, taken away; changed only by cases."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.office.casework.desk import awarded, entitled, open_offices
from tests.office.rulebook.proposals import JANUARY, approved, confirmation
from tests.people import Cast
from tests.web.conftest import SignIn
from yingbao.office.audit.models import Act
from yingbao.office.casework.choices import Aim
from yingbao.office.casework.models import AwardChange, Case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _offices(cast: Cast) -> None:
    open_offices()


def test_an_award_stands_on_the_list_with_what_it_rests_on(cast: Cast, sign_in: SignIn) -> None:
    award = awarded(cast, entitled())
    browser = sign_in("wu_gang")
    assert award.number in browser.get("/awards/?state=active&programme=nursing_subsidy").content.decode()
    assert award.number not in browser.get("/awards/?state=ended").content.decode()
    page = browser.get(f"/awards/{award.pk}").content.decode()
    assert award.pack_digest[:12] in page
    assert award.case.number in page
    assert all(each["says"]["zh"] in page for each in award.grounds["conditions"])
    for where in (f"/persons/{award.person_id}", f"/cases/{award.case_id}"):
        assert f"/awards/{award.pk}" in browser.get(where).content.decode()


def test_an_award_of_another_division_is_not_found(cast: Cast, sign_in: SignIn) -> None:
    award = awarded(cast, entitled())
    for other in ("tian_fang", "ran_jing"):
        browser = sign_in(other)
        assert browser.get(f"/awards/{award.pk}").status_code == 404
        assert award.number not in browser.get("/awards/").content.decode()


def test_a_button_opens_a_case_and_changes_nothing(cast: Cast, sign_in: SignIn) -> None:
    award = awarded(cast, entitled())
    browser = sign_in("wu_gang")
    link = f"/persons/{award.person_id}/apply?programme=nursing_subsidy&amp;aim=suspend"
    assert link in browser.get(f"/awards/{award.pk}").content.decode()
    form = browser.get(link.replace("&amp;", "&")).content.decode()
    assert 'value="suspend" class="govuk-radios__input" id="id_aim_2" checked' in " ".join(form.split()) or (
        form.index('value="suspend"') < form.index("checked") < form.index('value="resume"')
    )
    given = {"programme": "nursing_subsidy", "aim": "suspend", "origin": "person", "on": "2026-06-20"}
    assert browser.post(f"/persons/{award.person_id}/apply", given).status_code == 302
    assert Case.objects.filter(aim=Aim.SUSPEND).count() == 1
    assert AwardChange.objects.count() == 1, "only what was granted; the case decides"


def test_taking_the_list_away_is_written_down(cast: Cast, sign_in: SignIn) -> None:
    award = awarded(cast, entitled())
    answer = sign_in("xiang_dong").post("/awards/export?state=active")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    cells = [cell for row in book.active.iter_rows(values_only=True) for cell in row]
    assert award.number in cells
    assert award.first_month == date(2026, 6, 1)
    act = Act.objects.get(verb="casework.awards.exported")
    assert (act.detail["rows"], act.detail["state"]) == (1, "active")


def test_what_was_granted_on_a_value_to_be_checked_says_so_until_it_is_confirmed(
    cast: Cast, sign_in: SignIn, django_capture_on_commit_callbacks: Any, tmp_path: Path, settings: Any
) -> None:
    settings.AMENDMENTS_DIR = tmp_path
    award, browser = awarded(cast, entitled()), sign_in("xiang_dong")

    def marks() -> list[int]:
        places = (f"/awards/{award.pk}", "/awards/", f"/persons/{award.person_id}", f"/cases/{award.case_id}")
        return [browser.get(where).content.decode().count("示例值，待核") for where in places]

    def cell() -> object:
        taken = browser.post("/awards/export")
        book = openpyxl.load_workbook(io.BytesIO(b"".join(taken.streaming_content)))  # type: ignore[attr-defined]
        (row,) = [row for row in book.active.iter_rows(values_only=True) if award.number in row]
        return row[-1]

    assert all(marks())
    assert cell() == "示例值，待核：重度残疾人护理补贴标准"
    with django_capture_on_commit_callbacks(execute=True):
        approved(cast.zhou_min, cast.xiang_dong, confirmation(), start=JANUARY)
    on_award, listed, _, on_case = marks()
    assert (on_award, listed, on_case) == (0, 0, 0)
    assert cell() is None
