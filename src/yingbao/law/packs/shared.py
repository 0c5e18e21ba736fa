"""Conditions that stand once for every programme: conditions/*.yaml, joined where a programme names them."""

import re
from collections.abc import Mapping
from dataclasses import replace

from yingbao.law.facts.documents import Located
from yingbao.law.packs.merging import merge

WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def join_shared(programme: Located, shared: Mapping[str, Located]) -> Located:
    """Return the programme with the shared conditions its eligibility names, in that order.

    What the programme says about such a condition itself, a clause or another rule, is laid over it.
    """
    own = programme.find(("conditions",)).mapping if "conditions" in programme.mapping else {}
    named = dict.fromkeys(WORD.findall(programme.find(("eligible",)).text))
    if not shared or not any(name in shared for name in named):
        return programme
    joined = {name: _laid(name, own, shared) for name in named if name in own or name in shared}
    joined |= {name: entry for name, entry in own.items() if name not in joined}
    under = programme.mapping.get("conditions", programme)
    return replace(programme, value={**programme.mapping, "conditions": replace(under, value=joined)})


def _laid(name: str, own: Mapping[str, Located], shared: Mapping[str, Located]) -> Located:
    if name in own and name in shared:
        return merge(shared[name], own[name])
    return own[name] if name in own else shared[name]
