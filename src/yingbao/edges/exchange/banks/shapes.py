"""What a bank format is: the shape of the file a bank reads, and of the one it answers with."""

import re
from typing import Literal, Self

from pydantic import Field as Limited
from pydantic import model_validator

from yingbao.law.facts.shapes import Named, Shape
from yingbao.values.sure import Sure

FailureCode = Literal["name_mismatch", "no_such_account", "closed", "frozen", "not_activated", "other"]
Holds = Literal[
    "number", "name", "id_number", "holder", "holder_id_number", "account", "bank", "division", "place",
    "month", "memo", "yuan", "fen",
]  # fmt: skip
Answered = Literal["number", "account", "holder", "yuan", "fen", "status", "reason", "day", "ignored"]
Kind = Literal["xlsx", "text", "fixed"]
# What a line of words may name, and what of it can be read back as a number.
NAMED = {"roll", "county", "township", "month", "day", "memo", "count", "yuan", "fen"}
TOLD = {
    "count", "yuan", "fen", "paid_count", "paid_yuan", "paid_fen", "refused_count", "refused_yuan",
    "refused_fen",
}  # fmt: skip
PLACEHOLDER = re.compile(r"\{([a-z_]*)\}")


class Cell(Shape):
    """One cell or field. Its width is in bytes of the encoding: what does not fit is an error, never cut."""

    width: int | None = Limited(default=None, gt=0)
    align: Literal["left", "right"] = "left"
    fill: str = Limited(default=" ", min_length=1, max_length=1)


class Column(Cell):
    """A column of the file the bank reads: what it holds, or a text that is the same in every line."""

    title: str = ""
    holds: Holds | None = None
    text: str = ""

    @model_validator(mode="after")
    def _holds_one_thing(self) -> Self:
        if self.holds and self.text:
            raise ValueError("a column holds something or says one text, not both")
        return self


class Words(Cell):
    """A cell of a line above or below the rows; {count}, {yuan} and the like are filled in."""

    text: str = ""

    @property
    def placeholders(self) -> set[str]:
        """Return what is to be filled in."""
        return set(PLACEHOLDER.findall(self.text))


class TotalsLine(Shape):
    """Where the totals stand and what they say."""

    line: Literal["first", "last"]
    cells: tuple[Words, ...] = Limited(min_length=1)


class Layout(Shape):
    """How the lines of a file are laid out."""

    kind: Kind
    encoding: Literal["utf-8", "utf-8-sig", "gb18030", "gbk"] = "gb18030"
    newline: Literal["lf", "crlf"] = "crlf"
    separator: str = Limited(default=",", min_length=1, max_length=1)
    sheet: str = ""
    titles: bool = True
    totals: TotalsLine | None = None

    def widths_fit(self, cells: tuple[Cell, ...]) -> None:
        """Raise ValueError where a fixed file lacks a width, or another file has one.

        Raises:
            ValueError: so.
        """
        for cell in (*cells, *(self.totals.cells if self.totals else ())):
            if (cell.width is not None) != (self.kind == "fixed"):
                raise ValueError(
                    "every cell of a file of fixed widths has a width, and no other cell has one"
                )


class Outgoing(Layout):
    """The file the bank reads. `split: township`: one file for each township, all of them in a zip."""

    name: str
    split: Literal["none", "township"] = "none"
    archive: str = ""  # what the zip is called
    above: tuple[tuple[Words, ...], ...] = ()
    columns: tuple[Column, ...] = Limited(min_length=1)

    @model_validator(mode="after")
    def _can_be_written(self) -> Self:
        above = tuple(cell for line in self.above for cell in line)
        self.widths_fit((*above, *self.columns))
        totals = self.totals.cells if self.totals else ()
        asked = {word for cell in (*above, *totals) for word in cell.placeholders}
        asked |= set(PLACEHOLDER.findall(self.name + self.archive))
        if unknown := asked - NAMED:
            raise ValueError(f"nothing is known of {', '.join(sorted(unknown))}")
        if (self.split == "township") != bool(self.archive):
            raise ValueError("what is split by township, and nothing else, says what its archive is called")
        if self.split == "township" and "{township}" not in self.name:
            raise ValueError("the files of several townships are told apart by {township}")
        return self


class AnswerColumn(Cell):
    """A column of the bank's answer: what it says, and the titles it goes by."""

    holds: Answered
    aliases: tuple[str, ...] = ()


class Incoming(Layout):
    """The file the bank answers with. `complete`: it answers every line of a roll at once, or none."""

    complete: bool
    columns: tuple[AnswerColumn, ...] = Limited(min_length=1)
    paid: tuple[str, ...] = Limited(min_length=1)
    refused: tuple[str, ...] = Limited(min_length=1)
    failures: dict[FailureCode, tuple[str, ...]] = {}

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        self.widths_fit(self.columns)
        held = [column.holds for column in self.columns]
        if any(held.count(each) > 1 for each in held if each != "ignored"):
            raise ValueError("one column stands there twice")
        if not ({"number", "status"} <= set(held) and set(held) & {"yuan", "fen"}):
            raise ValueError("an answer names the line, the amount and what became of it")
        if self.titles and self.kind != "fixed" and any(not column.aliases for column in self.columns):
            raise ValueError("a column is found by its title: every column has one")
        return self._totals_can_be_read()

    def _totals_can_be_read(self) -> Self:
        cells = self.totals.cells if self.totals else ()
        asked = [word for cell in cells for word in PLACEHOLDER.findall(cell.text)]
        if unknown := set(asked) - TOLD:
            raise ValueError(f"totals say nothing of {', '.join(sorted(unknown))}")
        if len(asked) > len(set(asked)):
            raise ValueError("totals say something twice")
        if self.titles and self.kind != "fixed" and self.totals and self.totals.line == "first":
            raise ValueError("above the titles no totals are read")
        if set(self.paid) & set(self.refused):
            raise ValueError("one word means paid and refused")
        return self


# What is told of every line, whoever reads the file; and the amount.
TOLD_TO = {"bank": {"number", "account", "holder"}, "payee": {"number", "name", "id_number"}}


class BankFormat(Shape):
    """One bank's way of being told, and of answering; `sure` says whether its layout was seen.

    `to: payee`: a list of names, for the organisation that is paid for everyone on it.
    """

    id: str = Limited(pattern=r"^[a-z][a-z0-9-]*$")
    name: Named
    to: Literal["bank", "payee"] = "bank"
    sure: Sure
    note: Named
    memo_length: int | None = Limited(
        default=None, gt=0
    )  # in characters, where the bank asks for just so many
    pays: Outgoing
    answers: Incoming

    @model_validator(mode="after")
    def _tells_enough(self) -> Self:
        held = {column.holds for column in self.pays.columns}
        if not (TOLD_TO[self.to] <= held and held & {"yuan", "fen"}):
            told = "number, holder, account" if self.to == "bank" else "number, name, id_number"
            raise ValueError(f"a {self.to} is told {told} and amount of every line")
        if self.to == "payee" and "account" in held:
            raise ValueError("whoever is paid is told no account")
        return self
