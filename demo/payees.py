"""Pay everybody what is due, and the extraordinary what they are said to get."""

from random import Random

from demo import months, numbers, rules
from demo.people import LIVING, NURSING, Payee, Person
from demo.places import Place

PAID = (LIVING, NURSING)
MONTHS = (months.BEFORE, months.NOW)


def earliest(person: Person, programme: str) -> int:
    """Return the first month somebody could have asked for it."""
    begun = [months.month(2016, 1)]
    begun += [months.of(card.issued) for card in person.cards[:1]]
    begun += [spell.start for spell in person.spells if spell.scheme == "dibao" and programme == LIVING]
    begun += [months.of(day) for day, _ in person.hukou[1:]]
    return max(begun)


def start_month(person: Person, programme: str, latest: int, rng: Random) -> int:
    first = min(earliest(person, programme), latest)
    return min(first + rng.choice((0, 0, 1, 2, 5)), latest)


def _of_this_amount(asked: int, listed: int, person: Person, place: Place, programme: str) -> int:
    """Return since when somebody draws what the list says: from a change on, where it was another before."""
    month, due = listed, rules.answer(person, place, programme, listed)
    while month > max(asked, months.BASELINE) and rules.answer(person, place, programme, month - 1) == due:
        month -= 1
    return month if month > months.BASELINE else asked


def _fen(person: Person, place: Place, programme: str, month: int) -> int:
    card = person.card(months.last_day(month))
    grade = card.grade if card and card.grade in (1, 2) else 2
    return rules.amount(place, programme, grade, month) or 0


def _due(person: Person, place: Place, programme: str, rng: Random) -> None:
    if programme in person.unpaid:
        return
    answers = {month: rules.answer(person, place, programme, month) for month in MONTHS}
    listed = MONTHS[1:] if person.unreadable == "new" else MONTHS
    due = [month for month in listed if answers[month][0]]
    if not due:
        return
    start = _of_this_amount(start_month(person, programme, due[0], rng), due[0], person, place, programme)
    for month in due:
        fen = answers[month][1] or 0
        line = Payee(programme, fen, start, person.account, place.code, refused=_is_refused(person, month))
        person.payees.setdefault(month, []).append(line)


def _forced(person: Person, place: Place, programme: str, rng: Random) -> None:
    forced = person.forced[programme]
    start = forced.start or start_month(person, programme, months.month(2025, 12), rng)
    for month in MONTHS:
        if start > month:
            continue
        fen = forced.fen or _fen(person, place, programme, month)
        for time in range(forced.times):
            account = person.account if time == 0 else numbers.account(rng)
            line = Payee(programme, fen, start, account, place.code, refused=_is_refused(person, month))
            person.payees.setdefault(month, []).append(line)


def _is_refused(person: Person, month: int) -> bool:
    """Whether the row of that month is spoiled: last month it could still be read."""
    return bool(person.unreadable) and month == months.NOW


def _paid_elsewhere(person: Person, place: Place, rng: Random) -> None:
    """He left this county, and its payee list never noticed."""
    start = months.month(2021, rng.randint(1, 12))
    for month in MONTHS:
        line = Payee(NURSING, _fen(person, place, NURSING, month), start, person.account, place.code)
        person.payees.setdefault(month, []).append(line)


def pay(people: list[Person], place: Place, seed: str = "yingbao") -> None:
    """Write the payee lists of May and June."""
    rng = Random(f"{seed}-payees-{place.code}")
    for person in people:
        if person.elsewhere == place.code:
            _paid_elsewhere(person, place, rng)
            continue
        for programme in PAID:
            if programme in person.forced:
                _forced(person, place, programme, rng)
            elif person.cards:
                _due(person, place, programme, rng)
