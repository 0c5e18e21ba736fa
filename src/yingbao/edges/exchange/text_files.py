"""Reading .csv and .txt: which encoding, which separator, which line, and nothing replaced by "?"."""

import codecs
import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from yingbao.edges.exchange.grid import Row, Sheet
from yingbao.edges.exchange.problems import Problem, Unreadable

SEPARATORS = (",", "\t", ";", "|", "，")
LONGEST_LINE = 1_000_000
MOST_LINES_IN_A_CELL = 20


def encodings(path: Path) -> list[str]:
    """Return the encodings to try, likeliest first; those that read every byte come before those that do not.

    Only strict decoding counts; nothing is guessed from letter frequencies. Which one is right shows
    when the header is recognised.
    """
    with path.open("rb") as file:
        head = file.read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf-16"]
    if head.startswith(codecs.BOM_UTF8):
        return ["utf-8-sig"]
    return sorted(("utf-8-sig", "gb18030"), key=lambda encoding: not reads_every_byte(path, encoding))


def reads_every_byte(path: Path, encoding: str) -> bool:
    """Whether the whole file is valid in this encoding."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def read_text(path: Path, encoding: str, name: str, separator: str = "") -> Sheet:
    """Return the one sheet a text file is; which separator it has is found where none is given.

    A byte that cannot be decoded refuses its line; so does a quotation mark that never closes.
    """
    damaged = not reads_every_byte(path, encoding)
    return Sheet(name, _rows(path, encoding, separator, damaged=damaged), typed=False)


def _separator(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, errors="surrogateescape") as file:
        lines = [line[:10_000] for line in islice(file, 40)]
    return max(SEPARATORS, key=lambda sign: max((line.count(sign) for line in lines), default=0))


def _rows(path: Path, encoding: str, separator: str, *, damaged: bool) -> Iterator[Row]:
    separator = separator or _separator(path, encoding)
    with path.open(encoding=encoding, errors="surrogateescape", newline=None) as file:
        lines = _Lines(file)
        for number, line in lines:
            text = line
            if '"' in line and line.count('"') % 2:
                text, closed = lines.joined(line, separator)
                if not closed:
                    yield Row(number, list(line.split(separator)), (), Problem("quote_open"))
                    continue
            cells = (
                next(csv.reader([text], delimiter=separator)) if '"' in text else text[:-1].split(separator)
            )
            if damaged and not _is_clean(text):
                yield Row(number, [_shown(cell) for cell in cells], (), Problem("undecodable"))
            else:
                yield Row(number, list(cells))


def _is_clean(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _shown(cell: str) -> str:
    return cell.encode("utf-8", "replace").decode("utf-8")


class _Lines:
    """The lines of a file with their numbers; some may be looked at before they are taken."""

    def __init__(self, file: Iterator[str]) -> None:
        self.file = file
        self.number = 0
        self.ahead: list[str] = []

    def __iter__(self) -> Iterator[tuple[int, str]]:
        while (line := self._next()) is not None:
            self.number += 1
            yield self.number, line

    def _next(self) -> str | None:
        line = self.ahead.pop(0) if self.ahead else next(self.file, None)
        if line is None:
            return None
        if len(line) > LONGEST_LINE:
            raise Unreadable("line_too_long", line=self.number + 1)
        return line if line.endswith("\n") else line + "\n"

    def joined(self, line: str, separator: str) -> tuple[str, bool]:
        """Return the line with those that continue its quoted cell, or the line alone and False."""
        width = line.count(separator)
        text, taken = line, 0
        while taken < MOST_LINES_IN_A_CELL:
            if taken == len(self.ahead):
                following = next(self.file, None)
                if following is None:
                    break
                self.ahead.append(following if following.endswith("\n") else following + "\n")
            # A line that is a whole row by itself was swallowed, not continued.
            if (
                width
                and self.ahead[taken].count(separator) >= max(width, 1)
                and not self.ahead[taken].count('"') % 2
            ):
                break
            text += self.ahead[taken]
            taken += 1
            if not text.count('"') % 2:
                del self.ahead[:taken]
                self.number += taken
                return text, True
        return line, False
