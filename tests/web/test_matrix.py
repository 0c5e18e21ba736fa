"""Every address × every officer × every method × everyone's objects: no one sees or changes what is not theirs."""

import html
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from django.urls import get_resolver, reverse
from pypdf import PdfReader

from tests.people import OFFICERS, Cast
from tests.web.canaries import JUNDIPING_VILLAGE, Canary, make_canaries, make_canary
from tests.web.test_policy import patterns
from yingbao.edges.web.policy import policy_of
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission, may
from yingbao.office.audit.models import Act
from yingbao.office.determination.models import Run
from yingbao.office.register.models import Conflict, Person, Source, Standing, StatedFact
from yingbao.office.rulebook.models import Amendment
from yingbao.office.scenarios.models import Scenario

ACCOUNTS = [key for key, *_ in OFFICERS]


def arguments(name: str, canary: Canary) -> list[list[Any]]:
    """Return what an address takes, once for each object of the canary."""
    by_name: dict[str, list[list[Any]]] = {
        "finding_list": [["missed"], ["wrong"], ["changed"], ["ask"]],
        "finding_export": [["missed"], ["ask"]],
        "question_answer": [[each] for each in canary.findings],
        "person_show": [[canary.person.pk]],
        "number_reveal": [["person.number", canary.person.pk], ["certificate.number", canary.certificate.pk]],
        "roster_show": [[canary.source.pk]],
        "roster_confirm": [[canary.source.pk]],
        "roster_cancel": [[canary.source.pk]],
        "roster_empty": [[canary.source.pk]],
        "roster_refused": [[canary.source.pk]],
        "conflict_show": [[canary.conflict.pk]],
        "clause_show": [["专栏2.2.a"], ["专栏1.2.a"]],
        "programme_show": [["nursing_subsidy"]],
        "entitled_list": [["nursing_subsidy", "yes"], ["nursing_subsidy", "ask"]],
        "unit_show": [["civil_affairs"]],
        "process_show": [["two_subsidies"]],
        "rule_change": [["nursing_subsidy"]],
        "value_change": [["nursing_subsidy_rate"]],
        "value_confirm": [["nursing_subsidy_rate", "2026-01"]],
        "amendment_show": [[canary.amendment]],
        "amendment_decide": [[canary.amendment]],
        "amendment_withdraw": [[canary.amendment]],
        "scenario_show": [[canary.scenario]],
        "scenario_end": [[canary.scenario]],
    }
    return by_name.get(name, [[]])


# What is tried stands in the address; these values change something for everyone the canaries are.
TRIED = "?" + urlencode(
    [("month", "2026-06"), ("reform", "living-for-low-income"), ("programme", "warmth_for_the_disabled")]
    + [("set", f"warmth_amount:{grade}=100") for grade in (1, 2, 3, 4)]
)
ASKED = dict.fromkeys(("scenario_try", "scenario_save", "scenario_workbook", "scenario_sheet"), TRIED)


def body(canary: Canary) -> dict[str, Any]:
    """Return an answer to every form at once."""
    return {
        "sought": canary.name,
        "title": "试算一次",
        "reason": "核对本人证件",
        "decision": "kept_apart",
        "verdict": "approve",
        "act": "propose",
        "start": "2026-08",
        "source": "区民政局〔2026〕1号",
        "document": "调标通知",
        "number": "武民发〔2026〕3号",
        "date": "2026-01-05",
        "value_0": "130",
        "value_1": "130",
        "answer": "2030-12-31",
        "since": "2026-06-01",
        "month": "2026-06",
        "division": canary.division[:6],
        "kind": "",
        "scheme": "single_dibao",
        "file": SimpleUploadedFile(f"{canary.name}.csv", "姓名,身份证号\n".encode()),
    }


def text_of(response: HttpResponseBase) -> str:
    """Return everything a reader of the answer could read, with the reader for its type."""
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    if "spreadsheetml" in response.headers.get("Content-Type", ""):
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
        return "\n".join([response.headers["Content-Disposition"], *cells])
    if response.headers.get("Content-Type") == "application/pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return html.unescape(content.decode()) + str(response.headers)


def snapshot(officer: Officer | None) -> list[Any]:
    """Return all that must not change: what lies outside the officer's division."""
    low, high = officer.scope if officer else ("~", "~")
    outside = []
    county = officer.division_id[:6] if officer else ""
    outside.append(sorted(Amendment.objects.exclude(county=county).values_list(), key=str))
    for model in (Conflict, Source, Standing):
        rows = model._default_manager.exclude(division_code__gte=low, division_code__lt=high)
        outside.append(sorted(rows.values_list(), key=str))
    persons = Person.objects.exclude(standings__division_code__gte=low, standings__division_code__lt=high)
    outside.append(sorted(persons.values_list(), key=str))
    stated = StatedFact.objects.exclude(person__standings__division_code__gte=low)
    outside.append(sorted(stated.values_list(), key=str))
    kept = Scenario.objects.exclude(division__gte=low, division__lt=high)
    outside.append(sorted(kept.values_list(), key=str))
    outside.append(
        list(Run.objects.exclude(county=officer.division_id[:6] if officer else "").values_list("pk"))
    )
    return outside


