"""Who lives in a demo district, and what is true of them."""

from dataclasses import dataclass, field
from datetime import date

from demo.numbers import certificate_number
from demo.places import Village

LIVING = "living_allowance"
NURSING = "nursing_subsidy"
SINGLE = "single_dibao"
VALID, FROZEN, ANNULLED, MOVED = "有效", "冻结", "注销", "迁出"


@dataclass(slots=True)
class Card:
    """A Disability Certificate. A change of grade or kind is another card."""

    kind: int
    grade: int | None
    issued: date
    expires: date | None
    reissue: int = 0
    status: str = VALID
    status_on: date | None = None
    why: str = "首次申领"


@dataclass(slots=True)
class Spell:
    """Time on another scheme, whole months, both included."""

    scheme: str
    start: int
    end: int | None = None
    fen: int | None = None
    category: str = ""

    def covers(self, month: int) -> bool:
        return self.start <= month and (self.end is None or month <= self.end)


@dataclass(slots=True)
class Payee:
    """A line of the payee list of one month."""

    programme: str
    fen: int
    start: int
    account: str
    county: str
    refused: bool = False


@dataclass(slots=True)
class Forced:
    """What somebody is paid whatever the rules say. No amount: the rate of the month."""

    fen: int | None = None
    start: int | None = None
    times: int = 1


@dataclass(slots=True)
class Household:
    """People who share a kitchen; the head stands first on every list."""

    village: Village
    members: list["Person"] = field(default_factory=list)

    @property
    def head(self) -> "Person":
        return self.members[0]


@dataclass(slots=True)
class Person:
    """One person. `hukou` says from which day the household register lies where; None: nobody knows."""

    name: str
    number: str
    birth: date
    male: bool
    village: Village
    rural: bool
    relation: str = "本人"
    household: Household | None = None
    cards: list[Card] = field(default_factory=list)
    hukou: list[tuple[date, str | None]] = field(default_factory=list)
    spells: list[Spell] = field(default_factory=list)
    died: date | None = None
    account: str = ""
    holder: "Person | None" = None
    phone: str = ""
    needs_care: bool | None = None
    job: str | None = None
    insured: dict[str, str] = field(default_factory=dict)
    payees: dict[int, list[Payee]] = field(default_factory=dict)
    unpaid: set[str] = field(default_factory=set)
    forced: dict[str, "Forced"] = field(default_factory=dict)
    elsewhere: str = ""
    unreadable: str = ""  # "new": first listed in June, in a row nobody can read; "known": readable in May
    stale: bool = True
    planted: bool = False
    note: str = ""

    @property
    def is_holder(self) -> bool:
        return bool(self.cards)

    def age(self, on: date) -> int:
        return on.year - self.birth.year - ((on.month, on.day) < (self.birth.month, self.birth.day))

    def card(self, on: date) -> Card | None:
        """Return the latest card issued by that day."""
        issued = [card for card in self.cards if card.issued <= on]
        return issued[-1] if issued else None

    def registered(self, on: date) -> str | None:
        """Return the division of the hukou on that day."""
        place: str | None = self.village.code if not self.hukou else None
        for since, code in self.hukou:
            if since <= on:
                place = code
        return place

    def on(self, scheme: str, month: int) -> Spell | None:
        return next((s for s in self.spells if s.scheme == scheme and s.covers(month)), None)

    def card_number(self, card: Card) -> str:
        if card.grade is None:
            return ""
        return certificate_number(self.number, card.kind, card.grade, card.reissue)
