"""The only writers of the room: ask for runs, carry them out, compare."""

from yingbao.office.determination.actions.asking import (
    ElsewhereThanOwnCounty,
    TooFarAhead,
    ask_for_comparison_after,
    ask_for_news,
    ask_for_run,
    get_latest_askable,
)
from yingbao.office.determination.actions.running import (
    NotDetermined,
    Overtaken,
    PackChanged,
    carry_out,
    compare,
    determine,
    fail_run,
)
from yingbao.office.determination.negative import NegativeAmount

__all__ = [
    "ElsewhereThanOwnCounty",
    "NegativeAmount",
    "NotDetermined",
    "Overtaken",
    "PackChanged",
    "TooFarAhead",
    "ask_for_comparison_after",
    "ask_for_news",
    "ask_for_run",
    "carry_out",
    "compare",
    "determine",
    "fail_run",
    "get_latest_askable",
]
