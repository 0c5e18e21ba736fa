"""A YAML file of the law as values that remember where they stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from yingbao.law import texts
from yingbao.law.facts.problems import Place, Problem, Problems, Wording

Scalar: TypeAlias = str | int | bool | None
Plain: TypeAlias = "Scalar | list[Plain] | dict[str, Plain]"

# Documents kept as read: all files of some packs, and what amendments make of them.
KEPT = 4096

TWICE = Wording("“{key}”写了两次，请只保留一处", "“{key}” is written twice; keep one of them")
NOT_YAML = Wording("不是有效的 YAML：{why}", "not valid YAML: {why}")
NO_FILE = Wording("文件不存在", "there is no such file")
NOT_TEXT = Wording("文件不是 UTF-8 文本", "the file is not UTF-8 text")


@dataclass(frozen=True)
class Located:
    """A value of the file and its place; mappings and lists hold located values themselves."""

    place: Place
    value: "Scalar | list[Located] | dict[str, Located]"
    key_place: Place

    @property
    def mapping(self) -> "dict[str, Located]":
        """The entries, or nothing where something other than a mapping stands."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> "list[Located]":
        """The items, or nothing where something other than a list stands."""
        return self.value if isinstance(self.value, list) else []

    @property
    def text(self) -> str:
        """The scalar as written, or nothing where a mapping or list stands."""
        return "" if self.value is None or isinstance(self.value, dict | list) else str(self.value)

    @property
    def plain(self) -> Plain:
        """The value without places."""
        if isinstance(self.value, dict):
            return {key: entry.plain for key, entry in self.value.items()}
        if isinstance(self.value, list):
            return [item.plain for item in self.value]
        return self.value

    def find(self, path: tuple[str | int, ...]) -> "Located":
        """Return what stands at the path, or the nearest thing above it."""
        here = self
        for step in path:
            below = here._step(step)
            if below is None:
                break
            here = below
        return here

    def _step(self, step: str | int) -> "Located | None":
        if isinstance(self.value, list) and isinstance(step, int) and step < len(self.value):
            return self.value[step]
        return self.mapping.get(str(step))


def read_document(path: Path, problems: Problems) -> Located | None:
    """Return the file's content with places, or None after noting why it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.add(Place(path), NO_FILE)
        return None
    except UnicodeDecodeError:
        problems.add(Place(path), NOT_TEXT)
        return None
    return read_text(text, path, problems)


def read_text(text: str, path: Path, problems: Problems) -> Located | None:
    """Return the text's content with places, or None after noting why it cannot be read."""
    document, found = _read(text, path)
    problems.found.extend(found)
    return document


# A pack is read many times with one file of it changed. What is read is never altered, so it can be kept.
@lru_cache(maxsize=KEPT)
def _read(text: str, path: Path) -> tuple[Located | None, tuple[Problem, ...]]:
    problems = Problems()
    return _parsed(text, path, problems), tuple(problems.found)


def _parsed(text: str, path: Path, problems: Problems) -> Located | None:
    try:
        node = texts.compose(text)
    except texts.NotYaml as obstacle:
        problems.add(Place(path, obstacle.line, obstacle.column), NOT_YAML.fill(why=obstacle.why))
        return None
    if node is None:
        return Located(Place(path), {}, Place(path))
    place = _place(path, node)
    return _locate(node, path, place, problems)


def _place(path: Path, node: Node) -> Place:
    quoted = isinstance(node, ScalarNode) and node.style in ("'", '"')
    folded = isinstance(node, ScalarNode) and node.style in ("|", ">")
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    return Place(path, line + 1, 1) if folded else Place(path, line, column + (1 if quoted else 0))


def _locate(node: Node, path: Path, key_place: Place, problems: Problems) -> Located:
    place = _place(path, node)
    if isinstance(node, MappingNode):
        return Located(place, dict(_entries(node, path, problems)), key_place)
    if isinstance(node, SequenceNode):
        items = [_locate(item, path, _place(path, item), problems) for item in node.value]
        return Located(place, items, key_place)
    if not isinstance(node, ScalarNode):
        raise TypeError(node)
    return Located(place, _scalar(node), key_place)


def _entries(node: MappingNode, path: Path, problems: Problems) -> Iterator[tuple[str, Located]]:
    own: set[str] = set()
    for key_node, value_node in node.value:
        if key_node.tag.endswith(":merge"):
            yield from _entries(value_node, path, problems)
    for key_node, value_node in node.value:
        if key_node.tag.endswith(":merge"):
            continue
        key = str(key_node.value)
        key_place = _place(path, key_node)
        if key in own:
            problems.add(key_place, TWICE.fill(key=key))
            continue
        own.add(key)
        yield key, _locate(value_node, path, key_place, problems)


def _scalar(node: ScalarNode) -> Scalar:
    # Only whole numbers, true/false and nothing are read; 1.50 and 2026-01-01 stay text, so that
    # no amount ever passes through a float and every date is read by one rule of ours.
    kind = str(node.tag).rpartition(":")[2]
    if kind == "int" and node.value.lstrip("+-").isdecimal():
        return int(node.value)
    if kind == "bool":
        return str(node.value).lower() == "true"
    return None if kind == "null" else str(node.value)
