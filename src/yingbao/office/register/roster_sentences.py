"""What is said about rosters, in sentences: policy/roster-sentences.yaml."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from yingbao.law import texts

Section = Literal["problems", "repairs", "remarks", "aside"]
SHEET_STEP = 100_000_000


@cache
def _sentences(path: Path) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    tree: Mapping[str, Mapping[str, Mapping[str, str]]] = texts.load(path.read_text(encoding="utf-8"))
    return tree


def codes(policy_dir: Path, section: Section) -> list[str]:
    """Return the codes for which there is a sentence."""
    return list(_sentences(policy_dir / "roster-sentences.yaml")[section])


def say(
    policy_dir: Path, section: Section, code: str, params: Mapping[str, Any], language: str = "zh"
) -> str:
    """Return the sentence for a code; the language is zh or en, whatever follows it."""
    words = _sentences(policy_dir / "roster-sentences.yaml")[section].get(code)
    if words is None:
        return code
    text = words["en" if language.startswith("en") else "zh"]
    return text.format_map(_Given(params))


def say_problem(policy_dir: Path, problem: Mapping[str, Any], language: str = "zh") -> str:
    """Return the sentence for one problem of a row, with the column it stands in."""
    column = str(problem.get("shown") or "")
    sentence = say(policy_dir, "problems", str(problem["code"]), problem.get("params", {}), language)
    if not column:
        return sentence
    return f"{column}: {sentence}" if language.startswith("en") else f"{column}：{sentence}"


def line_in_sheet(line: int) -> tuple[int, int]:
    """Return which of the sheets read a line stands in (from 1), and its line there."""
    sheet, row = divmod(line, SHEET_STEP)
    return sheet + 1, row


class _Given(dict[str, Any]):
    """Parameters, of which a missing one shows itself instead of hiding the sentence."""

    def __missing__(self, key: str) -> str:
        return "…"
