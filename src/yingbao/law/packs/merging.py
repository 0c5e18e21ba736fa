"""Laying one file over another: the later says what it changes, the rest stays."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from yingbao.law.facts.documents import Located

# Lists whose entries are known by a key of theirs and are laid over each other one by one;
# every other list is replaced as a whole.
KEYED = {"relations": "with", "values": "from"}


def merge(under: Located, over: Located, name: str = "") -> Located:
    """Return what holds after the second is laid over the first."""
    if isinstance(under.value, dict) and isinstance(over.value, dict) and name != "value":
        return replace(over, value=_mappings(under.value, over.value))
    if isinstance(under.value, list) and isinstance(over.value, list) and name in KEYED:
        return replace(over, value=_lists(under.value, over.value, KEYED[name]))
    return over


def _mappings(under: dict[str, Located], over: dict[str, Located]) -> dict[str, Located]:
    merged = dict(under)
    for key, entry in over.items():
        if is_dropped(entry):
            merged.pop(key, None)
        else:
            merged[key] = merge(under[key], entry, key) if key in under else entry
    return merged


def _lists(under: list[Located], over: list[Located], key: str) -> list[Located]:
    name: Callable[[Located], str] = lambda entry: entry.find((key,)).text  # noqa: E731
    merged = {name(entry): entry for entry in under}
    for entry in over:
        if is_dropped(entry):
            merged.pop(name(entry), None)
        elif key == "from":
            merged[name(entry)] = entry
        else:
            merged[name(entry)] = merge(merged[name(entry)], entry) if name(entry) in merged else entry
    return list(merged.values())


def is_dropped(entry: Located) -> bool:
    """Whether an entry only says that what it names is not taken over."""
    mark = entry.mapping.get("absent")
    return mark is not None and mark.value is True


def lay(under: dict[str, Located], entries: Iterable[tuple[str, Located]]) -> None:
    """Lay entries over those that stand; one marked absent takes its namesake away."""
    for name, entry in entries:
        if is_dropped(entry):
            under.pop(name, None)
        else:
            under[name] = merge(under[name], entry) if name in under else entry
