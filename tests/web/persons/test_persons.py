"""Looking someone up, and the file."""

import re

import pytest
from django.test import Client
from django.utils.translation import override

from tests.office.determination.register_of import cover
from tests.people import NOON, WULINGYUAN, XIEHE, Cast
from tests.web.canaries import JUNDIPING_VILLAGE, Canary, make_canaries, make_canary
from tests.web.conftest import SignIn
from yingbao.edges.web.persons.answers import how_much
from yingbao.office.audit.models import Act
from yingbao.office.determination.actions import determine
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.queries.persons import ProgrammeAnswer
from yingbao.values.money import Money
from yingbao.values.month import Month

# Bytes of a file; what a hundred programmes say that nobody asked for does not stand in it.
HEAVIEST = 60_000


@pytest.fixture
def canaries(cast: Cast) -> list[Canary]:
    return make_canaries()


@pytest.mark.parametrize("written", ["{}", " {} ", "'{}", "{}42"])
def test_a_number_in_any_spelling_leads_to_the_file_without_standing_in_an_address(
    sign_in: SignIn, canaries: list[Canary], written: str
) -> None:
    answer = sign_in("zhou_min").post("/persons/find", {"sought": written.format(canaries[0].number)})

    assert answer.headers["Location"] == f"/persons/{canaries[0].person.pk}"


def test_a_number_of_someone_elsewhere_is_not_found_and_not_told(
    sign_in: SignIn, canaries: list[Canary]
) -> None:
    browser = sign_in("zhou_min")

    answers = [
        browser.post("/persons/find", {"sought": number}, follow=True).content.decode()
        for number in (canaries[2].number, "430811197001010019")
    ]

    assert all("没有该号码的人员" in page or "有一位写错" in page for page in answers)
    assert canaries[2].name not in answers[0]


def test_words_go_into_the_address(sign_in: SignIn, canaries: list[Canary]) -> None:
    answer = sign_in("zhou_min").post("/persons/find", {"sought": "卯金"})

    assert answer.headers["Location"].startswith("/persons/?name=")
    assert canaries[0].name in sign_in("zhou_min").get(answer.headers["Location"]).content.decode()


def test_the_file_says_what_is_known_from_which_source_and_why(
    sign_in: SignIn, canaries: list[Canary]
) -> None:
    page = sign_in("zhou_min").get(f"/persons/{canaries[0].person.pk}").content.decode()

    assert "残疾人证名单 2026年6月" in page
    assert "低保" in page
    assert "逐项条件" in page
    assert "重度残疾人护理补贴" in page
    assert "在发放名单" in page
    assert canaries[0].number not in page


def test_opening_a_file_is_recorded(sign_in: SignIn, canaries: list[Canary]) -> None:
    sign_in("shen_ji").get(f"/persons/{canaries[0].person.pk}")

    act = Act.objects.get(verb="register.person.viewed")
    assert (act.by, act.subject) == ("shen_ji", f"person:{canaries[0].person.pk}")


def test_a_file_of_another_county_is_named_only_as_that(sign_in: SignIn, canaries: list[Canary]) -> None:
    canaries[0].person.standings.update(county="500156", division_code="500156001001")
    page = sign_in("ran_jing").get(f"/persons/{canaries[0].person.pk}").content.decode()

    assert "其他区县的名单" in page


def test_a_number_is_shown_only_for_a_reason(sign_in: SignIn, canaries: list[Canary]) -> None:
    browser, address = sign_in("zhou_min"), f"/numbers/person.number/{canaries[0].person.pk}"

    assert canaries[0].number not in browser.post(address, {"reason": ""}).content.decode()
    assert not Act.objects.filter(verb="register.number.revealed").exists()
    assert canaries[0].number in browser.post(address, {"reason": "电话核实"}).content.decode()
    assert Act.objects.get(verb="register.number.revealed").reason == "电话核实"


def test_the_auditor_sees_files_but_no_numbers(sign_in: SignIn, canaries: list[Canary]) -> None:
    browser = sign_in("shen_ji")

    assert "/numbers/" not in browser.get(f"/persons/{canaries[0].person.pk}").content.decode()
    assert browser.get(f"/numbers/person.number/{canaries[0].person.pk}").status_code == 403


@pytest.mark.parametrize(
    "address", ["/numbers/person.name/1", "/numbers/person.number/99999", "/persons/99999"]
)
def test_what_there_is_not_is_not_found(sign_in: SignIn, address: str) -> None:
    assert sign_in("zhou_min").get(address).status_code == 404


