"""Writes docs/reference/rule-language.md from the chapters, so that no example in it is untrue."""

from collections.abc import Iterator

from tests.spec.chapter import ROOT, Amounts, Refusal, Table, refusals
from tests.spec.chapters import CHAPTERS

HEAD = """# The rule language

A condition is a SQL boolean expression over the vocabulary of `policy/facts/`.
It is read by `yingbao.law.rules` and checked before anything is decided.
Every table below is run by `tests/spec`; this page is made from them by `python -m tests.spec.manual`.

In a programme, `conditions` are rules over facts and parameters, `eligible` joins named conditions,
`pays.amount` is an amount, and `relations` make conditions of their own.
`-` in a table is a fact that is not known. Where no month is named it is June 2026.
"""


def manual() -> str:
    """Return the page."""
    return "\n".join([HEAD, *(line for chapter in CHAPTERS for line in _chapter(chapter))])


def _chapter(chapter) -> Iterator[str]:
    yield f"## {chapter.title}\n"
    yield chapter.text + "\n"
    refused = [example for example in chapter.examples if isinstance(example, Refusal)]
    for example in chapter.examples:
        if isinstance(example, Table):
            yield from _table(example)
    if refused:
        yield "| where | text | what is said |\n|---|---|---|"
        for refusal in refused:
            said = refusals(refusal)[0].partition(": ")[2]
            yield f"| {refusal.purpose.value} | `{refusal.rule}` | {said} |"
        yield ""


def _table(table: Table) -> Iterator[str]:
    if table.says:
        yield table.says + "\n"
    yield f"```sql\n{table.rule}\n```\n"
    names, *rows = table.lines
    last = "fen" if isinstance(table, Amounts) else "answer"
    yield "| " + " | ".join([*names[:-1], last]) + " |"
    yield "|" + "---|" * len(names)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


if __name__ == "__main__":
    (ROOT / "docs/reference/rule-language.md").write_text(manual())
