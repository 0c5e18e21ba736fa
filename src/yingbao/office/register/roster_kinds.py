"""What kinds of rosters there are: which columns a list has, and what one of its rows becomes.

Kinds are data: policy/rosters/*.yaml for the shapes all counties share, policy/packs/<id>/rosters/*.yaml for
a county's own. A kind that cannot be read is reported with file and line, and then no kind is loaded.
"""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from yingbao.law.facts.documents import Located, read_document
from yingbao.law.facts.problems import Problems

ColumnType = Literal[
    "name", "resident_id", "certificate_number", "birth", "sex", "date", "since", "until", "month", "money",
    "grade", "certificate_kind", "yes_no", "choice", "place", "somewhere", "address", "phone", "account",
    "integer", "text", "ignored",
]  # fmt: skip
RecordName = Literal[
    "certificate",
    "spell",
    "death",
    "hukou",
    "home",
    "stated",
    "contact",
    "bank_account",
    "guardian",
    "household",
]
# What each record takes from a row: needed parts, then parts that may be left out.
PARTS: dict[str, tuple[set[str], set[str]]] = {
    "certificate": ({"number"}, {"kind", "grade", "issued", "expires", "status", "status_on"}),
    "spell": ({"scheme"}, {"since", "until", "amount", "category"}),
    "death": ({"on"}, set()),
    "hukou": (set(), {"place", "since", "move", "from_place", "to_place"}),
    "home": ({"address"}, {"place"}),
    "stated": ({"fact", "value"}, {"on"}),
    "contact": ({"number"}, {"name"}),
    "bank_account": ({"account"}, {"holder", "holder_number", "bank"}),
    "guardian": ({"name"}, {"number", "phone", "relation"}),
    "household": ({"head_number"}, {"relation"}),
}
# These parts name a thing itself and not the column it stands in.
LITERALS = {"fact"}


class Words(BaseModel):
    """A label in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    zh: str
    en: str


class Column(BaseModel):
    """One column: the names it goes by, what its cells mean, whether the list is worth reading without it.

    `required: true` asks for the column and for a value in every row, `header` only for the column.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    aliases: tuple[str, ...] = Field(min_length=1)
    type: ColumnType
    required: bool | Literal["header"] = False
    choices: dict[str, tuple[str, ...]] = {}

    @model_validator(mode="after")
    def _choices_belong_to_choice(self) -> Self:
        if bool(self.choices) != (self.type == "choice"):
            raise ValueError("a column of type choice, and no other, lists its choices")
        return self


class Record(BaseModel):
    """One thing a row becomes; every other key names the column its part is read from."""

    model_config = ConfigDict(extra="allow", frozen=True)
    record: RecordName
    scheme: str | None = None
    when: dict[str, tuple[str, ...]] = {}

    @property
    def parts(self) -> dict[str, str]:
        return {k: str(v) for k, v in (self.__pydantic_extra__ or {}).items()}

    @model_validator(mode="after")
    def _parts_are_known(self) -> Self:
        needed, optional = PARTS[self.record]
        given = set(self.parts) | ({"scheme"} if self.scheme else set())
        if "scheme_column" in given:
            given.add("scheme")
        if missing := needed - given:
            raise ValueError(f"{self.record} needs {', '.join(sorted(missing))}")
        if unknown := given - needed - optional - {"scheme_column"}:
            raise ValueError(f"{self.record} has no {', '.join(sorted(unknown))}")
        return self


