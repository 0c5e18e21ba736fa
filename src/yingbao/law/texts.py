"""YAML 1.2 by its core schema: the one way a text of policy or of a plan becomes values, and values a text.

libyaml does the parsing. What YAML 1.1 took for truths, floats and dates (no, on, 1.50, 2026-01-01) stays
text, so that no amount passes through a float and every date is read by one rule of ours.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # its types do not list it
from yaml.resolver import BaseResolver

WIDE = 1_000_000


class NotYaml(ValueError):
    """The text is not YAML; line and column count from one."""

    def __init__(self, why: str, line: int, column: int) -> None:
        super().__init__(f"{line}:{column}: {why}")
        self.why, self.line, self.column = why, line, column


class _Core(BaseResolver):
    """Tells whole numbers, true, false and nothing from text."""


for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("merge", r"<<", "<"),
):
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), list(first))


class _Reader(CParser, SafeConstructor, _Core):
    def __init__(self, text: str) -> None:
        CParser.__init__(self, text)
        SafeConstructor.__init__(self)
        _Core.__init__(self)


# YAML 1.1 has octals and numbers by sixties; 010 is ten here.
_Reader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))


class _Writer(yaml.SafeDumper):
    """Indents lists below their key, and repeats a value instead of pointing to it."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        return True


class OneLine(dict[str, Any]):
    """A mapping written on one line."""


class ShortList(list[Any]):
    """A list written on one line."""


class Block(str):
    """A text written line for line below its key, so that places inside it are those of the text."""


_Writer.add_representer(
    OneLine, lambda writer, data: writer.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)
)
_Writer.add_representer(
    ShortList, lambda writer, data: writer.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)
)
_Writer.add_representer(
    Block, lambda writer, data: writer.represent_scalar("tag:yaml.org,2002:str", str(data), style="|")
)


def compose(text: str) -> yaml.Node | None:
    """Return the text as nodes that know where they stand; None where there is nothing in it.

    Raises:
        NotYaml: it cannot be parsed.
    """
    try:
        return _Reader(text).get_single_node()
    except yaml.YAMLError as why:
        raise _obstacle(why) from why


def load(text: str) -> Any:
    """Return the text as plain values.

    Raises:
        NotYaml: it cannot be parsed.
    """
    try:
        return _Reader(text).get_single_data()
    except yaml.YAMLError as why:
        raise _obstacle(why) from why


def dump(values: Mapping[str, Any], comment: Iterable[str] = ()) -> str:
    """Return values as a text, in their order, with Chinese left readable; equal values give equal texts."""
    said = "".join(f"# {line}\n" for line in comment)
    return said + str(yaml.dump(values, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=WIDE))


def _obstacle(why: yaml.YAMLError) -> NotYaml:
    mark = getattr(why, "problem_mark", None) or getattr(why, "context_mark", None)
    said = getattr(why, "problem", None) or getattr(why, "context", None) or str(why)
    return NotYaml(said, mark.line + 1 if mark else 1, mark.column + 1 if mark else 1)
