"""How the counters are reached: which card stands for a case, and which cards an officer writes."""

from dataclasses import dataclass

from yingbao.office.access.choices import DivisionLevel
from yingbao.office.access.models import Division, Officer
from yingbao.office.access.queries import list_divisions_in
from yingbao.office.casework.models import OfficeCard


@dataclass(frozen=True)
class Counter:
    """A division with the card of its counter, if there is one."""

    division: Division
    card: OfficeCard | None


def nearest_card(division_code: str) -> OfficeCard | None:
    """Return the card nearest to a place: of the village, else the township, else the county."""
    wanted = [division_code, division_code[:9], division_code[:6]]
    cards = {card.pk: card for card in OfficeCard.objects.filter(pk__in=wanted)}
    return next((cards[code] for code in wanted if code in cards), None)


def list_counters(officer: Officer) -> list[Counter]:
    """Return the counters an officer writes: of the own division, and of those one level below."""
    own = officer.acting_division_id
    below = {6: DivisionLevel.TOWNSHIP, 9: DivisionLevel.VILLAGE}.get(len(own))
    divisions = [each for each in list_divisions_in(own) if each.pk == own or each.level == below]
    cards = OfficeCard.objects.in_bulk([each.pk for each in divisions])
    return [Counter(each, cards.get(each.pk)) for each in divisions]


def get_counter(officer: Officer, code: str) -> Counter | None:
    """Return one counter an officer writes, or None."""
    return next((each for each in list_counters(officer) if each.division.pk == code), None)
