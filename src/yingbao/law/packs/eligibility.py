"""Who is entitled, as text: one condition more, or one less."""

import re

WORD = re.compile(r"'[^']*'|\w+|[^\w\s]|\s+")


def names_in(text: str) -> set[str]:
    """Return the words of a text, the names of conditions among them."""
    return {word for word in WORD.findall(text) if word.isidentifier()}


def with_condition(text: str, name: str) -> str:
    """Return who is entitled if a condition must be met as well; a text that names it already stays."""
    if name in names_in(text):
        return text
    parts = _joined(text)
    before = f"({text})" if parts is None else text
    return f"{before} AND {name}" if text.strip() else name


def without_condition(text: str, name: str) -> str:
    """Return who is entitled if a condition need not be met.

    Where it stands inside something else than a plain AND, or alone, the text stays as it is: who is
    entitled then is to be written anew.
    """
    parts = _joined(text)
    left = [part for part in parts or [] if part.strip() != name]
    if not left or parts is None or len(left) == len(parts):
        return text
    return " AND ".join(part.strip() for part in left)


def _joined(text: str) -> list[str] | None:
    """Return what a plain AND joins; None where an OR stands beside it."""
    parts, depth = [""], 0
    for word in WORD.findall(text.replace("（", "(").replace("）", ")")):
        depth += (word == "(") - (word == ")")
        if not depth and word.upper() == "OR":
            return None
        if not depth and word.upper() == "AND":
            parts.append("")
        else:
            parts[-1] += word
    return parts
