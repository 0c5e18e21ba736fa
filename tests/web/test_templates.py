"""Templates stay small, and none carries what the security policy forbids."""

from pathlib import Path

import yingbao

TEMPLATES = sorted((Path(yingbao.__file__).parent / "edges" / "web" / "templates").rglob("*.html"))
LONGEST = 120


def test_no_template_is_too_long() -> None:
    assert {p.name: n for p in TEMPLATES if (n := len(p.read_text().splitlines())) > LONGEST} == {}


def test_no_template_styles_or_scripts_inline() -> None:
    forbidden = (" style=", "onclick=", "<style", "javascript:")

    assert [(p.name, word) for p in TEMPLATES for word in forbidden if word in p.read_text()] == []


def test_every_form_that_writes_is_protected() -> None:
    unprotected = [
        p.name for p in TEMPLATES if p.read_text().count('method="post"') != p.read_text().count("csrf_token")
    ]

    assert unprotected == []


def test_every_template_is_used() -> None:
    source = Path(yingbao.__file__).parent / "edges" / "web"
    told = "\n".join(p.read_text() for ending in ("*.py", "*.html") for p in source.rglob(ending))
    by_django = {"403.html", "404.html", "500.html", "403_csrf.html"}
    names = {str(p.relative_to(source / "templates")) for p in TEMPLATES}

    assert {name for name in names - by_django if f'"{name}"' not in told} == set()


def test_only_lists_of_many_rows_scroll_within_their_own_height() -> None:
    long = {p.name for p in TEMPLATES if "yb-scroll--long" in p.read_text()}
    styles = (Path(yingbao.__file__).parent / "edges/web/static/yingbao/pages.css").read_text()
    limited = [line.split("{")[0].strip() for line in styles.splitlines() if "max-height" in line]

    assert long == {
        "_findings.html",
        "_rows.html",
        "case_list.html",
        "person_search.html",
        "roll_differences.html",
        "roll_lines.html",
        "roll_list.html",
        "roster_list.html",
    }
    assert limited == [".yb-scroll--long"]