def requests(method: str, canaries: list[Canary]) -> Iterator[tuple[str, str, Canary]]:
    """Give every address once for each object it can name; with an answer to its form, once for each canary."""
    seen = set()
    for pattern in patterns(get_resolver().url_patterns):
        for canary in canaries:
            for args in arguments(str(pattern.name), canary):
                address = reverse(str(pattern.name), args=args) + ASKED.get(str(pattern.name), "")
                if pattern.name != "sign_out" and (method == "POST" or address not in seen):
                    seen.add(address)
                    yield str(pattern.name), address, canary


def sees(officer: Officer | None, canary: Canary) -> bool:
    if officer is None or not may(officer, Permission.VIEW_PERSONS):
        return False
    return canary.division.startswith(officer.division_id)


@dataclass
class Witness:
    """What was seen while everyone tried everything."""

    canaries: list[Canary]
    statuses: dict[str, set[int]] = field(default_factory=dict)
    shown: set[tuple[str, str]] = field(default_factory=set)

    def look(self, name: str, response: HttpResponseBase, officer: Officer | None, about: Canary) -> None:
        """Fail if the answer shows someone the officer must not see, or a number in clear."""
        text = text_of(response)
        self.statuses.setdefault(name, set()).add(response.status_code)
        for other in self.canaries:
            if sees(officer, other):
                self.shown |= {(name, other.name)} if other.name in text else set()
                continue
            # What someone typed may be said back to them.
            echoed = name in {"person_find", "roster_receive"} and other is about
            assert other.name not in text or echoed, (officer, name, other.name)
        clear = [secret for each in self.canaries for secret in each.secrets if secret in text]
        assert not clear or (name == "number_reveal" and sees(officer, about)), (officer, name)

    def blind_to(self, method: str, good: set[int]) -> set[str]:
        """Return the addresses that take this method and let no one in: there the test would see nothing."""
        taking = {
            str(p.name)
            for p in patterns(get_resolver().url_patterns)
            if (declared := policy_of(p.callback)) and method in declared.methods
        }
        return {name for name, statuses in self.statuses.items() if name in taking and not statuses & good}


def browsers(cast: Cast) -> Iterator[tuple[Officer | None, Client]]:
    for account in [*ACCOUNTS, None]:
        officer = getattr(cast, account) if account else None
        browser = Client()
        if officer:
            browser.force_login(officer)
        yield officer, browser


def test_no_one_sees_what_is_not_theirs(cast: Cast) -> None:
    witness = Witness(make_canaries())
    assert all(canary.findings for canary in witness.canaries), "they must be on lists, or the test is blind"
    before = snapshot(None)
    for officer, browser in browsers(cast):
        for name, address, canary in requests("GET", witness.canaries):
            witness.look(name, browser.get(address), officer, canary)
    assert snapshot(None) == before
    assert witness.blind_to("GET", {200}) == set()
    names = {name for name, _ in witness.shown}
    seen = {
        "finding_list",
        "entitled_list",
        "person_show",
        "conflict_list",
        "roster_show",
        "scenario_try",
        "scenario_list",
    }
    assert seen <= names


def test_no_one_changes_what_is_not_theirs(cast: Cast) -> None:
    witness = Witness(make_canaries())
    for officer, browser in browsers(cast):
        for name, address, canary in requests("POST", witness.canaries):
            before = snapshot(officer)
            witness.look(name, browser.post(address, body(canary)), officer, canary)
            assert snapshot(officer) == before, (officer, address)
    assert witness.blind_to("POST", {200, 302}) == set()
    assert {"finding_export", "roster_refused", "scenario_workbook"} <= {name for name, _ in witness.shown}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_no_address_takes_other_methods(cast: Cast, method: str) -> None:
    browser = Client()
    browser.force_login(cast.zhou_min)
    canaries = [make_canary("卯金刀", JUNDIPING_VILLAGE)]

    for _, address, _ in requests("GET", canaries):
        assert browser.generic(method, address).status_code == 405, address


def test_every_denied_look_at_a_person_is_recorded(cast: Cast) -> None:
    canaries = make_canaries()
    browser = Client()
    browser.force_login(cast.ran_jing)

    assert browser.get(f"/persons/{canaries[0].person.pk}").status_code == 404
    assert browser.get(f"/persons/{canaries[2].person.pk}").status_code == 200
    verbs = list(Act.objects.filter(by="ran_jing").order_by("id").values_list("verb", flat=True))
    assert verbs == ["register.person.denied", "register.person.viewed"]
