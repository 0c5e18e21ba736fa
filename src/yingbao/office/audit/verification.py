"""Reading the whole book again: does every act and every seal still say what it said when it was sealed?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from heapq import merge
from operator import itemgetter

from yingbao.office.audit.digesting import digest_pages
from yingbao.office.audit.digests import MARK_BYTES, NOTHING_BEFORE, SealedFields, Tree, seal_digest
from yingbao.office.audit.models import Seal
from yingbao.office.audit.queries.rows import read_pages
from yingbao.office.audit.queries.seals import list_seals, list_settled
from yingbao.office.audit.spans import NotSpans, read_spans

MOST_TOLD = 20


class Fault(StrEnum):
    """What does not fit."""

    SEAL_MISSING = "seal_missing"
    SEAL_ALTERED = "seal_altered"
    CHAIN_BROKEN = "chain_broken"
    ACT_MISSING = "act_missing"
    ACT_ALTERED = "act_altered"
    ACTS_ALTERED = "acts_altered"
    SEALED_TWICE = "sealed_twice"
    SLIPPED_IN = "slipped_in"
    BOOK_SHORTER = "book_shorter"
    ANCHOR_DIFFERS = "anchor_differs"


@dataclass(frozen=True)
class Misfit:
    """One thing that does not fit, in which seal and at which act, as far as that can be said."""

    fault: Fault
    seal: int | None = None
    act: int | None = None


@dataclass
class Verification:
    """What was read, and what does not fit."""

    seals: int = 0
    sealed: int = 0
    unsealed: int = 0
    digest: str = NOTHING_BEFORE
    faults: int = 0
    # The first ones; how many there are in all says `faults`.
    told: list[Misfit] = field(default_factory=list)

    @property
    def fits(self) -> bool:
        return self.faults == 0

    def tell(self, fault: Fault, seal: int | None = None, act: int | None = None) -> None:
        """Note what does not fit."""
        self.faults += 1
        if len(self.told) < MOST_TOLD:
            self.told.append(Misfit(fault, seal, act))


@dataclass(frozen=True)
class Anchored:
    """What an anchor says: so many seals, and the digest of the last of them."""

    seals: int
    digest: str


class _Checked:
    """A seal whose acts are being read: the tree as it grows, and what the seal expects."""

    def __init__(self, seal: Seal, spans: list[tuple[int, int]]) -> None:
        self.number, self.root, self.marks = seal.number, seal.root, bytes(seal.marks)
        self.spans, self.count = spans, seal.count
        self.tree = Tree()
        self.place = 0
        self.told = False

    def take(self, digest: bytes | None) -> bool:
        """Take the digest of the next act; return whether it begins as it did when it was sealed."""
        start = self.place * MARK_BYTES
        self.place += 1
        if digest is None:
            return False
        self.tree.add(digest)
        return digest[:MARK_BYTES] == self.marks[start : start + MARK_BYTES]

    def skip(self, acts: int) -> None:
        """Go on without acts that are gone."""
        self.place += acts
        self.told = True

    def each_span(self) -> Iterator[tuple[int, int, "_Checked"]]:
        """Give the lowest and highest number of each span."""
        for low, high in self.spans:
            yield low, high, self

    def finish(self) -> bool:
        """Return whether the acts are those that were sealed, or what is wrong was told; let go of them."""
        fits = self.told or self.tree.root.hex() == self.root
        self.tree, self.marks = Tree(), b""
        return fits


def verify_book(anchors: Iterable[Anchored] = ()) -> Verification:
    """Read every seal and every act, and return what does not fit; nothing is changed.

    Acts and seals written meanwhile do no harm: what comes after the seals read first is unsealed here.
    """
    found = Verification()
    checked = _read_seals(found, anchors)
    early = _read_acts(found, checked)
    # Where a seal cannot be believed, its acts seem unsealed: then nothing is said about those.
    slipped_in = list_settled(early) if len(checked) == found.seals else []
    for act in slipped_in:
        found.tell(Fault.SLIPPED_IN, None, act)
    found.unsealed -= len(slipped_in)
    return found


def _read_seals(found: Verification, anchors: Iterable[Anchored]) -> list[_Checked]:
    """Check the chain; return the seals whose acts can be checked. The acts of an altered seal are not."""
    checked = []
    previous, expected = NOTHING_BEFORE, 1
    digests: dict[int, str] = {}
    for seal in list_seals().iterator(chunk_size=500):
        if seal.number != expected:
            found.tell(Fault.SEAL_MISSING, expected)
        elif seal.previous != previous:
            found.tell(Fault.CHAIN_BROKEN, seal.number)
        spans = _spans_of(seal)
        if spans is None or seal_digest(_said(seal)) != seal.digest:
            found.tell(Fault.SEAL_ALTERED, seal.number)
        else:
            checked.append(_Checked(seal, spans))
        previous, expected = seal.digest, seal.number + 1
        digests[seal.number] = seal.digest
        found.seals += 1
    found.digest = previous
    for misfit in _compare(anchors, digests, expected):
        found.tell(misfit.fault, misfit.seal)
    return checked


def compare_anchors(anchors: Iterable[Anchored]) -> list[Misfit]:
    """Return which anchors the seals contradict; the acts are not read."""
    digests = dict(list_seals().values_list("number", "digest"))
    return list(_compare(anchors, digests, max(digests, default=0) + 1))


def _compare(anchors: Iterable[Anchored], digests: dict[int, str], after: int) -> Iterator[Misfit]:
    for anchor in anchors:
        if anchor.seals >= after:
            yield Misfit(Fault.BOOK_SHORTER, after)
        elif anchor.seals and digests.get(anchor.seals) != anchor.digest:
            yield Misfit(Fault.ANCHOR_DIFFERS, anchor.seals)


def _said(seal: Seal) -> SealedFields:
    return SealedFields(
        number=seal.number,
        spans=seal.spans,
        count=seal.count,
        root=seal.root,
        marks=bytes(seal.marks),
        horizon=seal.horizon,
        at=seal.at,
        previous=seal.previous,
    )


def _spans_of(seal: Seal) -> list[tuple[int, int]] | None:
    """Return the spans of a seal; None where they are not such, or count other acts than the seal says."""
    try:
        spans = read_spans(seal.spans)
    except NotSpans:
        return None
    counted = sum(high - low + 1 for low, high in spans)
    said = (seal.count, seal.first, seal.last)
    return spans if said == (counted, spans[0][0], spans[-1][1]) else None


def _read_acts(found: Verification, checked: list[_Checked]) -> list[int]:
    """Check every sealed act; return the unsealed ones that stand before the end of what is sealed."""
    acts = digest_pages(read_pages(), expected=sum(seal.count for seal in checked))
    act = next(acts, None)
    end = max((seal.spans[-1][1] for seal in checked), default=0)
    early, reached = [], 0
    for low, high, seal in merge(*(seal.each_span() for seal in checked), key=itemgetter(0)):
        if low <= reached:
            found.tell(Fault.SEALED_TWICE, seal.number, low)
            seal.told = True
            continue
        awaited = low
        while act is not None and act[0] <= high:
            number, digest = act
            if number < low:
                early.append(number)
                found.unsealed += 1
            else:
                _missing(found, seal, awaited, number)
                _take(found, seal, number, digest)
                awaited = number + 1
            act = next(acts, None)
        _missing(found, seal, awaited, high + 1)
        reached = high
        if high == seal.spans[-1][1] and not seal.finish():
            found.tell(Fault.ACTS_ALTERED, seal.number)
    while act is not None:
        early += [act[0]] if act[0] <= end else []
        found.unsealed += 1
        act = next(acts, None)
    return early


def _missing(found: Verification, seal: _Checked, low: int, after: int) -> None:
    """Note that the acts from one number up to before another are gone, if there are any."""
    if low < after:
        found.tell(Fault.ACT_MISSING, seal.number, low)
        found.faults += after - low - 1
        seal.skip(after - low)


def _take(found: Verification, seal: _Checked, act: int, digest: bytes | None) -> None:
    found.sealed += 1
    if not seal.take(digest):
        found.tell(Fault.ACT_ALTERED, seal.number, act)
        seal.told = True
