"""Edits: single words of a pack written anew, put together as the text of an amendment."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias

from yingbao.law import texts
from yingbao.law.facts.documents import read_text
from yingbao.law.facts.problems import Problem, Problems, Wording
from yingbao.law.packs.overlays import document_of
from yingbao.law.packs.pack import Pack
from yingbao.law.packs.parameters import UNKNOWN, DatedValue
from yingbao.law.rules.binding import InForce
from yingbao.law.rules.programmes import WrittenCondition, WrittenProgramme
from yingbao.values.month import Month
from yingbao.values.sure import Sure

# What stood and what is to stand: a rule's text, or a dated value with `value`, `sure` and `source`.
Said: TypeAlias = "str | dict[str, Any] | None"


class What(StrEnum):
    """What of a pack an edit writes anew."""

    CONDITION = "condition"
    ELIGIBLE = "eligible"
    AMOUNT = "amount"
    # The sentences of a condition: what it `says` where it is met and how it `fails`, in both languages.
    SENTENCES = "sentences"
    # That a document states a condition which was only assumed so far.
    STATED = "stated"
    # A new condition, with `rule` and what it `says` in both languages; and one given up.
    ADDED = "added"
    REMOVED = "removed"
    # How another benefit bears on the programme; `name` is the fact that tells of it.
    RELATION = "relation"
    # A value from a month on; `name` is the month.
    VALUE = "value"
    # A value that stands, now with the source that says so; `name` is the month it begins.
    CONFIRMED = "confirmed"


VALUES = (What.VALUE, What.CONFIRMED)
RULES = (What.CONDITION, What.ELIGIBLE, What.AMOUNT)
# What decides about nobody.
WORDS = (What.CONFIRMED, What.SENTENCES, What.STATED)
# What a relation of a pack may say besides how the other benefit bears on this one.
BESIDE = ("amount", "to", "clause", "says", "fails", "note")
ABSENT = {"absent": True}


@dataclass(frozen=True)
class Edit:
    """One thing written anew: of a programme, or of a parameter."""

    what: What
    of: str
    name: str
    before: Said
    after: Said

    @property
    def path(self) -> tuple[str | int, ...]:
        """Where it stands in the text of an amendment."""
        if self.what in VALUES:
            return ("parameters", self.of, "values")
        below: dict[What, tuple[str, ...]] = {
            What.CONDITION: ("conditions", self.name, "rule"),
            What.ADDED: ("conditions", self.name, "rule"),
            What.REMOVED: ("conditions", self.name),
            What.SENTENCES: ("conditions", self.name),
            What.STATED: ("conditions", self.name, "sure"),
            What.RELATION: ("relations",),
            What.ELIGIBLE: ("eligible",),
            What.AMOUNT: ("pays", "amount"),
        }
        return ("programmes", self.of, *below[self.what])

    @property
    def text(self) -> str:
        """The rule it writes; nothing where it writes none."""
        if self.what is What.ADDED and isinstance(self.after, dict):
            return str(self.after.get("rule", ""))
        return self.after if self.what in RULES and isinstance(self.after, str) else ""

    @property
    def plain(self) -> dict[str, Any]:
        """The edit as JSON keeps it."""
        return {
            "what": self.what.value,
            "of": self.of,
            "name": self.name,
            "before": self.before,
            "after": self.after,
        }

    @classmethod
    def of_plain(cls, plain: Mapping[str, Any]) -> "Edit":
        """Return the edit JSON kept."""
        return cls(What(plain["what"]), plain["of"], plain["name"], plain["before"], plain["after"])


@dataclass(frozen=True)
class Fault:
    """What is wrong with an edit, and where in its own text; the edit is None where it is none of them."""

    edit: Edit | None
    line: int
    column: int
    message: Wording


class NoSuchPlace(LookupError):
    """The pack has no such programme, condition or value to write anew."""


def tidy(text: str) -> str:
    """Return a rule as it is kept: lines end as one kind of line ends, with no space before that."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def say_now(pack: Pack, what: What, of: str, name: str) -> Said:
    """Return what stands in the pack where an edit would write; for a value, what is in force in the month.

    Raises:
        NoSuchPlace: there is nothing of that name.
    """
    if what in VALUES:
        parameter = pack.parameters.get(of)
        dated = parameter.on(Month.parse(name)) if parameter else None
        if parameter is None or (what is What.CONFIRMED and (dated is None or str(dated.start) != name)):
            raise NoSuchPlace(f"{of} {name}")
        return say_value(dated)
    return _say_rule(programme_of(pack, of), what, name)


def _say_rule(programme: WrittenProgramme, what: What, name: str) -> Said:
    if what is What.RELATION:
        return _say_relation(programme, name)
    if what is What.ELIGIBLE:
        return programme.eligible_text
    if what is What.AMOUNT and programme.pays:
        return " ".join(programme.pays.text.split())
    found = next((condition for condition in own_conditions(programme) if condition.id == name), None)
    if what is What.ADDED and found is None:
        return None
    if found is not None and what in OF_CONDITION:
        return OF_CONDITION[what](found)
    raise NoSuchPlace(f"{programme.id} {name}")


def say_sentences(condition: WrittenCondition) -> dict[str, Any]:
    """Return the sentences of a condition as files write them."""
    return {
        "says": {"zh": condition.says.zh, "en": condition.says.en},
        "fails": {"zh": condition.fails.zh, "en": condition.fails.en},
    }


OF_CONDITION: Mapping[What, Callable[[WrittenCondition], Said]] = {
    What.CONDITION: lambda condition: condition.text,
    What.ADDED: lambda condition: condition.text,
    What.REMOVED: lambda condition: condition.text,
    What.SENTENCES: say_sentences,
    What.STATED: lambda condition: condition.sure.value,
}


