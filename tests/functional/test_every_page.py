"""Every page, as every role: clean of accessibility faults, in both themes, on a phone, with large text."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import get_resolver
from playwright.sync_api import Page

from tests.functional.conftest import Open, click, prefer
from tests.web.canaries import Canary
from tests.web.test_matrix import ON_PAPER, requests
from tests.web.test_policy import patterns
from yingbao.edges.web.policy import policy_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# One word of plain text for whoever watches the machine.
FOR_MACHINES = {"health"}
ROLES = ["zhou_min", "tian_fang", "yang_mei", "shen_ji", "guan_li"]


def addresses(canaries: list[Canary]) -> list[str]:
    """Return the address of every page, each once, for someone of the first township."""
    shown = {
        str(p.name)
        for p in patterns(get_resolver().url_patterns)
        if (declared := policy_of(p.callback)) and "GET" in declared.methods
    }
    pages = shown - ON_PAPER - FOR_MACHINES
    return [address for name, address, _ in requests("GET", canaries[:1]) if name in pages]


def pages_for(page: Page, canaries: list[Canary], *, leave: frozenset[str] = frozenset()) -> Iterator[str]:
    """Open every page this officer may see, one after the other, and one that is refused."""
    opened, refused = 0, 0
    for address in addresses(canaries):
        if address in leave:
            continue
        answer = page.goto(address)
        assert answer is not None
        assert answer.status in {200, 403, 404}, (address, answer.status)
        opened += answer.status == 200
        refused += answer.status != 200
        if answer.status == 200 or refused == 1:
            yield address
    assert opened >= 4, "hardly any page opened: the test would see nothing"


def faults(page: Page) -> list[str]:
    """Return what the accessibility rules say against the page."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]


@pytest.mark.parametrize("role", ROLES)
def test_pages_have_no_accessibility_fault(opened: Open, canaries: list[Canary], role: str) -> None:
    page = opened(role)
    # The plan is long and the same for everyone: it is looked through once in each theme.
    leave = frozenset() if role == ROLES[0] else frozenset({"/plan/"})

    assert {a: f for a in pages_for(page, canaries, leave=leave) if (f := faults(page))} == {}


def test_pages_have_no_accessibility_fault_in_high_contrast_and_large_text(
    opened: Open, canaries: list[Canary]
) -> None:
    page = opened("zhou_min")
    prefer(page, "largest", "high", "wide")

    assert {a: f for a in pages_for(page, canaries) if (f := faults(page))} == {}


def test_coming_in_has_no_accessibility_fault_even_when_refused(opened: Open) -> None:
    page = opened()
    assert faults(page) == []

    click(page, "登录")

    assert page.get_by_role("alert").inner_text().count("请输入") == 2
    assert faults(page) == []


def too_wide(page: Page, width: int) -> int:
    """Return by how much the page that stands is wider than a screen of this width."""
    page.set_viewport_size({"width": width, "height": 800})
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return max(0, int(over))


@pytest.mark.parametrize(("text", "widths"), [("large", [375]), ("largest", [640, 1280])])
def test_no_page_scrolls_sideways(opened: Open, canaries: list[Canary], text: str, widths: list[int]) -> None:
    page = opened("zhou_min")
    prefer(page, text)
    pages = pages_for(page, canaries)

    assert {(a, w): over for a in pages for w in widths if (over := too_wide(page, w))} == {}


def test_as_they_come_pages_fit_any_screen_zoomed_too_and_need_nothing_the_security_policy_forbids(
    opened: Open, canaries: list[Canary]
) -> None:
    page = opened("zhou_min")
    complaints: list[str] = []
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None
    )
    wide = {}
    for address in pages_for(page, canaries):
        wide[address, "a small phone"] = too_wide(page, 320)
        # As a browser's zoom of text to 200 % does.
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        wide[address, "zoomed"] = too_wide(page, 1280)

    assert {where: over for where, over in wide.items() if over} == {}
    assert [each for each in complaints if "status of 4" not in each] == []


@pytest.mark.parametrize("width", [1280, 390])
def test_no_table_of_a_file_a_rule_or_a_question_is_cut_below(
    opened: Open, canaries: list[Canary], width: int
) -> None:
    page = opened("zhou_min", viewport={"width": width, "height": 400})
    person = canaries[0].person.pk
    cut = []
    for address in [
        f"/persons/{person}",
        "/programmes/nursing_subsidy",
        "/plan/专栏1",
        "/plan/",
        "/conflicts/",
    ]:
        page.goto(address)
        cut += page.evaluate(
            "() => [...document.querySelectorAll('.yb-scroll')]"
            ".filter(e => e.scrollHeight > e.clientHeight + 1)"
            ".map(e => location.pathname + ' ' + e.getAttribute('aria-labelledby'))"
        )

    assert cut == []
