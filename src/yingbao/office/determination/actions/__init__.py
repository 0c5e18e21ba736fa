"""The only writers of the room: ask for runs, carry them out, compare."""

from yingbao.office.determination.actions.asking import (
    ElsewhereThanOwnCounty,
    ask_for_news,
    ask_for_run,
)
from yingbao.office.determination.actions.running import (
    NotDetermined,
    Overtaken,
    PackChanged,
    carry_out,
    compare,
    determine,
)

__all__ = [
    "ElsewhereThanOwnCounty",
    "NotDetermined",
    "Overtaken",
    "PackChanged",
    "ask_for_news",
    "ask_for_run",
    "carry_out",
    "compare",
    "determine",
]
