"""The laws say honestly where their words come from: what is not at hand is to be checked wherever it is cited."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.packs.loaded import DISTRICTS, POLICY, pack_of
from yingbao.law import texts
from yingbao.law.packs.coverage import citations_of
from yingbao.values.citation import Citation
from yingbao.values.sure import Sure


def laws() -> Iterator[tuple[str, Any]]:
    for path in sorted((POLICY / "laws").glob("*.yaml")):
        yield path.stem, texts.load(path.read_text(encoding="utf-8"))


LAWS = dict(laws())
QUOTED = {law["id"] for law in LAWS.values() if law["known"] == "quoted"}


def cited(district: str) -> list[Citation]:
    return [citation for programme in pack_of(district).programmes for citation in citations_of(programme)]


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_a_law_says_what_is_known_of_it(law: Any) -> None:
    known = law["known"]

    assert known in ("text", "quoted", "number")
    assert bool(law["articles"]) == (known != "number")
    assert (law["sure"] == "stated") or known != "text"
    if known == "quoted":
        assert law["sure"] == "assumed"
    if known != "text":
        assert law["note"]


@pytest.mark.parametrize("district", DISTRICTS)
def test_what_rests_on_a_text_not_at_hand_is_to_be_checked(district: str) -> None:
    resting = [citation for citation in cited(district) if citation.document in QUOTED]

    assert {citation.document for citation in resting} == QUOTED
    assert {citation.sure for citation in resting} == {Sure.ASSUMED}
    of_texts = {law["id"] for law in LAWS.values() if law["known"] == "text"}
    assert {citation.sure for citation in cited(district) if citation.document in of_texts} == {Sure.STATED}
