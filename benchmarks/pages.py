"""What the pages an officer opens often cost, one at a time: CPU, questions to the database, bytes.

`python -m benchmarks.load` prints it of its district before the officers come. CPU is of the process that
serves, as on a busy machine it says more than the time on the wall; the database works besides.
"""

import statistics
import time
from collections.abc import Iterator

ROUNDS = 7
PERSONS = 5


def report(officer: str) -> None:
    """Print a line for each kind of page, opened by an officer; of persons and cases for some of them."""
    from django.conf import settings
    from django.test import Client

    from yingbao.office.access.models import Officer

    browser = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    browser.force_login(Officer.objects.get(username=officer))
    for kind, addresses in pages(Officer.objects.get(username=officer)):
        rows = [measure(browser, address) for address in addresses]
        if rows:
            cpu, wall = (statistics.median(row[n] for row in rows) for n in (0, 1))
            asked, size = (max(row[n] for row in rows) for n in (2, 3))
            print(f"{kind:<14}CPU {cpu:5.0f} ms  {wall:5.0f} ms  {asked:3} questions  {size / 1000:5.0f} KB")


def pages(officer: object) -> Iterator[tuple[str, list[str]]]:
    """Give every kind of page with the addresses to open."""
    from yingbao.office.access.sight import seeing
    from yingbao.office.casework.queries.cases import visible_cases
    from yingbao.office.register.queries.visible import visible_persons

    with seeing(officer):  # type: ignore[arg-type]  # an Officer, imported where settings are known
        persons = list(visible_persons(officer).order_by("id").values_list("pk", flat=True))  # type: ignore[arg-type]
        cases = list(visible_cases(officer).order_by("id").values_list("pk", flat=True)[:PERSONS])  # type: ignore[arg-type]
    some = persons[:: max(1, len(persons) // PERSONS)][:PERSONS]
    yield "home", ["/"]
    for name in ("missed", "wrong", "changed", "ask"):
        yield f"list {name}", [f"/lists/{name}"]
    yield "search", ["/persons/?name=%E7%8E%8B"]
    yield "person", [f"/persons/{person}" for person in some]
    yield "one programme", [f"/persons/{person}/programmes/nursing_subsidy" for person in some]
    yield "application", [f"/persons/{person}/apply" for person in some]
    yield "cases", ["/cases/"]
    yield "case", [f"/cases/{case}" for case in cases]
    yield "notices", ["/notices/"]
    yield "plan", ["/plan/"]
    yield "clause", ["/plan/%E4%B8%93%E6%A0%8F1.1.a"]
    yield "programmes", ["/programmes/"]


def measure(browser: object, address: str) -> tuple[float, float, int, int]:
    """Return CPU and wall milliseconds, questions and bytes of a page opened some times over."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(address)  # type: ignore[attr-defined]  # a Client, imported where settings are known
    # Counted here: with the next request the database begins to count anew.
    questions = len(asked)
    if answer.status_code not in (200, 302):
        print(f"{address}: {answer.status_code}")
    spent, passed = [], []
    for _ in range(ROUNDS):
        cpu, begun = time.process_time(), time.perf_counter()
        browser.get(address)  # type: ignore[attr-defined]
        spent.append((time.process_time() - cpu) * 1000)
        passed.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent), statistics.median(passed), questions, len(answer.content)
