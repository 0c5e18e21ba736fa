"""What is said about bank files: policy/bank-sentences.yaml, and what is said of any file."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from yingbao.law import texts
from yingbao.office.payments.bank_answers import Reason
from yingbao.office.register.roster_sentences import line_in_sheet, say

Sentences = Mapping[str, Mapping[str, Mapping[str, str]]]


@lru_cache(maxsize=4)
def sentences(path: Path) -> Sentences:
    """Return the sentences of a file, by section and code."""
    tree: Sentences = texts.load(path.read_text(encoding="utf-8"))
    return tree


def say_failure(code: str, language: str = "zh") -> str:
    """Return why the bank did not pay a line, and what to do; the code itself where it is none of ours."""
    return _said("failures", code, language) or code


def say_reason(reason: Reason, language: str = "zh") -> str:
    """Return why a file is not written or not taken, with the line it stands in."""
    params = {name: _word(name, value, language) for name, value in reason.params.items()}
    sentence = _said("reasons", reason.code, language)
    if sentence:
        text = sentence.format_map(params)
    else:
        text = say(Path(settings.POLICY_DIR), "problems", reason.code, params, language)
    return _place(reason, language) + text


def _word(name: str, value: object, language: str) -> object:
    """Return a parameter; a column or an outcome is said by its name."""
    return (name in {"column", "total", "before"} and _said("words", str(value), language)) or value


def _place(reason: Reason, language: str) -> str:
    sheet, line = line_in_sheet(reason.line)
    english = language.startswith("en")
    parts = []
    if line:
        inside = (f"sheet {sheet}, " if english else f"第 {sheet} 张表") if sheet > 1 else ""
        parts.append(f"{inside}line {line}" if english else f"{inside}第 {line} 行")
    if reason.number is not None:
        parts.append(f"line {reason.number} of the roll" if english else f"清册第 {reason.number} 行")
    if not parts:
        return ""
    return f"{', '.join(parts)}: " if english else f"{'，'.join(parts)}："


def _said(section: str, code: str, language: str) -> str:
    words: Mapping[str, Any] = sentences(Path(settings.POLICY_DIR) / "bank-sentences.yaml")[section]
    return str(words[code]["en" if language.startswith("en") else "zh"]) if code in words else ""
