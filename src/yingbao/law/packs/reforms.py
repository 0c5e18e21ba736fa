"""The reforms of a pack: what may be tried on it, in the pack's own words."""

from dataclasses import dataclass
from pathlib import Path

from yingbao.law.facts.documents import Located
from yingbao.law.facts.problems import PackProblems, Problems, Wording
from yingbao.law.packs.overlays import Overlay
from yingbao.law.packs.pack import Pack
from yingbao.values.citation import Citation


@dataclass(frozen=True)
class Reform:
    """A change somebody thought of: its name, where it is asked for, what is to be said about it."""

    id: str
    name: Wording
    note: Wording
    citations: tuple[Citation, ...]


def list_reforms(pack: Pack) -> tuple[Reform, ...]:
    """Return the reforms of a pack and of those above it, the nearest of each name, by id.

    Raises:
        PackProblems: a file cannot be understood.
    """
    problems = Problems()
    # A district's file of the same name is the one that would be laid.
    paths = {path.stem: path for folder in pack.folders for path in folder.glob("reforms/*.yaml")}
    found = [_reform(path, problems) for _, path in sorted(paths.items())]
    if problems:
        raise PackProblems(problems)
    return tuple(reform for reform in found if reform)


def _reform(path: Path, problems: Problems) -> Reform | None:
    document = Overlay(path.stem, path).read(problems)
    if document is None:
        return None
    citations = tuple(Citation.parse(item.text) for item in document.find(("clauses",)).items)
    return Reform(path.stem, _words(document, "name"), _words(document, "note"), citations)


def _words(document: Located, key: str) -> Wording:
    written = document.find((key,))
    return (
        Wording(written.find(("zh",)).text, written.find(("en",)).text)
        if key in document.mapping
        else Wording("", "")
    )
