"""The spellings in which numbers of persons arrive, brought to one."""

import unicodedata

# What Excel, phones and typists leave around and inside numbers.
DROPPED = str.maketrans("", "", "'’‘‛`´\"“”′\u200b\u200c\u200d\u2060\ufeff\u00ad")
# Letters and signs that look like the check digit X.
LOOKS_LIKE_X = str.maketrans({"x": "X", "Х": "X", "х": "X", "Χ": "X", "χ": "X", "×": "X", "✕": "X"})


def plain(text: str) -> str:
    """Return a number without width, spaces, apostrophes or foreign letters that look like X."""
    narrow = unicodedata.normalize("NFKC", text.translate(DROPPED)).translate(LOOKS_LIKE_X)
    return "".join(narrow.translate(DROPPED).split()).upper()
