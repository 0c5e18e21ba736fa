"""Names of table columns as counties write them, and what a cell of each kind looks like."""

import re
from collections.abc import Sequence
from enum import StrEnum

from yingbao.law.plans.lines import Line, plain
from yingbao.law.plans.sentences import ended
from yingbao.law.plans.units import begins_a_unit, looks_like_units, new_unit_between


class Column(StrEnum):
    """What a column of a plan's table holds."""

    NUMBER = "number"
    NAME = "name"
    CATEGORY = "category"
    MEASURE = "unit"
    BASELINE = "baseline"
    TARGET = "target"
    TYPE = "type"
    TASK = "task"
    LEAD = "lead"
    RESPONSIBLE = "responsible"
    DEADLINE = "deadline"
    NOTE = "note"


BODIES = r"(?:单位|部门|机关|责任单位|责任部门)"
NAMES: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.NUMBER, re.compile(r"序号|编号|№|NO\.?", re.IGNORECASE)),
    (Column.NAME, re.compile(r"(?:主要|具体|规划|发展)?指标(?:名称|内容)?")),
    (Column.CATEGORY, re.compile(r"(?:指标|任务)?(?:类别|类型|领域|维度|分类)")),
    (
        Column.TASK,
        re.compile(
            r"(?:重点|主要|工作|具体|目标)*(?:任务|工作|项目|事项|举措|措施)(?:内容|名称|事项|举措|措施|任务)?"
        ),
    ),
    (Column.LEAD, re.compile(rf"(?:牵头|主办|主责|主管|第一责任|首要责任)(?:责任)?{BODIES}")),
    (
        Column.RESPONSIBLE,
        re.compile(rf"(?:责任|配合|协办|参与|参加|协同|协作|承办|落实|实施)(?:责任)?{BODIES}"),
    ),
    (Column.MEASURE, re.compile(r"(?:计量)?单位")),
    (Column.TYPE, re.compile(r"(?:指标)?(?:属性|性质)")),
    (
        Column.BASELINE,
        re.compile(
            r"(?:20[0-9]{2}年)?(?:基期|基准|基础|现状)[值数]?|(?:20[0-9]{2}年)?(?:完成|实际|现有)(?:值|数|情况)|20[0-9]{2}年?基数|20[12]0年?"
        ),
    ),
    (
        Column.TARGET,
        re.compile(r"(?:20[0-9]{2}年)?(?:规划|预期|发展)?目标[值数]?|20[0-9]{2}年?(?:目标[值数]?)?|规划值"),
    ),
    (Column.DEADLINE, re.compile(r"(?:完成|办结|工作)?(?:时限|期限|时间)(?:安排|要求|节点)?|进度安排")),
    (Column.NOTE, re.compile(r"备注|说明")),
)
KINDS = ("约束性", "预期性")
UNIT_COLUMNS = (Column.LEAD, Column.RESPONSIBLE)
ONCE = (Column.NUMBER, Column.TASK, Column.NAME)
DEADLINE = re.compile(r"[0-9]{4}年|长期|持续|每年|全年|底")
FEWEST = 3
PARTS = 3
MOST_HEADER_LINES = 16
LONGEST_HEADER = 80
NUMERAL = re.compile(r"^[0-9]{1,3}$")


def column_of(cell: str) -> Column | None:
    """The kind of column a header cell names; None for other words."""
    words = plain(cell)
    return next((column for column, pattern in NAMES if pattern.fullmatch(words)), None)


def columns_of(cells: Sequence[str]) -> tuple[Column, ...] | None:
    """The columns of a header row, or None when it is not one.

    责任单位 beside 配合单位, with no 牵头单位, leads.
    """
    found = [column_of(cell) for cell in cells]
    columns = [column for column in found if column]
    repeated = any(columns.count(column) > 1 for column in ONCE)
    if len(columns) < len(found) or repeated or not is_header(columns):
        return None
    twice = [place for place, column in enumerate(columns) if column is Column.RESPONSIBLE]
    if len(twice) == 2 and Column.LEAD not in columns:
        leads = next((place for place in twice if plain(cells[place]).startswith("责任")), twice[0])
        columns[leads] = Column.LEAD
    return tuple(columns)


