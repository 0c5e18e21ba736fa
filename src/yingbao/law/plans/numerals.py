"""Chinese and Arabic numerals as they stand in documents: 三, 十二, 二十, 12, １２."""

import unicodedata

DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
NAMES = "〇一二三四五六七八九"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
CHINESE = "[〇零一二两三四五六七八九十百千]"
ARABIC = "[0-9０-９]"


def whole_number(text: str) -> int:
    """The number a numeral stands for; the caller has made sure that it is one."""
    text = unicodedata.normalize("NFKC", "".join(text.split())) if text not in CIRCLED else text
    if text in CIRCLED:
        return CIRCLED.index(text) + 1
    return int(text) if text.isascii() else _chinese(text)


def _chinese(text: str) -> int:
    """十二 is 12, 二十 is 20, 一百零五 is 105, 二〇二五 is 2025."""
    if not any(char in TENS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    total, digit = 0, 0
    for char in text:
        if char in TENS:
            total += (digit or 1) * TENS[char]
            digit = 0
        else:
            digit = DIGITS[char]
    return total + digit


def chinese_numeral(number: int) -> str:
    """1 is 一, 12 is 十二, 20 is 二十; from one hundred on the Arabic figure stands."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else NAMES[tens]) + "十" if tens else "") + (NAMES[ones] if ones else "")
