"""Names as they are typed on a telephone: 王秀兰 is wxl or wangxiulan, 单桂花 is sgh or shanguihua."""

import unicodedata
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

# Characters read otherwise in surnames. Where both readings are heard, both are kept.
SURNAMES = {
    "万俟": ("mo qi",),
    "尉迟": ("yu chi",),
    "长孙": ("zhang sun",),
    "单于": ("chan yu",),
    "澹台": ("tan tai",),
    "令狐": ("ling hu",),
    "单": ("shan",),
    "曾": ("zeng",),
    "仇": ("qiu",),
    "解": ("xie",),
    "查": ("zha",),
    "朴": ("piao",),
    "区": ("ou",),
    "任": ("ren",),
    "盖": ("ge", "gai"),
    "缪": ("miao",),
    "乐": ("yue", "le"),
    "覃": ("qin", "tan"),
    "冼": ("xian",),
    "洗": ("xian",),
    "折": ("she",),
    "黑": ("he",),
    "秘": ("bi",),
    "繁": ("po",),
    "员": ("yun",),
    "句": ("gou",),
    "召": ("shao",),
    "隗": ("wei", "kui"),
    "翟": ("zhai", "di"),
    "宓": ("mi", "fu"),
    "种": ("chong",),
    "车": ("che",),
    "谌": ("chen", "shen"),
    "郗": ("xi", "chi"),
    "燕": ("yan",),
    "应": ("ying",),
    "宁": ("ning",),
    "占": ("zhan",),
    "相": ("xiang",),
    "柏": ("bai", "bo"),
    "薄": ("bo",),
    "都": ("du",),
    "藏": ("zang",),
    "重": ("chong",),
    "过": ("guo",),
    "尹": ("yin",),
    "哈": ("ha",),
    "那": ("na",),
    "曲": ("qu",),
    "石": ("shi",),
    "沈": ("shen",),
    "叶": ("ye",),
    "贾": ("jia",),
    "牟": ("mou", "mu"),
    "佴": ("nai",),
    "晁": ("chao",),
    "尧": ("yao",),
}
SEPARATORS = str.maketrans("", "", "·•．.・‧ \u3000'’")


@lru_cache(maxsize=65_536)
def _reading(character: str) -> str:
    """Return one character's usual reading without tone; ü is written v, as on a keyboard."""
    return "".join(lazy_pinyin(character, style=Style.NORMAL, v_to_u=False)).lower()


def _surname(name: str) -> tuple[int, tuple[str, ...]]:
    """Return how many characters the surname has, and its readings, syllables apart."""
    for length in (2, 1):
        if name[:length] in SURNAMES and len(name) > length - 1:
            return length, SURNAMES[name[:length]]
    return 1, (_reading(name[:1]),)


def searchable(name: str) -> str:
    """Return initials and full spelling of a name, each behind a blank: " wxl wangxiulan".

    What an officer types is looked for with a blank before it, so it matches the beginning of either.
    A surname with two readings gives both.
    """
    plain = unicodedata.normalize("NFKC", name).translate(SEPARATORS)
    if not plain:
        return ""
    length, surnames = _surname(plain)
    given = [_reading(character) for character in plain[length:]]
    words: list[str] = []
    for surname in surnames:
        syllables = [*surname.split(), *given]
        words += ["".join(syllable[:1] for syllable in syllables), "".join(syllables)]
    return "".join(f" {word}" for word in dict.fromkeys(words))
