"""Automatic numbers of Word (第一章, 一、, （一）, 1.): they are printed, but stand nowhere in the text."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from yingbao.law.plans.numerals import CIRCLED, chinese_numeral

VALUE, ID, LEVEL = qn("w:val"), qn("w:numId"), qn("w:ilvl")
CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "chineseLegalSimplified",
    "ideographDigital",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbered list: how it counts, what stands around the number, where it starts."""

    counting: str
    pattern: str
    start: int


class Numbering:
    """Counts the numbered paragraphs of a document as Word does."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[str, dict[int, Level]] = {}
        self.lists: dict[str, str] = {}
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        self.styles = {style.style_id: style.element for style in document.styles}
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")),
            None,
        )
        if part is not None:
            self._read(part.element)

    def _read(self, element: Any) -> None:
        for abstract in element.findall(qn("w:abstractNum")):
            levels = {int(level.get(LEVEL)): _level(level) for level in abstract.findall(qn("w:lvl"))}
            self.levels[abstract.get(qn("w:abstractNumId"))] = levels
        for each in element.findall(qn("w:num")):
            self.lists[each.get(ID)] = each.find(qn("w:abstractNumId")).get(VALUE)

    def label(self, paragraph: Any) -> str:
        """The number Word prints before this paragraph; empty for most."""
        properties = self._properties(paragraph)
        if properties is None:
            return ""
        number, level = properties
        abstract = self.lists.get(number, "")
        levels = self.levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self.counts[abstract]
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return _printed(levels, counts, level)

    def _properties(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and level of a paragraph, its own or its style's."""
        own = paragraph.find(qn("w:pPr"))
        style = own.find(qn("w:pStyle")) if own is not None else None
        by_style = self.styles.get(style.get(VALUE)) if style is not None else None
        for properties in (own, by_style.find(qn("w:pPr")) if by_style is not None else None):
            numbered = properties.find(qn("w:numPr")) if properties is not None else None
            number = numbered.find(ID) if numbered is not None else None
            if numbered is not None and number is not None:
                level = numbered.find(LEVEL)
                return number.get(VALUE), int(level.get(VALUE)) if level is not None else 0
        return None


def _level(element: Any) -> Level:
    def value(tag: str, otherwise: str) -> str:
        found = element.find(qn(tag))
        return otherwise if found is None else found.get(VALUE) or otherwise

    return Level(value("w:numFmt", "decimal"), value("w:lvlText", ""), int(value("w:start", "1")))


def _printed(levels: dict[int, Level], counts: dict[int, int], level: int) -> str:
    """The pattern %1. with the numbers put in; a bullet has none."""
    if levels[level].counting == "bullet":
        return ""
    text = levels[level].pattern
    for each in range(level + 1):
        number = counts.get(each, levels[each].start if each in levels else 1)
        text = text.replace(
            f"%{each + 1}", _numeral(levels[each].counting if each in levels else "decimal", number)
        )
    return text


def _numeral(counting: str, number: int) -> str:
    if counting in CHINESE:
        return chinese_numeral(number)
    if counting.startswith("decimalEnclosedCircle") and number <= len(CIRCLED):
        return CIRCLED[number - 1]
    return str(number)
