"""What a number counts, told by its measure word: persons, households, places, times, shares, days."""

import unicodedata

# Words that count the same: 三名 are three 人, 10个 points may be 10处. A household is no person, a working
# day no day, and a use (人次) neither a person nor a time something was held.
ALIKE = tuple(
    frozenset(words.split())
    for words in (
        "人 名 位",
        "人次 名次",
        "户",
        "户次",
        "车次 辆次",
        "台次",
        "班次",
        "批次",
        "例次",
        "课时 学时",
        "次 场 场次 期 轮 批 届",
        "个 家 处 所 座 间",
        "个 件 套 台 辆 床 张",
        "份 件 篇 本 张",
        "类 个一 大类 大 种 项 方面 条",
        "% 百分点 百分比",
        "‰",
        "元",
        "岁 周岁",
        "年",
        "月 个月",
        "日 天 日内",
        "工作日 个工作日",
        "小时",
        "级",
        "星",
        "热线",
    )
)
KNOWN = sorted({word for words in ALIKE for word in words}, key=len, reverse=True)
YUAN, PERCENT, PER_MILLE, YEARS_OLD, GRADE = "元", "%", "‰", "岁", "级"
SCALES = "万亿"
# 元/人/月 counts yuan, 家/年，至少 counts 家.
ENDS = "/,;("


def measure_word(unit: str) -> str:
    """Return the word a unit counts by: 家 of 家/年，至少, 次 of 次走访, 人次 of 万人次."""
    words = "".join(unicodedata.normalize("NFKC", unit).split()).lstrip(SCALES)
    for end in ENDS:
        words = words.partition(end)[0]
    return next((word for word in KNOWN if words.startswith(word)), words)


def count_the_same(one: str, other: str) -> bool:
    """Whether two measure words count the same; where either is not stated, nothing says otherwise."""
    if not one or not other or one == other:
        return True
    return any(one in words and other in words for words in ALIKE)
