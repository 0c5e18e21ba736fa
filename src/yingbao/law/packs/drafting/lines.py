"""Lines of YAML with comments: keys, quoted texts, and entries left out until someone decides."""

import re
from collections.abc import Iterable, Iterator, Mapping

from yingbao.law.facts.problems import Wording

# What is to be decided is found by this word, in files of either language.
MARK = "待核"
LONGEST = 60
PLAIN = re.compile(r"(?![0-9]+$)[\w.]+")


def quoted(text: str) -> str:
    """Return a text as YAML reads it back, whatever stands in it."""
    return "'" + text.replace("'", "''") + "'"


def key(text: str) -> str:
    """Return a key; one that could be taken for a number is quoted."""
    return text if PLAIN.fullmatch(text) else quoted(text)


def wording(words: Wording) -> str:
    """Return a text of both languages on one line."""
    return f"{{zh: {quoted(words.zh)}, en: {quoted(words.en)}}}"


def listed(names: Iterable[str]) -> str:
    """Return a list on one line."""
    return "[" + ", ".join(names) + "]"


def inline(entries: Mapping[str, str]) -> str:
    """Return a mapping on one line; its values are YAML already."""
    return "{" + ", ".join(f"{name}: {value}" for name, value in entries.items()) + "}"


def beginning(text: str) -> str:
    """Return the beginning of a text, on one line."""
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else words[:LONGEST] + "…"


def remark(text: str) -> str:
    """Return a comment."""
    return f"# {text}".rstrip()


def left_out(lines: Iterable[str]) -> Iterator[str]:
    """Give lines that hold once their `# ` is taken away."""
    yield from (f"# {line}" for line in lines)


def page(lines: Iterable[str]) -> str:
    """Return the text of a file."""
    return "\n".join(lines) + "\n"
