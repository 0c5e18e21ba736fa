"""Where in a plan something stands, said as one says it: 专栏1.2.a is 专栏1第2项第1句."""

import re
from string import ascii_lowercase

from yingbao.law.facts.problems import Wording

SENTENCE = re.compile(r"[a-z]")
PARAGRAPH = re.compile(r"p([0-9]+)")
NUMBER = re.compile(r"[0-9]+")
BOX = re.compile(r"专栏([0-9]+)")


def spoken(clause_id: str) -> Wording:
    """Return the place of a clause in words; an id of another shape is said as it stands."""
    first, *rest = clause_id.split(".")
    box = BOX.fullmatch(first)
    if box:
        said = [Wording(f"专栏{box[1]}", f"box {box[1]}")]
    elif first == "附件":
        said = [Wording("附件", "annex")]
    elif NUMBER.fullmatch(first):
        said = [Wording(f"第{first}章", f"chapter {first}")]
    else:
        return Wording(clause_id, clause_id)
    in_text = not box and first != "附件"
    for place, part in enumerate(rest):
        said.append(_part(part, is_section=in_text and place == 0))
    return Wording("".join(each.zh for each in said), ", ".join(each.en for each in said))


def _part(part: str, *, is_section: bool) -> Wording:
    if paragraph := PARAGRAPH.fullmatch(part):
        return Wording(f"第{paragraph[1]}段", f"paragraph {paragraph[1]}")
    if SENTENCE.fullmatch(part):
        number = ascii_lowercase.index(part) + 1
        return Wording(f"第{number}句", f"sentence {number}")
    if NUMBER.fullmatch(part):
        zh, en = ("节", "section") if is_section else ("项", "item")
        return Wording(f"第{part}{zh}", f"{en} {part}")
    return Wording(f"（{part}）", f"({part})")
