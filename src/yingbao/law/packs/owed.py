"""What may be owed beside money: the word that counts it, as in 每年 1 份报告, one report a year."""

from pathlib import Path

from yingbao.law.facts.documents import read_document
from yingbao.law.facts.problems import Problems, Wording
from yingbao.law.facts.shapes import Named, fit


def read_owed(path: Path, problems: Problems) -> dict[str, Wording]:
    """Return the words by the units that programmes name, noting what is wrong with them."""
    document = read_document(path, problems)
    entries = document.mapping.items() if document else ()
    shapes = ((unit, fit(Named, entry, problems)) for unit, entry in entries)
    return {unit: shape.wording for unit, shape in shapes if shape is not None}
