"""How far a received file is, in words and as a bar."""

from dataclasses import dataclass

from yingbao.office.register.choices import SourceState
from yingbao.office.register.models import Source

UNDER_WAY = {
    SourceState.RECEIVED,
    SourceState.READING,
    SourceState.CONFIRMED,
    SourceState.APPLYING,
}
STATE_LOOKS: dict[str, str] = {
    SourceState.APPLIED: "yes",
    SourceState.REFUSED: "no",
    SourceState.FAILED: "no",
    SourceState.READ: "unknown",
}


@dataclass(frozen=True)
class Progress:
    """How far a file is; `total` is nothing while nobody knows how long it is."""

    under_way: bool
    done: int
    total: int

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0


def progress_of(source: Source) -> Progress:
    """Return how far a file is."""
    rows = source.counts.get("read", 0)
    return Progress(source.state in UNDER_WAY, source.position, rows if isinstance(rows, int) else 0)
