"""Citizen numbers, certificate numbers, accounts and telephones that check and belong to nobody."""

import random
from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def check_digit(first_seventeen: str) -> str:
    return "10X98765432"[sum(int(d) * w for d, w in zip(first_seventeen, WEIGHTS, strict=True)) % 11]


def id_number(area: str, birth: date, sequence: int) -> str:
    body = f"{area}{birth:%Y%m%d}{sequence:03d}"
    return body + check_digit(body)


def certificate_number(number: str, kind: int, grade: int, reissue: int) -> str:
    return f"{number}{kind}{grade}" + (f"B{reissue}" if reissue else "")


def fifteen(number: str) -> str:
    """Return the number as it was before 1999. Only for people born before 2000."""
    return number[:6] + number[8:17]


def rounded(number: str) -> float:
    """Return what Excel keeps of a number typed without an apostrophe: fifteen digits."""
    return float(number[:15] + "0" * (len(number) - 15))


def account(rng: random.Random) -> str:
    body = "620000" + "".join(rng.choices("0123456789", k=12))
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)


def phone(rng: random.Random) -> str:
    return f"{rng.choice(('197', '198', '199'))}0000{rng.randrange(10000):04d}"


class Registry:
    """Hands out citizen numbers, each once, and never the same name twice on one birthday."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.numbers: set[str] = set()
        self.names: set[tuple[str, date]] = set()

    def number(self, area: str, birth: date, *, male: bool) -> str:
        """Return a new number; none ends in 000, as numbers do that went through a numeric cell."""
        while True:
            sequence = 900 + self.rng.randrange(45) * 2 + (1 if male else 0)
            number = id_number(area, birth, sequence)
            if number not in self.numbers and not number.endswith("000"):
                self.numbers.add(number)
                return number
            area = f"{int(area) // 100 * 100 + self.rng.randrange(1, 30):06d}"

    def is_new(self, name: str, birth: date) -> bool:
        if (name, birth) in self.names:
            return False
        self.names.add((name, birth))
        return True
