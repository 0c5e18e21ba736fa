"""What is kept outside the machine: how many seals there are, and the digest of the last.

One line an anchor, its parts apart by tabs, so that it can be read, compared and typed from paper.
"""

from datetime import datetime

from yingbao.office.audit.digests import written_moment
from yingbao.office.audit.verification import Anchored

KIND = "yingbao-seals"
PARTS = 4
DIGEST_LETTERS = 64


class NotAnAnchor(Exception):
    """A line of the file is no anchor; the number of the line."""

    def __init__(self, line: int) -> None:
        super().__init__(str(line))
        self.line = line


def write_anchor(seals: int, digest: str, at: datetime) -> str:
    """Return the line of an anchor."""
    return "\t".join((KIND, written_moment(at), str(seals), digest)) + "\n"


def read_anchors(text: str) -> list[Anchored]:
    """Return the anchors of a file, one a line.

    Raises:
        NotAnAnchor: a line is none; an empty line is passed over.
    """
    lines = enumerate(text.splitlines(), start=1)
    return [_anchor(number, line) for number, line in lines if line.strip()]


def _anchor(number: int, line: str) -> Anchored:
    parts = line.split("\t")
    if len(parts) != PARTS or parts[0] != KIND or len(parts[3]) != DIGEST_LETTERS:
        raise NotAnAnchor(number)
    if not parts[2].isascii() or not parts[2].isdigit():
        raise NotAnAnchor(number)
    return Anchored(int(parts[2]), parts[3])
