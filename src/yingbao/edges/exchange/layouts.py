"""A roster kind as the child process gets it: plain lists that travel as JSON."""

from dataclasses import dataclass, field
from typing import Any, Self

from yingbao.edges.exchange.labels import label


@dataclass(frozen=True)
class ColumnLayout:
    """One column: its names in comparing form."""

    id: str
    type: str
    names: tuple[str, ...]
    shown: str
    must_be_there: bool
    must_be_filled: bool
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """One kind of roster."""

    kind: str
    shown: str
    titles: tuple[str, ...]
    columns: tuple[ColumnLayout, ...]
    # Whether it speaks of one month as a whole, so that a title naming another month is a mistake.
    complete: bool = False

    @classmethod
    def of(cls, kind: dict[str, Any]) -> Self:
        """Return the layout of a kind dumped to a dictionary."""
        return cls(
            kind=kind["id"],
            shown=kind["name"]["zh"],
            titles=tuple(label(title) for title in kind["titles"]),
            columns=tuple(_column(column) for column in kind["columns"]),
            complete=bool(kind["complete"]),
        )

    @property
    def by_name(self) -> dict[str, tuple[str, int]]:
        """The column id and its place among its aliases, by comparing form of the name."""
        known: dict[str, tuple[str, int]] = {}
        for column in self.columns:
            for rank, name in enumerate(column.names):
                known.setdefault(name, (column.id, rank))
        return known


def _column(column: dict[str, Any]) -> ColumnLayout:
    return ColumnLayout(
        id=column["id"],
        type=column["type"],
        names=tuple(dict.fromkeys(label(alias) for alias in column["aliases"])),
        shown=column["aliases"][0],
        must_be_there=bool(column["required"]),
        must_be_filled=column["required"] is True,
        choices={choice: tuple(aliases) for choice, aliases in column.get("choices", {}).items()},
    )