class RosterKind(BaseModel):
    """One kind of roster.

    `complete: true` means that who is not on the list has it ended at the month before; a list that is not
    complete only reports changes. `repeats: keep` keeps a person listed twice, because being paid twice is
    a finding; otherwise the second line is refused.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    name: Words
    counterpart: Words
    titles: tuple[str, ...] = Field(min_length=1)
    complete: bool = False
    absent: Literal["ended", "kept"] = "ended"
    month: Literal["list", "rows"] = "list"
    repeats: Literal["refuse", "keep"] = "refuse"
    covers: tuple[str, ...] = ()
    columns: tuple[Column, ...] = Field(min_length=1)
    becomes: tuple[Record, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _columns_fit(self) -> Self:
        ids = [column.id for column in self.columns]
        if twice := {i for i in ids if ids.count(i) > 1}:
            raise ValueError(f"two columns are called {', '.join(sorted(twice))}")
        for record in self.becomes:
            named = {v for k, v in record.parts.items() if k not in LITERALS} | set(record.when)
            if unknown := named - set(ids) - {"place"}:
                raise ValueError(
                    f"{record.record} names columns that are not there: {', '.join(sorted(unknown))}"
                )
        if not {"resident_id", "certificate_number"} & {column.type for column in self.columns}:
            raise ValueError("no column says who a row is about")
        return self._coverage_fits()

    def _coverage_fits(self) -> Self:
        if self.complete and not self.covers:
            raise ValueError("a complete list says which schemes it covers")
        if self.covers and not self.complete:
            raise ValueError("only a complete list covers a scheme")
        return self

    def column(self, column_id: str) -> Column:
        """Return a column by its id."""
        return next(column for column in self.columns if column.id == column_id)

    @property
    def digest(self) -> str:
        """A fingerprint of everything that decides how the kind is read."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


class KindProblem(Exception):
    """Roster kinds that cannot be used; prints one `file:line: problem` per line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def kind_files(policy_dir: Path, pack_ids: tuple[str, ...] = ()) -> list[Path]:
    """Return the files of the national kinds, then those of the packs, outermost pack first."""
    folders = [policy_dir / "rosters", *(policy_dir / "packs" / pack / "rosters" for pack in pack_ids)]
    return [path for folder in folders for path in sorted(folder.glob("*.yaml"))]


def load_kinds_of(policy_dir: Path, division_code: str) -> dict[str, RosterKind]:
    """Return the kinds of rosters a county knows: the national ones, its province's, its own."""
    packs = ("cn", f"cn-{division_code[:2]}", f"cn-{division_code[:4]}", f"cn-{division_code[:6]}")
    return load_kinds(policy_dir, packs)


def load_kinds(policy_dir: Path, pack_ids: tuple[str, ...] = ()) -> dict[str, RosterKind]:
    """Return every kind by id; a pack's own kind takes the place of a national one with the same id.

    Raises:
        KindProblem: something in some file cannot be understood; all problems are listed.
    """
    kinds: dict[str, RosterKind] = {}
    problems: list[str] = []
    for path in kind_files(policy_dir, pack_ids):
        try:
            kind = _read_once(path, path.stat().st_mtime_ns, path.stat().st_size)
        except KindProblem as found:
            problems += found.problems
            continue
        kinds[kind.id] = kind
    if problems:
        raise KindProblem(problems)
    return kinds


@lru_cache(maxsize=500)
def _read_once(path: Path, changed: int, size: int) -> RosterKind:
    """A worker asks for the kinds again for every file; a file that did not change is not read again."""
    return read_kind(path)


def read_kind(path: Path) -> RosterKind:
    """Return the kind one file describes, or raise KindProblem with every problem and its line."""
    problems = Problems()
    tree = read_document(path, problems)
    if tree is None or problems:
        raise KindProblem([f"{p.place.file}:{p.place.line}: {p.message.en}" for p in problems])
    if not isinstance(tree.value, dict):
        raise KindProblem([f"{path}:1: a roster kind is a mapping"])
    try:
        kind = RosterKind.model_validate(tree.plain)
    except ValidationError as why:
        raise KindProblem([_said(path, tree, error) for error in why.errors()]) from None
    if kind.id != path.stem:
        raise KindProblem([f"{path}:1: the file is called {path.stem} and the kind {kind.id}"])
    return kind


def _said(path: Path, tree: Located, error: Any) -> str:
    place = ".".join(str(part) for part in error["loc"])
    text = error["msg"].removeprefix("Value error, ")
    line = tree.find(error["loc"]).key_place.line
    return f"{path}:{line}: {place + ': ' if place else ''}{text}"
