"""Where something is written."""

from dataclasses import dataclass, field
from typing import Self

from yingbao.values.sure import Sure

PLAN = "plan"


@dataclass(frozen=True, order=True, slots=True)
class Citation:
    """A document and, where it matters, the clause of it: plan:专栏1.2.a, 国发〔2015〕52号:第八条.

    `sure` is how sure we are that it says so: assumed (待核) where its published text is not at hand. It is
    no part of what is cited.
    """

    document: str
    clause: str = ""
    sure: Sure = field(default=Sure.STATED, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not self.document or self.document != self.document.strip() or ":" in self.document:
            raise ValueError(f"A citation begins with a document, not {self.document!r}")
        if self.clause != self.clause.strip():
            raise ValueError(f"No spaces around a clause: {self.clause!r}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the citation written as document:clause, with a half-width or full-width colon."""
        document, colon, clause = text.strip().replace("：", ":").partition(":")
        if colon and not clause.strip():
            raise ValueError(f"After the colon stands a clause: {text!r}")
        return cls(document.strip(), clause.strip())

    @property
    def is_plan(self) -> bool:
        """Whether it cites the plan of the pack itself."""
        return self.document == PLAN

    def __str__(self) -> str:
        return f"{self.document}:{self.clause}" if self.clause else self.document