def test_a_month_before_the_rules_shows_the_file_and_says_so(sign_in: SignIn, canaries: list[Canary]) -> None:
    answer = sign_in("zhou_min").get(f"/persons/{canaries[0].person.pk}?month=1999-12")

    assert answer.status_code == 200
    assert "这个月的政策规则尚未收录" in answer.content.decode()


def test_who_is_on_no_list_is_told_from_whose_list_never_came(sign_in: SignIn, cast: Cast) -> None:
    person = make_canary("卯金刀", JUNDIPING_VILLAGE).person
    determine(county=WULINGYUAN, month=Month(2026, 6), at=NOON, by="yingbao work")
    address = f"/persons/{person.pk}?month=2026-06"

    page = sign_in("zhou_min").get(address).content.decode()
    assert "尚未收到包含此人的发放名单" in page
    assert "不在发放名单" not in page

    cover("nursing_subsidy", division=XIEHE)
    assert "不在发放名单" not in sign_in("zhou_min").get(address).content.decode(), (
        "a list of another township"
    )

    cover("nursing_subsidy", division="430811001")
    page = sign_in("zhou_min").get(address).content.decode()
    assert "不在发放名单" in page
    assert "尚未收到包含此人的发放名单" in page, "the other allowance has no list yet"


def groups(page: str) -> dict[str, str]:
    """Return the groups of programmes of a file by their ids."""
    parts = re.split(r'<(?:p|section)[^>]*class="[^"]*yb-group"', page)[1:]
    found = {}
    for part in parts:
        name = re.search(r'id="group-([a-z]+)"', part)
        assert name is not None
        found[name.group(1)] = part.split('id="known"')[0]
    return found


def opened(browser: Client, canary: Canary, group: str) -> str:
    """Return a closed group as it comes into the file."""
    address = f"/persons/{canary.person.pk}/answers/{group}?month=2026-06"
    text = browser.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in text
    return text


def all_groups(browser: Client, canary: Canary) -> dict[str, str]:
    """Return the groups of a file, the closed ones as they come into it."""
    found = groups(browser.get(f"/persons/{canary.person.pk}?month=2026-06").content.decode())
    return found | {name: opened(browser, canary, name) for name in ("unknown", "no")}


def test_programmes_stand_by_what_is_to_be_done_each_once(sign_in: SignIn, canaries: list[Canary]) -> None:
    found = all_groups(sign_in("zhou_min"), canaries[0])
    rules = pack_of(WULINGYUAN, Month(2026, 6)).for_month(Month(2026, 6))
    page = "".join(found.values())

    assert list(found) == ["todo", "yes", "unknown", "no"]
    assert 'id="p-nursing_subsidy"' in found["todo"]
    assert 'id="p-medical_aid"' in found["no"]
    assert [p.id for p in rules.programmes if page.count(f'id="p-{p.id}"') != 1] == []
    for name, own in found.items():
        others = {"yes", "no", "unknown"} - {name}
        heads = re.findall(r'<span class="yb-tag yb-tag--(yes|no|unknown)">(符合|不符合|待查)</span>', own)
        assert heads
        assert name == "todo" or not {look for look, _ in heads} & others


def test_what_is_not_entitled_is_closed_at_first_with_what_decides_and_a_way_to_every_reason(
    sign_in: SignIn, canaries: list[Canary]
) -> None:
    browser = sign_in("zhou_min")
    page = browser.get(f"/persons/{canaries[0].person.pk}?month=2026-06").content.decode()
    found = groups(page)
    closed = opened(browser, canaries[0], "no").split('<li class="yb-answer"')[1:]

    assert f'href="/persons/{canaries[0].person.pk}/answers/no?month=2026-06"' in found["no"]
    assert f"不符合 {len(closed)}</a>" in found["no"]
    assert "yb-answer" not in found["no"], "fifty programmes nobody asked for"
    assert len(closed) > 20
    assert [own for own in closed if not re.search(r'<p class="govuk-body">[^<]+</p>', own)] == [], (
        "what decides"
    )
    assert [own for own in closed if f"/persons/{canaries[0].person.pk}/programmes/" not in own] == []
    assert "yb-reasons" not in "".join(closed), "a thousand reasons nobody asked for"
    assert found["todo"].count("yb-reasons__list") == found["todo"].count('id="p-')
    assert "/programmes/nursing_subsidy?month" not in found["todo"], "what is to be done has its reasons here"


