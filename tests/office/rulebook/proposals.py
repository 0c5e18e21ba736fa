"""Proposals as officers make them: grade 2 gets less, only grade 1 is entitled, a value is confirmed."""

from typing import Any

from tests.people import NOON, WULINGYUAN
from yingbao.law.packs.edits import Edit, What, confirmed, say_now
from yingbao.office.access.models import Officer
from yingbao.office.determination.packs import pack_of
from yingbao.office.rulebook.actions import Proposal, approve, propose
from yingbao.office.rulebook.models import Amendment
from yingbao.values.month import Month

JULY = Month(2026, 7)
JANUARY = Month(2026, 1)
RATE, PROGRAMME = "nursing_subsidy_rate", "nursing_subsidy"
HIGHER = {"1": 12000, "2": 10000}


def rule(text: str, what: What = What.CONDITION, name: str = "severe", start: Month = JULY) -> Edit:
    """Return an edit of a rule of the nursing subsidy."""
    now = say_now(pack_of(WULINGYUAN, start), what, PROGRAMME, name)
    return Edit(what, PROGRAMME, name, now, text)


def rate(start: Month = JULY, value: Any = HIGHER) -> Edit:
    """Return an edit of the rate from a month on."""
    now = say_now(pack_of(WULINGYUAN, start), What.VALUE, RATE, str(start))
    after = {"value": value, "sure": "stated", "source": "区民政局〔2026〕1号"}
    return Edit(What.VALUE, RATE, str(start), now, after)


def confirmation(start: Month = JANUARY) -> Edit:
    return confirmed(pack_of(WULINGYUAN, start), RATE, start, "武陵源区民政局〔2026〕1号（2026-01-05）")


def proposal(*edits: Edit, start: Month = JULY, reason: str = "区里发了新文件") -> Proposal:
    return Proposal(edits, start, reason, "区民政局〔2026〕1号")


def proposed(by: Officer, *edits: Edit, start: Month = JULY) -> Amendment:
    return propose(proposal=proposal(*(edits or (rate(),)), start=start), at=NOON, by=by)


def approved(by: Officer, second: Officer, *edits: Edit, start: Month = JULY) -> Amendment:
    return approve(amendment=proposed(by, *edits, start=start), at=NOON, by=second)
