"""The plain reference engine in the place of the fast one: it judges what the database answers."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from yingbao.law.engines import reference
from yingbao.law.rules.months import MonthRules, Page
from yingbao.office.determination import facts
from yingbao.office.determination.layouts import amount_column, pages_of, programmes_of
from yingbao.office.determination.tables import answers_of, execute, fetch, temporary


@contextmanager
def answers(rules: MonthRules, facts_table: str) -> Iterator[None]:
    """Stand in for evaluating.answers."""
    with ExitStack() as stack:
        for page in rules.pages:
            money = [c for p in rules.on(page) if (c := amount_column(p))]
            columns = (
                "person_id BIGINT, true_bits BIGINT, unknown_bits BIGINT, yes_bits BIGINT, ask_bits BIGINT"
            )
            columns += "".join(f", {name} BIGINT" for name in money) + ", amounts TEXT"
            stack.enter_context(temporary(answers_of(page.number), columns))
        asked = facts.asked_of(rules.facts)
        for person, *values in fetch(f"SELECT * FROM {facts_table}"):
            known = {a.id: facts._value(a, v) for a, v in zip(asked, values, strict=True)}
            for page in rules.pages:
                row = _row(rules, page, known)
                marks = ", ".join(["%s"] * (len(row) + 1))
                execute(f"INSERT INTO {answers_of(page.number)} VALUES ({marks})", person, *row)
        yield


def _row(rules: MonthRules, page: Page, known: dict[str, object]) -> list[object]:
    given = reference.determine(rules, known)
    truths = [reference.truth_of(rules.conditions[n], known) for n in page.conditions]
    yes = ask = 0
    amounts = []
    texts = []
    for programme in programmes_of(pages_of(rules), page.number):
        answer = given[programme.id]
        yes |= programme.mask * (answer.outcome is True)
        ask |= programme.mask * (answer.outcome is None)
        if programme.amount_column:
            amounts.append(answer.amount_fen)
            known_fen = "?" if answer.amount_fen is None else str(answer.amount_fen)
            texts.append("" if answer.outcome is False else known_fen)
    true_bits = sum(1 << n for n, truth in enumerate(truths) if truth is True)
    unknown_bits = sum(1 << n for n, truth in enumerate(truths) if truth is None)
    return [true_bits, unknown_bits, yes, ask, *amounts, ",".join(texts)]
