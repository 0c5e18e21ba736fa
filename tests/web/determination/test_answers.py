"""The one question that decides, and asking for everyone again."""

import pytest

from tests.web.canaries import Canary
from tests.web.conftest import SignIn
from yingbao.office.determination.choices import RunState
from yingbao.office.determination.models import Run
from yingbao.office.register.models import StatedFact


def given(**more: str) -> dict[str, str]:
    return {"answer": "2030-12-31", "since": "2026-06-01", "reason": "看过证件原件", **more}


def test_an_answer_goes_into_the_file_and_the_person_is_determined_again(
    sign_in: SignIn, canaries: list[Canary]
) -> None:
    answer = sign_in("wu_gang").post(f"/questions/{canaries[1].findings[0]}", given())

    assert answer.headers["Location"].startswith("/lists/ask")
    stated = StatedFact.objects.get()
    assert (stated.person, stated.fact, stated.value) == (
        canaries[1].person,
        "certificate_expires_on",
        "2030-12-31",
    )
    assert Run.objects.get(state=RunState.ASKED).scope == "touched"


@pytest.mark.parametrize("wrong", [{"answer": "明年"}, {"answer": ""}, {"reason": ""}, {"since": "去年"}])
def test_what_is_no_answer_is_said_and_nothing_is_entered(
    sign_in: SignIn, canaries: list[Canary], wrong: dict[str, str]
) -> None:
    answer = sign_in("wu_gang").post(f"/questions/{canaries[1].findings[0]}", given(**wrong))

    assert "有内容需要更正" in answer.content.decode()
    assert not StatedFact.objects.exists()


def test_no_one_answers_for_another_township(sign_in: SignIn, canaries: list[Canary]) -> None:
    assert sign_in("tian_fang").post(f"/questions/{canaries[1].findings[0]}", given()).status_code == 404
    assert not StatedFact.objects.exists()


@pytest.mark.usefixtures("canaries")
def test_everyone_is_determined_again_only_where_the_role_may(sign_in: SignIn) -> None:
    assert sign_in("tian_fang").post("/runs/ask", {"month": "2026-06"}).status_code == 403
    assert sign_in("zhou_min").post("/runs/ask", {"month": "2026-06"}).status_code == 302
    assert Run.objects.get(state=RunState.ASKED).by == "zhou_min"
    assert "认定正在运行" in sign_in("zhou_min").get("/").content.decode()
