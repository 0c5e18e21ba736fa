"""The one spelling under which headers, choices and place names are compared."""

import re
import unicodedata

# Written beside a header for whoever fills the form in; no part of its name.
ASIDES = re.compile(r"\((?:元[^)]*|单位[^)]*|必填|选填|1[58]位|文本|格式[^)]*|年/?月/?日?)\)")
SIGNS = str.maketrans("", "", "*#:;,.。、'’‘`\"“”·•_\u200b\u200c\u200d\u2060\ufeff")


def label(text: object) -> str:
    """Return a header or a choice without width, spaces, signs and asides: 补贴金额（元） is 补贴金额."""
    narrow = unicodedata.normalize("NFKC", str(text))
    return ASIDES.sub("", "".join(narrow.split())).translate(SIGNS).upper()


def said(value: object, *, longest: int = 40) -> str:
    """Return a cell for a sentence: short, on one line, with long numbers starred in the middle."""
    text = " ".join(str(value).split())
    text = re.sub(r"[0-9X]{11,}", lambda found: f"{found[0][:4]}…{found[0][-2:]}", text)
    return text if len(text) <= longest else text[: longest - 1] + "…"
