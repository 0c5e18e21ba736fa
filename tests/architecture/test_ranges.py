"""Divisions are searched by range: LIKE cannot use the index on SQLite (guarantees.md, 3.4)."""

import re
from pathlib import Path

import yingbao

LIKE = re.compile(r"(?:code|division|place|county)__(?:startswith|istartswith|like)\b")


def test_no_query_searches_a_division_by_how_its_code_begins() -> None:
    root = Path(yingbao.__file__).parent
    found = [str(path.relative_to(root)) for path in root.rglob("*.py") if LIKE.search(path.read_text())]

    assert found == []
