"""Awards in words, for lists and for the file of a person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.place import place_in_words
from yingbao.edges.web.plan.owed import EVERY
from yingbao.edges.web.templatetags.written import money
from yingbao.law.packs import Pack
from yingbao.law.packs.resting import Resting, Unconfirmed
from yingbao.office.casework.choices import AwardState
from yingbao.office.casework.models import Award
from yingbao.values.month import Month

LOOKS: dict[str, str] = {AwardState.ACTIVE: "yes", AwardState.SUSPENDED: "unknown", AwardState.ENDED: "no"}


@dataclass(frozen=True)
class ShownAward:
    """One award as a row shows it."""

    award: Award
    programme: str
    place: str
    amount: str
    state: str
    look: str
    # What it was granted on and is still to be checked.
    unconfirmed: tuple[Unconfirmed, ...]


def awards_in_words(awards: Iterable[Award], pack: Pack, names: Mapping[str, str]) -> list[ShownAward]:
    """Return awards in words, with the names of divisions that are given."""
    resting: dict[Month, Resting] = {}
    return [
        ShownAward(
            each,
            programme_name(pack, each.programme),
            place_in_words(each.division_code, dict(names)),
            amount_in_words(each.amount_fen, each.per),
            str(AwardState(each.state).label),
            LOOKS[each.state],
            doubts_of(each, pack, resting),
        )
        for each in awards
    ]


def doubts_of(award: Award, pack: Pack, resting: dict[Month, Resting]) -> tuple[Unconfirmed, ...]:
    """Return what an award was granted on, in conditions and amount, and is still to be checked."""
    month = Month.parse(award.grounds["month"])
    met = [each["id"] for each in award.grounds["conditions"] if each["truth"] == "yes"]
    return resting.setdefault(month, Resting(pack, month, month)).of_yes(award.programme, met)


def amount_in_words(fen: int | None, per: str) -> str:
    """Return what an award brings and how often; what is no money is as the rules say."""
    if fen is None:
        return gettext("as the rules say")
    return f"{EVERY[per]} {money(fen)}" if per in EVERY else money(fen)
