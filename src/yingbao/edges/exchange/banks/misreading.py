"""What a bank could misread in the cells of its file."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from yingbao.edges.exchange.banks.shapes import Cell, Outgoing
from yingbao.office.payments.bank_answers import Reason

STARTS_A_FORMULA = frozenset("=+-@")
NEEDED = {"number", "account", "holder", "yuan", "fen"}
# Nothing is to be looked for in a cell of these: every encoding has them, and they say only themselves.
PLAIN = re.compile(r"[0-9A-Za-z.·\u4e00-\u9fa5]+")


class Looking:
    """Looks at the rows of one form."""

    def __init__(self, form: Outgoing) -> None:
        self.encoding = "utf-8" if form.kind == "xlsx" else form.encoding
        self.apart = form.separator + '"' if form.kind == "text" else ""
        separates_plainly = form.kind == "text" and PLAIN.fullmatch(form.separator)
        self.is_plain = (lambda _: None) if separates_plainly else PLAIN.fullmatch

    def faults(
        self, cells: Sequence[str], fields: Sequence[Cell], number: int | None = None
    ) -> Iterator[Reason]:
        """Yield what could be misread in a row, with the line of the roll and the column; words have none."""
        for text, field in zip(cells, fields, strict=True):
            if self.is_plain(text):
                continue
            holds = getattr(field, "holds", None)
            if code := self._misread(text, needed=number is not None and holds in NEEDED):
                named = (getattr(field, "title", "") or holds or "") if number is not None else ""
                yield Reason(0, code, number, {"column": named})

    def _misread(self, text: str, *, needed: bool) -> str:
        if not text.strip():
            return "nothing_there" if needed else ""
        if any(unicodedata.category(sign) in {"Cc", "Zl", "Zp"} for sign in text):
            return "control_character"
        if any(sign in text for sign in self.apart):
            return "holds_separator"
        start = unicodedata.normalize("NFKC", text.lstrip(" \u3000")[:1])
        if start and start in STARTS_A_FORMULA:
            return "begins_a_formula"
        return "" if self._can_be_written(text) else "not_in_encoding"

    def _can_be_written(self, text: str) -> bool:
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True
