"""The rules officers work by, read before the first of them asks."""

from datetime import date

from yingbao.law.engines.explain import explainer
from yingbao.law.packs import NotInForce, PackProblems
from yingbao.office.access.models import Officer
from yingbao.office.determination.packs import pack_of
from yingbao.office.determination.queries.runs import get_latest_determined
from yingbao.values.division import DivisionCode, NotADivision
from yingbao.values.month import Month


def read_rules_in_use(today: date) -> list[tuple[str, Month]]:
    """Read the rules of every county with officers: of this month, and of the newest month determined there.

    Return which were read. What cannot be read is left to the page that needs it: it says what is wrong.
    """
    read = []
    for county in sorted(_counties()):
        for month in {Month.of(today), get_latest_determined(county) or Month.of(today)}:
            try:
                explainer(pack_of(county, month).for_month(month))
            except (NotInForce, PackProblems):
                continue
            read.append((county, month))
    return read


def _counties() -> set[str]:
    found = set()
    for code in Officer.objects.filter(is_active=True).values_list("own_division", flat=True).distinct():
        try:
            found.add(DivisionCode(code).county.code)
        except NotADivision:
            continue  # who works above counties has no rules of one
    return found
