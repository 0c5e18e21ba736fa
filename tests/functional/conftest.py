"""A browser and the product running beside it, with a person in every place."""

import os
from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import chromium
from tests.people import PASSWORD, make_cast
from tests.web.canaries import Canary, make_canaries

# Playwright runs an event loop in this thread; Django then refuses the database unless told otherwise.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this machine: browser tests are left out")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def canaries(transactional_db: None) -> list[Canary]:
    """The officers, and one person in every place, with June determined."""
    make_cast()
    return make_canaries()


Open = Callable[..., Page]
# A crowded machine takes its time over one page: milliseconds.
LONG = 90_000


@pytest.fixture
def opened(browser: Browser, live_server: Any, canaries: list[Canary]) -> Iterator[Open]:
    """Open a page of the product in a browser of one's own, signed in as an officer if one is named."""
    contexts: list[BrowserContext] = []

    def open_page(account: str = "", **more: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            accept_downloads=True,
            **more,
        )
        contexts.append(context)
        page = context.new_page()
        page.goto("/sign-in")
        if account:
            page.get_by_label("用户名").fill(account)
            page.get_by_label("密码").fill(PASSWORD)
            page.get_by_label("密码").press("Enter")
            page.wait_for_url(lambda url: "sign-in" not in url)
        return page

    yield open_page
    for context in contexts:
        context.close()


def leads_on(page: Page, act: Callable[[], None]) -> None:
    """Do something that leads to another page, and wait until that page stands.

    A page read or left before the answer has come is the page before, an empty one, or an answer cut off.
    """
    with page.expect_navigation(timeout=LONG):
        act()


def click(page: Page, name: str, role: Literal["button", "link"] = "button") -> None:
    """Click the first button or link of that name, and wait for the page it leads to."""
    leads_on(page, page.get_by_role(role, name=name, exact=True).first.click)


def prefer(page: Page, text: str = "standard", contrast: str = "standard", spacing: str = "standard") -> None:
    """Set how pages are shown, as the bar at the top does."""
    page.context.add_cookies([{"name": "reading", "value": f"{text}.{contrast}.{spacing}", "url": page.url}])
