"""What happens to numbers on their way through Excel: some can be mended with certainty, some are lost."""

from collections.abc import Callable
from random import Random

from demo.numbers import fifteen, rounded
from demo.people import Person
from demo.rosters.sheet import Row
from demo.rosters.spelling import wide

Mend = Callable[[Random, Row, str], bool]


def _fifteen(rng: Random, row: Row, column: str) -> bool:
    number = str(row.cells[column])
    if number[6:8] != "19":
        return False
    row.cells[column] = fifteen(number)
    return True


def _x(rng: Random, row: Row, column: str) -> bool:
    number = str(row.cells[column])
    if not number.endswith("X"):
        return False
    row.cells[column] = number[:-1] + rng.choice("xХхＸｘ×")[0]
    if str(row.cells[column])[-1] == "×":
        row.cells[column] = number[:-1] + "x"
    return True


def _wide(rng: Random, row: Row, column: str) -> bool:
    row.cells[column] = wide(str(row.cells[column]))
    return True


def _spaces(rng: Random, row: Row, column: str) -> bool:
    number = str(row.cells[column])
    row.cells[column] = (
        f"{number[:6]} {number[6:14]} {number[14:]}" if rng.random() < 0.5 else f" {number}\u00a0"
    )
    return True


def _apostrophe(rng: Random, row: Row, column: str) -> bool:
    row.cells[column] = rng.choice("'’‘") + str(row.cells[column])
    return True


def _rounded_beside_a_card(rng: Random, row: Row, column: str) -> bool:
    """The ID went through a numeric cell, the certificate number beside it did not: nothing is lost."""
    number = str(row.cells[column])
    if number.endswith("X") or not row.cells.get("残疾人证号"):
        return False
    row.cells[column] = rounded(number)
    return True


MENDABLE: dict[str, Mend] = {
    "fifteen": _fifteen,
    "x": _x,
    "wide": _wide,
    "spaces": _spaces,
    "apostrophe": _apostrophe,
    "rounded_beside_a_card": _rounded_beside_a_card,
}


def mendable(
    rng: Random, rows: list[Row], column: str, *, share: float, hows: tuple[str, ...] = tuple(MENDABLE)
) -> None:
    """Damage some rows so that what was meant stays certain; at least two of each kind where they fit."""
    untouched = [
        row for row in rows if not (row.refused or row.conflict or row.repaired) and row.cells.get(column)
    ]
    rng.shuffle(untouched)
    wanted = max(2, round(len(rows) * share / len(hows)))
    for how in hows:
        done = 0
        for row in untouched:
            if done == wanted:
                break
            if not row.repaired and MENDABLE[how](rng, row, column):
                row.repaired = how
                done += 1


def beyond_repair(rng: Random, row: Row, column: str, how: str) -> None:
    """Lose digits for good: no number beside it says what they were."""
    number = str(row.cells[column])
    if "残疾人证号" in row.cells:
        row.cells["残疾人证号"] = None
    if how == "digits_lost":
        row.cells[column] = rounded(number)
    elif how == "scientific":
        row.cells[column] = f"{number[0]}.{number[1:6]}E+17"
    elif how == "check_digit":
        row.cells[column] = number[:13] + str((int(number[13]) + 1 + rng.randrange(8)) % 10) + number[14:]
    elif how == "length":
        row.cells[column] = number[:11] + number[12:]
    else:
        row.cells[column] = None
    row.refused = how
    row.repaired = ""


REFUSALS = ("digits_lost", "check_digit", "empty", "length")


def strangers_refused(
    rng: Random, rows: list[Row], column: str, people: list[Person], make: Callable[[Person], Row]
) -> None:
    """Add rows about people nobody else names, each damaged in another way."""
    for turn, person in enumerate(people):
        row = make(person)
        beyond_repair(rng, row, column, REFUSALS[turn % len(REFUSALS)])
        rows.insert(rng.randrange(len(rows) + 1), row)
