"""Whether two spellings of a name are one name."""

import unicodedata
from functools import lru_cache

DROPPED = str.maketrans("", "", "·•・.‧∙⋅‐●˙﹒．･ \u3000\u200b\u200c\u200d\u2060\ufeff'’")


@lru_cache(maxsize=100_000)
def name_key(name: str) -> str:
    """Return a name without width, dots, spaces and case."""
    return unicodedata.normalize("NFKC", name).translate(DROPPED).casefold()
