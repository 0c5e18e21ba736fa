"""What a programme owes, in words: how much of what, how often, until when, who pays."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingbao.edges.web.plan.wording import rule_in_words
from yingbao.edges.web.templatetags.written import label, money
from yingbao.edges.web.templatetags.written import month as month_in_words
from yingbao.law.facts.values import Kind
from yingbao.law.packs import Pack
from yingbao.law.packs.words import PAYERS
from yingbao.law.rules.nodes import Constant
from yingbao.law.rules.programmes import Pays, Share, WrittenProgramme

EVERY: dict[str, Promise] = {
    "month": _("every month"),
    "quarter": _("every quarter"),
    "half_year": _("every half-year"),
    "year": _("every year"),
    "term": _("every school term"),
    "plan": _("within the period of the plan"),
    "once": _("once"),
}
FROM: dict[str, Promise] = {
    "month_of_application": _("from the month of application"),
}
UNTIL: dict[str, Promise] = {
    "month_after_event": _("until the month after the conditions are no longer met"),
    "month_of_comparison": _("until the month in which it is learned that they are no longer met"),
}


@dataclass(frozen=True)
class ShownFund:
    """Who pays which part."""

    payer: str
    part: str


def owed_in_words(programme: WrittenProgramme, pack: Pack) -> str:
    """Return what is owed and how often; nothing where a programme owes no amount."""
    pays = programme.pays
    if pays is None:
        return ""
    return ", ".join([f"{EVERY[pays.per]} {amount_in_words(pays, pack)}".strip(), *ends(pays)])


def amount_in_words(pays: Pays, pack: Pack) -> str:
    """Return how much is owed: a written number with its unit, else the rule that reckons it."""
    if isinstance(pays.amount, Constant) and isinstance(pays.amount.value, int):
        if pays.in_money:
            return money(pays.amount.value)
        return f"{pays.amount.value} {label(pack.owed[pays.unit])}"
    reckoned = rule_in_words(pays.text, pack)
    return reckoned if pays.in_money else f"{reckoned} ({label(pack.owed[pays.unit])})"


def ends(pays: Pays) -> list[str]:
    """Return from when and until when, as far as it is written."""
    said = [str(FROM.get(pays.start, "")), str(UNTIL.get(pays.until, ""))]
    if pays.by:
        said.append(gettext("by %(month)s") % {"month": month_in_words(pays.by)})
    return [each for each in said if each]


def funds_in_words(programme: WrittenProgramme, pack: Pack) -> list[ShownFund]:
    """Return who pays which part; a share that is not known says so."""
    return [ShownFund(label(PAYERS[s.payer]), part_in_words(s, pack)) for s in programme.particulars.funds]


def part_in_words(share: Share, pack: Pack) -> str:
    """Return a part: the rest, a share by the name of its value, or that it is not known."""
    if share.part == "rest":
        return gettext("the rest")
    if share.part == "unknown":
        return gettext("share not known, to be checked")
    parameter = pack.parameters[share.part]
    kind = gettext("amount") if parameter.kind is Kind.FEN else gettext("share in percent")
    return f"{label(parameter.name)} ({kind})"