def _say_relation(programme: WrittenProgramme, fact: str) -> Said:
    """Return how another benefit bears on a programme as files write it; None where nothing says so."""
    found = next((relation for relation in programme.relations if relation.fact_id == fact), None)
    if found is None:
        return None
    made = next((each.text for each in programme.conditions if each.id == found.condition_id), "")
    said = {
        "relation": found.kind,
        "amount": made.rpartition(" > ")[2] if found.kind == "choose_higher" else "",
        "source": str(found.citation or ""),
        "from": str(found.in_force.start or ""),
        "to": str(found.in_force.end or ""),
    }
    return {key: value for key, value in said.items() if value}


def programme_of(pack: Pack, programme_id: str) -> WrittenProgramme:
    """Return a programme by its id.

    Raises:
        NoSuchPlace: the pack has none.
    """
    found = next((programme for programme in pack.programmes if programme.id == programme_id), None)
    if found is None:
        raise NoSuchPlace(programme_id)
    return found


def own_conditions(programme: WrittenProgramme) -> list[WrittenCondition]:
    """Return the conditions that are written as rules; those its relations make are none."""
    made = {relation.condition_id for relation in programme.relations}
    return [condition for condition in programme.conditions if condition.id not in made]


def say_value(dated: DatedValue | None) -> Said:
    """Return a dated value as files write it; None where there was none yet."""
    if dated is None:
        return None
    return {"value": write_value(dated.value), "sure": dated.sure.value, "source": dated.source}


def write_value(value: InForce) -> object:
    """Return a value as files write it; money is whole fen, a tier per tier."""
    if isinstance(value, Mapping):
        return {_key(tier): write_value(amount) for tier, amount in value.items()}
    if value is None:
        return UNKNOWN
    return value.isoformat() if isinstance(value, date) else value


def _key(tier: object) -> str:
    return str(tier).lower() if isinstance(tier, bool) else str(tier)


def confirmed(pack: Pack, parameter: str, start: Month, source: str) -> Edit:
    """Return the edit that says of a value that stands: a source says so.

    Raises:
        NoSuchPlace: the parameter has no value that begins in the month.
    """
    before = say_now(pack, What.CONFIRMED, parameter, str(start))
    if not isinstance(before, dict):
        raise NoSuchPlace(f"{parameter} {start}")
    after = {**before, "sure": Sure.STATED.value, "source": source}
    return Edit(What.CONFIRMED, parameter, str(start), before, after)


def compose(edits: Iterable[Edit], start: Month, name: Wording, source: str) -> str:
    """Return the text of an amendment, without its id: that is given when it is approved."""
    parameters: dict[str, Any] = {}
    programmes: dict[str, Any] = {}
    for edit in edits:
        if edit.what in VALUES and isinstance(edit.after, dict):
            entry = {"from": edit.name, **edit.after}
            parameters.setdefault(edit.of, {"values": []})["values"].append(entry)
        elif edit.what is What.RELATION:
            relations = programmes.setdefault(edit.of, {}).setdefault("relations", [])
            relations.append(_relation(edit, source))
        elif edit.what is What.SENTENCES and isinstance(edit.after, dict):
            for key, sentence in edit.after.items():
                _put(programmes, (*map(str, edit.path[1:]), key), dict(sentence))
        else:
            _put(programmes, edit.path[1:], _anew(edit))
            if edit.what is What.ADDED and isinstance(edit.after, dict):
                _put(programmes, (edit.of, "conditions", edit.name, "says"), dict(edit.after["says"]))
    written = {
        "name": {"zh": name.zh, "en": name.en},
        "in_force": {"from": str(start)},
        "source": source,
        "parameters": parameters,
        "programmes": programmes,
    }
    return texts.dump({key: value for key, value in written.items() if value})


def _relation(edit: Edit, source: str) -> dict[str, Any]:
    """Return a relation as an amendment writes it: of one that stood, only what is said anew is left."""
    if not isinstance(edit.after, dict):
        return {"with": edit.name, **ABSENT}
    said = {"with": edit.name, **edit.after, "source": document_of(source), "sure": Sure.STATED.value}
    left = [key for key in BESIDE if key not in said] if edit.before is not None else []
    return {**said, **{key: dict(ABSENT) for key in left}}


def _anew(edit: Edit) -> object:
    if edit.what is What.REMOVED:
        return dict(ABSENT)
    return edit.after if edit.what is What.STATED else texts.Block(edit.text)


def _put(under: dict[str, Any], path: Sequence[str | int], value: object) -> None:
    *above, last = map(str, path)
    for step in above:
        under = under.setdefault(step, {})
    under[last] = value


def with_id(name: str, text: str) -> str:
    """Return the text of an amendment with its id, as its file has it."""
    return f"id: {name}\n{text}"


def faults(text: str, path: Path, edits: Sequence[Edit], problems: Iterable[Problem]) -> Iterator[Fault]:
    """Give each problem as a fault of the edit it lies in, counted from the start of the edit's own text."""
    document = read_text(text, path, Problems())
    rules = [edit for edit in edits if edit.text]
    begun = {edit.path: document.find(edit.path).place.line for edit in rules} if document else {}
    for problem in problems:
        here = problem.place
        within = [
            edit
            for edit in rules
            if here.file == path and begun[edit.path] <= here.line <= begun[edit.path] + edit.text.count("\n")
        ]
        if within:
            line = here.line - begun[within[0].path] + 1
            yield Fault(within[0], line, here.column, problem.message)
        else:
            yield Fault(None, here.line, here.column, problem.message)
