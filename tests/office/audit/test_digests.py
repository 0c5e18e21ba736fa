"""The bytes of acts and seals are fixed for ever: another program must be able to make them."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from yingbao.office.audit.digests import NotAnAct, SealedFields, Tree, act_bytes, act_digest, seal_digest, sm3
from yingbao.office.audit.spans import NotSpans, read_spans, within, write_spans

ROW = (
    7,
    "2026-06-15T04:00:00.000000Z",
    "zhou_min",
    "township",
    "430811001",
    "",
    "a.b.c",
    "person:7",
    "核对",
    '{"b": 1, "a": "x"}',
)


def test_sm3_is_that_of_the_standard() -> None:
    # GB/T 32905-2016, appendix A.1.
    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_the_bytes_of_an_act_are_fixed() -> None:
    assert act_bytes(ROW).decode() == (
        '[7,"2026-06-15T04:00:00.000000Z","zhou_min","township","430811001","",'
        '"a.b.c","person:7","核对",{"a":"x","b":1}]'
    )
    assert act_digest(ROW) == sm3(b"\x00" + act_bytes(ROW))


def test_how_the_detail_was_spaced_does_not_matter_but_what_it_says() -> None:
    assert act_bytes((*ROW[:-1], '{"a":"x","b":1}')) == act_bytes(ROW)
    assert act_bytes((*ROW[:-1], '{"a":"x","b":2}')) != act_bytes(ROW)


@pytest.mark.parametrize("broken", [(*ROW[:-1], "{"), (*ROW[:-1], '{"a": NaN}'), (7, b"x", *ROW[2:])])
def test_what_is_no_act_is_refused(broken: tuple[object, ...]) -> None:
    with pytest.raises(NotAnAct):
        act_bytes(broken)


def test_everything_a_seal_says_is_in_its_digest() -> None:
    said = SealedFields(1, "1-4", 4, "ab", b"1234", None, datetime(2026, 6, 15, tzinfo=UTC), "00")
    changed = [
        replace(said, number=2),
        replace(said, spans="1-5"),
        replace(said, count=5),
        replace(said, root="ac"),
        replace(said, marks=b"1235"),
        replace(said, horizon=3),
        replace(said, at=datetime(2026, 6, 16, tzinfo=UTC)),
        replace(said, previous="01"),
    ]

    assert len({seal_digest(each) for each in [said, *changed]}) == 9


def root_by_definition(leaves: list[bytes]) -> bytes:
    """RFC 9162 §2.1.1 word by word: split at the largest power of two below the count."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sm3(b"\x01" + root_by_definition(leaves[:half]) + root_by_definition(leaves[half:]))


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 8, 13, 100])
def test_the_root_is_the_one_of_the_definition(count: int) -> None:
    leaves = [hashlib.sha256(bytes([number])).digest() for number in range(count)]
    tree = Tree()
    for leaf in leaves:
        tree.add(leaf)

    assert tree.root == root_by_definition(leaves)


def test_spans() -> None:
    assert write_spans([1, 2, 3, 5, 8, 9]) == "1-3,5,8-9"
    spans = read_spans("1-3,5,8-9")
    assert spans == [(1, 3), (5, 5), (8, 9)]
    assert [number for number in range(12) if within(number, spans)] == [1, 2, 3, 5, 8, 9]


@pytest.mark.parametrize("text", ["", "a", "3-1", "1-3,4", "5,2", "1--2"])
def test_what_are_no_spans_is_refused(text: str) -> None:
    with pytest.raises(NotSpans):
        read_spans(text)
