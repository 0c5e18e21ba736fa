"""What each clause of a plan became, as clauses/ and tasks.yaml say: the first basis of a programme."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from yingbao.law.facts.documents import read_document
from yingbao.law.facts.problems import Problems
from yingbao.law.packs.citations import read_clause_ids
from yingbao.law.packs.listing import files_of
from yingbao.values.citation import PLAN, Citation

# A box says most exactly what is given and to whom, the annex only who does it.
BOX, BODY, ANNEX = range(3)


def read_bindings(folder: Path) -> Mapping[str, tuple[Citation, ...]]:
    """Return the clauses of the folder's plan that name a thing as what they became, by its id.

    Clauses of boxes come first, then those of the body, rows of annexes last, each in the order of the plan.
    What is wrong with the files is noted where they are read as records.
    """
    plan = folder / "plan.yaml"
    if not plan.exists():
        return {}
    ids = read_clause_ids(plan.read_text(encoding="utf-8"))
    order = {clause: (_part(clause), number) for number, clause in enumerate(ids)}
    found: dict[str, set[str]] = defaultdict(set)
    for clause, name in _named(folder):
        if clause in order:
            found[name].add(clause)
    return {
        name: tuple(Citation(PLAN, clause) for clause in sorted(clauses, key=order.__getitem__))
        for name, clauses in found.items()
    }


def _part(clause: str) -> int:
    if clause.startswith("专栏"):
        return BOX
    return ANNEX if clause.startswith("附件") else BODY


def _named(folder: Path) -> Iterator[tuple[str, str]]:
    """Give each clause with each id it names."""
    tasks = [path for path in (folder / "tasks.yaml",) if path.exists()]
    for path in (*files_of(folder, "clauses"), *tasks):
        document = read_document(path, Problems())
        for clause, entry in document.mapping.items() if document else ():
            for key in ("becomes", "does"):
                yield from ((clause, item.text) for item in entry.find((key,)).items)
