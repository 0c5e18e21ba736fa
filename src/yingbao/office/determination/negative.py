"""Amounts below nought: nobody owes a subsidy, so the rules are wrong and nothing of them is stored."""
# ruff: noqa: S608 - only our own names and numbers stand in these statements.

from collections.abc import Iterator

from yingbao.law.facts.problems import Wording
from yingbao.law.rules.months import MonthRules
from yingbao.office.determination.layouts import pages_of, programmes_of
from yingbao.office.determination.tables import answers_of, fetch

TOLD = Wording("“{name}”：有 {persons} 人的金额为负", "“{name}”: the amount of {persons} persons is negative")


class NegativeAmount(Exception):
    """The rules owe somebody less than nothing: which programme, and how many persons."""

    def __init__(self, told: list[Wording]) -> None:
        self.told = tuple(told)
        super().__init__("；".join(each.zh for each in told))


def refuse_negative(rules: MonthRules, among: str) -> None:
    """Look through the answers of a run to the persons and pages in a table.

    Raises:
        NegativeAmount: there is an amount below nought.
    """
    told = [
        TOLD.fill(name=rules.by_id[programme].name, persons=persons)
        for page in range(len(rules.pages))
        for programme, persons in _counted(rules, page, among)
        if persons
    ]
    if told:
        raise NegativeAmount(told)


def _counted(rules: MonthRules, page: int, among: str) -> Iterator[tuple[str, int]]:
    """Give each programme of a page that pays in money, and how many persons it owes less than nothing."""
    paying = [each for each in programmes_of(pages_of(rules), page) if each.amount_column]
    if not paying:
        return
    columns = ", ".join(f"SUM(CASE WHEN new.{each.amount_column} < 0 THEN 1 ELSE 0 END)" for each in paying)
    (counts,) = fetch(
        f"SELECT {columns} FROM {answers_of(page)} AS new JOIN {among} AS chosen"
        f" ON chosen.person_id = new.person_id AND chosen.page = {page} AND NOT chosen.gone"
    )
    for programme, count in zip(paying, counts, strict=True):
        yield programme.id, int(str(count or 0))
