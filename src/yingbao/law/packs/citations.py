"""Citations resolved: every clause a pack cites must exist in its plan, a law or its documents."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from yingbao.law.facts.documents import Located, read_document
from yingbao.law.facts.problems import Place, Problems, Wording
from yingbao.values.citation import Citation
from yingbao.values.sure import Sure

NO_PLAN = Wording(
    "引用了规划条款，但本包没有 plan.yaml", "a clause of the plan is cited, but there is no plan.yaml"
)
NO_CLAUSE = Wording("{document} 里没有“{clause}”", "{document} has no “{clause}”")
NO_DOCUMENT = Wording(
    "没有文件“{document}”；请写进 pack.yaml 的 documents 或 policy/laws",
    "there is no document “{document}”; put it under documents in pack.yaml or into policy/laws",
)
NO_TEXT = Wording(
    "{document} 只知文号，未收录条文；请只引文件，或把条文写进 policy/laws",
    "only the number of {document} is known; cite it as a whole, or put its text into policy/laws",
)
NO_CITATION = Wording("引文写作“文件”或“文件:条款”", "a citation is written “document” or “document:clause”")
NOT_A_LAW = Wording("缺少 id 或 articles", "id or articles is missing")
NOT_SURE = Wording("sure 写 stated、derived 或 assumed", "`sure` is one of stated, derived, assumed")

# A plan's file is long and its clauses are wanted here for their ids alone.
CLAUSE_ID = re.compile(
    r"^\s*(?:-\s+)?(?:\{\s*)?id:\s*(?:'([^']*)'|\"([^\"]*)\"|([^,}#\s][^,}#]*?))\s*(?:[,}#]|$)"
)


@dataclass
class Library:
    """What may be cited: documents by id, title or number, and the clauses of those we have the text of."""

    clauses: dict[str, frozenset[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    plans: list[Path] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    plan_clauses: frozenset[str] = frozenset()
    plan_wanted: Path = Path("plan.yaml")
    problems: Problems = field(default_factory=Problems)
    sure: dict[str, Sure] = field(default_factory=dict)

    def add_document(
        self, document_id: str, *names: str, clauses: frozenset[str] | None = None, sure: Sure = Sure.STATED
    ) -> None:
        """Make a document citable under its id and its other names."""
        self.sure.setdefault(document_id, sure)
        for name in (document_id, *names):
            if name:
                self.names.setdefault(name, document_id)
        self.titles.setdefault(document_id, next((name for name in names if name), document_id))
        if clauses is not None:
            self.clauses[document_id] = clauses

    def add_plan(self, path: Path) -> None:
        """Make the clauses of a plan citable; the first named is the pack's own."""
        self.plan_wanted = path if self.plan_wanted == Path("plan.yaml") else self.plan_wanted
        if path.exists():
            self.plans.append(path)
            self.plan_clauses |= frozenset(read_clause_ids(path.read_text(encoding="utf-8")))

    def resolve(self, text: str, place: Place) -> Citation | None:
        """Return the citation, or None after noting that nothing stands there."""
        try:
            citation = Citation.parse(text)
        except ValueError:
            self.problems.add(place, NO_CITATION)
            return None
        missing = self._missing(citation)
        if missing is not None:
            # A missing plan is one problem, not one per clause that is cited from it.
            self.problems.add(Place(self.plan_wanted) if missing is NO_PLAN else place, missing)
            return None
        document = self.names.get(citation.document, citation.document)
        return Citation(document, citation.clause, self.sure.get(document, Sure.STATED))

    def _missing(self, citation: Citation) -> Wording | None:
        if citation.is_plan:
            if not self.plans:
                return NO_PLAN
            known: frozenset[str] | None = self.plan_clauses
        elif citation.document not in self.names:
            return NO_DOCUMENT.fill(document=citation.document)
        else:
            known = self.clauses.get(self.names[citation.document])
        if not citation.clause or (known is not None and citation.clause in known):
            return None
        if known is None:
            return NO_TEXT.fill(document=citation.document)
        return NO_CLAUSE.fill(document=citation.document, clause=citation.clause)


def read_clause_ids(text: str) -> list[str]:
    """Return the ids in a plan's file, in order."""
    found = (CLAUSE_ID.match(line) for line in text.splitlines())
    return [next(group for group in match.groups() if group is not None) for match in found if match]


def read_laws(folder: Path, library: Library, problems: Problems) -> None:
    """Make every law of the folder citable, article by article."""
    for path in sorted(folder.glob("*.yaml")):
        document = read_document(path, problems)
        if document is None:
            continue
        entries = document.mapping
        if "id" not in entries or "articles" not in entries:
            problems.add(document.place, NOT_A_LAW)
            continue
        names = [entries[key].text for key in ("title", "number") if key in entries]
        articles = frozenset(entries["articles"].mapping)
        sure = _sure(entries["sure"], problems) if "sure" in entries else Sure.STATED
        library.add_document(entries["id"].text, *names, clauses=articles, sure=sure)


def _sure(written: Located, problems: Problems) -> Sure:
    """How sure we are of a document: assumed (待核) where its number or its published text is not at hand."""
    try:
        return Sure(written.text)
    except ValueError:
        problems.add(written.place, NOT_SURE)
        return Sure.ASSUMED