def is_header(columns: Sequence[Column]) -> bool:
    """A table of tasks names tasks and units; one of indicators names indicators and a target or a type."""
    held = set(columns)
    tasks = Column.TASK in held and bool(held & set(UNIT_COLUMNS))
    indicators = Column.NAME in held and bool(held & {Column.TARGET, Column.TYPE, Column.BASELINE})
    return (tasks or indicators) and (len(held) >= FEWEST or Column.NUMBER not in held)


def header_at(lines: Sequence[Line], place: int) -> tuple[tuple[Column, ...], int] | None:
    """The columns of the table whose header begins at `place`, and the place after the header.

    A header is one row of cells, or running words on one line or on many, a name itself perhaps broken.
    """
    cells = lines[place].cells
    columns = columns_of(cells) if cells else None
    if columns:
        return columns, place + 1
    return _running_header(lines, place)


def _running_header(lines: Sequence[Line], place: int) -> tuple[tuple[Column, ...], int] | None:
    """The longest run of lines that holds nothing but names of columns."""
    words: list[str] = []
    found: tuple[tuple[Column, ...], int] | None = None
    for stop in range(place, min(len(lines), place + MOST_HEADER_LINES)):
        line = lines[stop]
        if (
            line.cells
            or len(line.text) > LONGEST_HEADER
            or (not words and not _name(line.text.split()[:PARTS]))
        ):
            break
        words += line.text.split()
        names = _names(words)
        columns = columns_of(names) if len(names) >= FEWEST else None
        found = (columns, stop + 1) if columns else found
    return found


def _names(words: Sequence[str]) -> list[str]:
    """The words as names of columns, broken names joined; empty when any word is left over."""
    names: list[str] = []
    place = 0
    while place < len(words):
        parts = _name(words[place : place + PARTS])
        if not parts:
            return []
        names.append("".join(words[place : place + parts]))
        place += parts
    return names


def _name(words: Sequence[str]) -> int:
    """How many of these words make the name of a column; 0 when they make none."""
    return next((parts for parts in range(1, len(words) + 1) if column_of("".join(words[:parts]))), 0)


def likeness(column: Column, cell: str) -> float:
    """How well a text suits a column; higher is better. Empty cells are possible, but never preferred."""
    if not cell:
        return EMPTY[column]
    return LIKENESS[column](plain(cell)) if column in LIKENESS else 0.0


def _like_units(words: str) -> float:
    if not looks_like_units(words):
        return -6.0
    return 3.0 if begins_a_unit(words) else 1.5


def _like_a_type(words: str) -> float:
    return 4.0 if words in KINDS else -6.0


def _like_a_value(words: str) -> float:
    return 1.5 if any(char.isdigit() for char in words) else 0.0


def _like_a_measure(words: str) -> float:
    return 1.0 if len(words) <= 5 and not any(char.isdigit() for char in words) else -2.0


def _like_a_deadline(words: str) -> float:
    return 2.0 if DEADLINE.search(words) and len(words) <= 20 else -3.0


def _like_a_name(words: str) -> float:
    return -6.0 if NUMERAL.match(words) or words in KINDS else 1.0


def _like_a_task(words: str) -> float:
    """A task reads as a sentence; what has a full stop inside but does not end with one holds two cells."""
    if "。" in words:
        return 1.5 if ended(words) else -1.0
    return -2.0 if looks_like_units(words) else _like_a_name(words)


LIKENESS = {
    Column.LEAD: _like_units,
    Column.RESPONSIBLE: _like_units,
    Column.TYPE: _like_a_type,
    Column.BASELINE: _like_a_value,
    Column.TARGET: _like_a_value,
    Column.MEASURE: _like_a_measure,
    Column.DEADLINE: _like_a_deadline,
    Column.NAME: _like_a_name,
    Column.TASK: _like_a_task,
}


EMPTY = dict.fromkeys(Column, -0.5) | {
    Column.TASK: -6.0,
    Column.NAME: -6.0,
    Column.NUMBER: -6.0,
    Column.LEAD: -2.0,
    Column.RESPONSIBLE: -1.0,
    Column.TYPE: -3.0,
    Column.TARGET: -2.0,
}


def seam(column: Column, before: str, after: str) -> float:
    """How well two pieces hold together within one cell of this kind."""
    if column in UNIT_COLUMNS and new_unit_between(before, after):
        return -4.0
    if column is Column.TASK and ended(before) and looks_like_units(after):
        return -1.0
    return 0.0
