"""The bank formats in policy/banks; a format that cannot be read is told with file and line."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from yingbao.edges.exchange.banks.shapes import BankFormat
from yingbao.law.facts.documents import read_document
from yingbao.law.facts.problems import Place, Problems, Wording
from yingbao.law.facts.shapes import fit

ANOTHER_NAME = Wording("文件名与 id“{id}”不一致", "the file is not called like its id “{id}”")


# The list that goes to an organisation with one payment for many persons.
NAMES = "premium-names"


class FormatProblem(Exception):
    """Bank formats that cannot be used; prints one `file:line: problem` per line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class NoSuchFormat(Exception):
    """There is no bank format of this name."""


def formats() -> Mapping[str, BankFormat]:
    """Return every format a bank reads by its id; lists of names are for whoever is paid.

    Raises:
        FormatProblem: something in some file cannot be understood; all problems are listed.
    """
    return {name: each for name, each in _all().items() if each.to == "bank"}


def _all() -> Mapping[str, BankFormat]:
    files = sorted((Path(settings.POLICY_DIR) / "banks").glob("*.yaml"))
    return _read(tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in files))


def get_format(format_id: str) -> BankFormat:
    """Return one format, of a bank or of a list of names.

    Raises:
        NoSuchFormat: there is none of this id.
        FormatProblem: see formats.
    """
    try:
        return _all()[format_id]
    except KeyError:
        raise NoSuchFormat(format_id) from None


@lru_cache(maxsize=8)
def _read(files: tuple[tuple[Path, int, int], ...]) -> Mapping[str, BankFormat]:
    """Files that did not change are not read again."""
    problems = Problems()
    read = [read_format(path, problems) for path, _, _ in files]
    if problems:
        raise FormatProblem([f"{p.place.file}:{p.place.line}: {p.message.en}" for p in problems])
    return {each.id: each for each in read if each is not None}


def read_format(path: Path, problems: Problems) -> BankFormat | None:
    """Return the format one file describes, or None after noting every problem at its line."""
    located = read_document(path, problems)
    read = fit(BankFormat, located, problems) if located is not None else None
    if read is not None and read.id != path.stem:
        problems.add(Place(path), ANOTHER_NAME.fill(id=read.id))
    return read
