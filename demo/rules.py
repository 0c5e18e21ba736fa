"""The three programmes the demo can judge by itself, written down a second time, plainly.

Nothing here asks the product: where this and the product's engines disagree, one of them is wrong.
A condition is True, False or None (nobody knows), in the order of the programmes in policy/packs.
"""

from demo import months
from demo.people import LIVING, NURSING, SINGLE, Card, Person, Spell
from demo.places import Place

Truth = bool | None
PROGRAMMES = (LIVING, NURSING, SINGLE)


def _on(person: Person, scheme: str, month: int) -> Truth:
    if person.on(scheme, month):
        return True
    return False if month >= months.BASELINE else None


def _not(truth: Truth) -> Truth:
    return None if truth is None else not truth


def _registered(person: Person, place: Place, month: int) -> Truth:
    code = person.registered(months.first_day(month))
    return None if code is None else code.startswith(place.code)


def _severe(card: Card | None) -> Truth:
    return None if card is None or card.grade is None else card.grade in (1, 2)


def _higher(person: Person, scheme: str, month: int, rate: int | None) -> Truth:
    spell: Spell | None = person.on(scheme, month)
    if spell is None:
        return _not(_on(person, scheme, month))
    return None if spell.fen is None or rate is None else spell.fen < rate


def amount(place: Place, programme: str, grade: int | None, month: int) -> int | None:
    """Return the rate of that month; before 2026 it is hardly ever known."""
    if programme == SINGLE:
        return None
    if month < months.BASELINE:
        return place.former_rates.get((programme, month))
    return place.rates[programme].get(0 if programme == LIVING else grade or -1)


def conditions(person: Person, place: Place, programme: str, month: int) -> dict[str, Truth]:
    """Return every condition of a programme for one person and month, in the programme's order."""
    first, last = months.first_day(month), months.last_day(month)
    card = person.card(last) or (person.cards[0] if person.cards else None)
    held: Truth = True if person.cards else (False if month >= months.BASELINE else None)
    answers: dict[str, Truth] = {
        "alive": person.died is None or person.died >= first,
        "registered_here": _registered(person, place, month),
        "has_certificate": held,
        "certificate_begun": None if card is None else card.issued <= last,
        "certificate_in_force": card is None or card.status_on is None or card.status_on >= first,
        "certificate_unexpired": None if card is None or card.expires is None else card.expires >= first,
    }
    rate = amount(place, programme, card.grade if card else None, month)
    answers |= _own(person, programme, month, card, rate)
    return answers


def _own(person: Person, programme: str, month: int, card: Card | None, rate: int | None) -> dict[str, Truth]:
    without_tekun = {"without_tekun": _not(_on(person, "tekun", month))}
    if programme == SINGLE:
        return {
            "severe": _severe(card),
            "in_margin_family": _on(person, "dibao_margin", month),
        } | without_tekun
    injury = {"without_work_injury_care": _not(_on(person, "work_injury_care", month))}
    prison = {"without_prison": _not(_on(person, "prison", month))}
    if programme == NURSING:
        care = {"higher_than_elder_care_subsidy": _higher(person, "elder_care_subsidy", month, rate)}
        return {"severe": _severe(card)} | without_tekun | injury | prison | care
    children = {
        f"without_{scheme}": _not(_on(person, scheme, month))
        for scheme in ("orphan_support", "unsupported_child_support")
    }
    other = {
        "higher_than_other_welfare_living_subsidy": _higher(
            person, "other_welfare_living_subsidy", month, rate
        )
    }
    return (
        {"receives_dibao": _on(person, "dibao", month)} | without_tekun | injury | children | prison | other
    )


def outcome(answers: dict[str, Truth]) -> Truth:
    """All must hold: one no is no, else one unknown is unknown."""
    if any(truth is False for truth in answers.values()):
        return False
    return None if any(truth is None for truth in answers.values()) else True


def first_failing(answers: dict[str, Truth]) -> str:
    return next(name for name, truth in answers.items() if truth is False)


def unknown(answers: dict[str, Truth]) -> list[str]:
    return [name for name, truth in answers.items() if truth is None]


def answer(person: Person, place: Place, programme: str, month: int) -> tuple[Truth, int | None]:
    """Return the outcome and, when it is yes, the amount."""
    answers = conditions(person, place, programme, month)
    decided = outcome(answers)
    card = person.card(months.last_day(month))
    return decided, amount(place, programme, card.grade if card else None, month) if decided else None
