"""Which programmes are owed to persons in money, and on which terms, as the rules of a month write it."""

from collections.abc import Mapping
from dataclasses import dataclass

from yingbao.law.packs import Pack
from yingbao.law.rules.programmes import Span, WrittenProgramme
from yingbao.office.provision.choices import LeftOut, Per
from yingbao.office.provision.owed import Terms
from yingbao.values.month import Month

PREMIUM = "premium"
IN_MONEY = frozenset({"cash", PREMIUM, "reward"})
# Parameters a programme goes by; one that names neither knows neither grace nor arrears.
GRACE, ARREARS = "certificate_grace_months", "allowance_arrears_months"
WHEN_COMPARED = "month_of_comparison"
# Conditions of the packs that say whether the certificate is valid now, and nothing else about it.
OF_VALIDITY = frozenset({"certificate_begun", "certificate_unexpired"})


@dataclass(frozen=True)
class Payable:
    """A programme owed to persons in money: on which terms, and in which months at all.

    `is_premium`: it is paid for them, to whoever insures them.
    """

    id: str
    terms: Terms
    in_force: Span
    is_premium: bool


def payable_in(pack: Pack, month: Month) -> dict[str, Payable]:
    """Return the programmes owed to persons in money, by id."""
    found = (each for each in pack.programmes if is_money(each) and why_left_out(each) is None)
    return {
        each.id: Payable(each.id, _terms(each, pack, month), each.in_force, each.kind == PREMIUM)
        for each in found
    }


def list_premiums(pack: Pack) -> list[str]:
    """Return the programmes that are paid for persons to whoever insures them, by id."""
    premiums = (each for each in pack.programmes if each.kind == PREMIUM and is_money(each))
    return [each.id for each in premiums if why_left_out(each) is None]


def lapse_terms(payable: Mapping[str, Payable]) -> str:
    """Return the months of grace and of arrears of each programme that has any, as a text to be compared."""
    terms = {name: (each.terms.grace_months, each.terms.back_months) for name, each in payable.items()}
    return " ".join(
        f"{name}:{grace}+{back}" for name, (grace, back) in sorted(terms.items()) if grace or back
    )


def left_out_of(pack: Pack) -> dict[str, LeftOut]:
    """Return the programmes in money that cannot be reckoned per person, and why."""
    reasons = {each.id: why_left_out(each) for each in pack.programmes if is_money(each)}
    return {name: why for name, why in reasons.items() if why is not None}


def is_money(programme: WrittenProgramme) -> bool:
    """Whether a programme owes money; what else is owed is delivered, not paid."""
    return programme.kind in IN_MONEY and programme.pays is not None and programme.pays.in_money


def why_left_out(programme: WrittenProgramme) -> LeftOut | None:
    """Return why what a programme in money owes is not found per person; None where it is."""
    if programme.subject != "person":
        return LeftOut.NOT_TO_PERSONS
    if programme.pays is None or programme.pays.per not in Per.values:
        return LeftOut.OTHER_PERIOD
    return None


def _terms(programme: WrittenProgramme, pack: Pack, month: Month) -> Terms:
    assert programme.pays is not None  # noqa: S101 - it is money
    return Terms(
        per=Per(programme.pays.per),
        stops_when_compared=programme.pays.until == WHEN_COMPARED,
        grace_months=_months(programme, pack, GRACE, month),
        back_months=_months(programme, pack, ARREARS, month),
    )


def _months(programme: WrittenProgramme, pack: Pack, name: str, month: Month) -> int:
    """A number of months the programme goes by; of one nobody has said, none are owed."""
    if name not in programme.particulars.goes_by:
        return 0
    dated = pack.parameters[name].on(month)
    value = dated.value if dated else None
    return value if isinstance(value, int) and value > 0 else 0
