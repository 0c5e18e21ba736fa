"""What an amendment is called."""

from collections.abc import Sequence

from yingbao.law.facts.problems import Wording
from yingbao.law.packs import Pack
from yingbao.law.packs.edits import VALUES, Edit, What, own_conditions, programme_of

CONDITION = Wording("条件“{name}”", "condition “{name}”")
SENTENCES = Wording("条件“{name}”的说法", "how condition “{name}” is put")
STATED = Wording("条件“{name}”有文件依据", "condition “{name}” stated by a document")
ADDED = Wording("新增条件“{name}”", "new condition “{name}”")
REMOVED = Wording("取消条件“{name}”", "condition “{name}” given up")
RELATION = Wording("与“{name}”的关系", "how “{name}” bears on it")
ELIGIBLE = Wording("须同时满足的条件", "what must be met")
AMOUNT = Wording("给付标准", "what is paid")
VALUE = Wording("{name}", "{name}")
CONFIRMED = Wording("确认“{name}”", "“{name}” confirmed")
OF_CONDITION = {
    What.CONDITION: CONDITION,
    What.REMOVED: REMOVED,
    What.SENTENCES: SENTENCES,
    What.STATED: STATED,
}
OF_PROGRAMME = Wording("{of}：{what}", "{of}: {what}")


def name_of(edits: Sequence[Edit], pack: Pack) -> Wording:
    """Return the name of an amendment: what it writes anew, each thing once.

    Raises:
        NoSuchPlace: the pack has no such programme.
    """
    told = [_one(edit, pack) for edit in edits]
    return Wording(
        "；".join(dict.fromkeys(one.zh for one in told)), "; ".join(dict.fromkeys(one.en for one in told))
    )


def _one(edit: Edit, pack: Pack) -> Wording:
    if edit.what in VALUES:
        words = CONFIRMED if edit.what is What.CONFIRMED else VALUE
        return words.fill(name=pack.parameters[edit.of].name)
    return OF_PROGRAMME.fill(of=programme_of(pack, edit.of).name, what=part_of(edit, pack))


def part_of(edit: Edit, pack: Pack) -> Wording:
    """Return which part of its programme an edit writes anew, or the parameter's name."""
    if edit.what in VALUES:
        return pack.parameters[edit.of].name
    if edit.what is What.ADDED and isinstance(edit.after, dict):
        return ADDED.fill(name=Wording(edit.after["says"]["zh"], edit.after["says"]["en"]))
    if edit.what is What.RELATION:
        fact = pack.vocabulary.find(edit.name)
        return RELATION.fill(name=fact.name if fact else edit.name)
    if edit.what in OF_CONDITION:
        conditions = own_conditions(programme_of(pack, edit.of))
        found = [condition.says for condition in conditions if condition.id == edit.name]
        return OF_CONDITION[edit.what].fill(name=found[0] if found else edit.name)
    return ELIGIBLE if edit.what is What.ELIGIBLE else AMOUNT