def test_a_closed_group_has_a_page_of_its_own(sign_in: SignIn, canaries: list[Canary]) -> None:
    browser, address = sign_in("zhou_min"), f"/persons/{canaries[0].person.pk}/answers/unknown?month=2026-06"
    page = browser.get(address).content.decode()

    assert f"{canaries[0].name} · 待查" in page
    assert f'href="/persons/{canaries[0].person.pk}?month=2026-06"' in page, "the way back"
    assert page.count('id="p-') == opened(browser, canaries[0], "unknown").count('id="p-') > 20


@pytest.mark.parametrize("rest", ["maybe", "no?month=1999-12", "no?month=2026-13"])
def test_answers_there_are_not_are_not_found(sign_in: SignIn, canaries: list[Canary], rest: str) -> None:
    assert sign_in("zhou_min").get(f"/persons/{canaries[0].person.pk}/answers/{rest}").status_code == 404


def test_looking_at_a_closed_group_is_recorded(sign_in: SignIn, canaries: list[Canary]) -> None:
    sign_in("shen_ji").get(f"/persons/{canaries[0].person.pk}/answers/no")

    assert Act.objects.get(verb="register.person.viewed").subject == f"person:{canaries[0].person.pk}"


def test_the_reasons_of_one_programme_have_a_page_of_their_own(
    sign_in: SignIn, canaries: list[Canary]
) -> None:
    browser = sign_in("zhou_min")
    address = f"/persons/{canaries[0].person.pk}/programmes/medical_aid?month=2026-06"

    page = browser.get(address).content.decode()
    fetched = browser.get(address, headers={"HX-Request": "true"}).content.decode()

    assert f"{canaries[0].name} · 医疗救助" in page
    assert "不符合" in page
    assert f'href="/persons/{canaries[0].person.pk}?month=2026-06"' in page, "the way back"
    for text in (page, fetched):
        assert text.count("yb-reasons__item") >= 1
        assert '<details class="govuk-details" open>' in text
    assert "<html" not in fetched
    assert "autofocus" in fetched
    assert "autofocus" not in page


@pytest.mark.parametrize(
    "rest", ["no_such_programme", "medical_aid?month=1999-12", "medical_aid?month=2026-13"]
)
def test_reasons_of_what_there_is_not_are_not_found(
    sign_in: SignIn, canaries: list[Canary], rest: str
) -> None:
    assert sign_in("zhou_min").get(f"/persons/{canaries[0].person.pk}/programmes/{rest}").status_code == 404


def test_looking_at_the_reasons_of_one_programme_is_recorded(sign_in: SignIn, canaries: list[Canary]) -> None:
    sign_in("shen_ji").get(f"/persons/{canaries[0].person.pk}/programmes/medical_aid")

    assert Act.objects.get(verb="register.person.viewed").subject == f"person:{canaries[0].person.pk}"


def test_the_file_stays_light(sign_in: SignIn, canaries: list[Canary]) -> None:
    page = sign_in("zhou_min").get(f"/persons/{canaries[0].person.pk}").content

    assert len(page) <= HEAVIEST


def test_programmes_of_a_group_stand_by_area(sign_in: SignIn, canaries: list[Canary]) -> None:
    areas = re.findall(r'yb-area">([^<]+?) <', opened(sign_in("zhou_min"), canaries[0], "unknown"))

    assert areas[0] == "生活保障"
    assert len(areas) == len(set(areas)) > 3


def test_what_rests_on_a_value_to_be_checked_says_so_and_how_much_is_owed(
    sign_in: SignIn, canaries: list[Canary]
) -> None:
    page = sign_in("zhou_min").get(f"/persons/{canaries[0].person.pk}").content.decode()
    pack, month = pack_of(WULINGYUAN, Month(2026, 6)), Month(2026, 6)
    entitled = groups(page)["yes"].split("<li class")[1:]

    for own in entitled:
        name = re.search(r'id="p-([a-z_0-9]+)"', own)
        assert name is not None
        assert ("示例值，待核" in own) is pack.is_assumed(name.group(1), month), name.group(1)
    warmth = next(own for own in entitled if 'id="p-warmth_for_the_disabled"' in own)
    assert "每年 金额待核" in warmth


@pytest.mark.parametrize(("fen", "said"), [(Money(50), "50 %"), (None, "如果 ")])
def test_what_is_reckoned_beside_money_is_said_by_its_number(fen: Money | None, said: str) -> None:
    pack = pack_of("500156", Month(2026, 6))
    fare = next(each for each in pack.programmes if each.id == "transport_concession")
    answer = ProgrammeAnswer(fare.id, fare.name, None, fen, (), True, (), None)

    with override("zh-hans"):
        told = how_much(answer, fare.pays, pack)

    assert told.startswith(said)
    assert "CASE" not in told
