"""The office decides what happens; how it looks is the business of the edges."""

import ast
from pathlib import Path

from tests.architecture.writing import ROOT

SCREENS = (
    "django.http",
    "django.shortcuts",
    "django.template",
    "django.urls",
    "django.views",
    "django.forms",
)
NAMES = {"HttpRequest", "HttpResponse", "render", "redirect", "reverse"}


def screens_in(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        found += [
            f"{path.relative_to(ROOT)}:{node.lineno} {module}"
            for module in modules
            if module.startswith(SCREENS) or module.rpartition(".")[2] in NAMES
        ]
    return found


def test_the_office_knows_no_screens() -> None:
    assert [screen for path in sorted((ROOT / "office").rglob("*.py")) for screen in screens_in(path)] == []


def test_the_office_and_the_law_read_no_clock() -> None:
    """Days and months are arguments. The book of acts alone looks at the clock: it says when it was written."""
    clocks = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for room in ("office", "law", "values")
        for path in sorted((ROOT / room).rglob("*.py"))
        if path != ROOT / "office" / "audit" / "actions" / "recording.py" and "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"now", "today", "localdate", "utcnow"}
        # localdate(at) tells on which day of ours a given moment falls; localdate() looks at the clock.
        and not (node.func.attr == "localdate" and node.args)
    ]

    assert clocks == []
