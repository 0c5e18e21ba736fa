"""Opening an office: its divisions, its officers."""

from collections.abc import Sequence
from typing import NamedTuple

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from yingbao.office.access.choices import Role
from yingbao.office.access.models import Division, Officer
from yingbao.office.access.permissions import Permission, require
from yingbao.office.audit.actions import record
from yingbao.values.division import DivisionCode, NotADivision


class DivisionRow(NamedTuple):
    """One line of a list of divisions."""

    code: str
    name: str
    level: str
    parent: str


class BadDivisions(Exception):
    """The list contradicts itself; nothing was loaded. `problems` are (line, code of the problem)."""

    def __init__(self, problems: list[tuple[int, str]]) -> None:
        super().__init__(", ".join(f"{line}: {code}" for line, code in problems))
        self.problems = problems


class OfficerExists(Exception):
    """There is an account of this name."""


class UnknownDivision(Exception):
    """The division was never loaded."""


class WeakPassword(Exception):
    """The password is refused; the reasons are the messages."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


class OutsideScope(Exception):
    """The officer acts on an account of another division."""


@transaction.atomic
def load_divisions(*, rows: Sequence[DivisionRow], by: Officer | str) -> int:
    """Bring in the divisions of a district and those above it; return how many there are in the list.

    A division that is known already takes the name given now. None is removed: persons may stand there.

    Raises:
        BadDivisions: a code, level or parent is wrong.
    """
    problems = _problems(rows)
    if problems:
        raise BadDivisions(problems)
    Division.objects.bulk_create(
        [
            Division(code=row.code, name=row.name, level=row.level, parent_id=row.parent or None)
            for row in sorted(rows, key=lambda row: len(row.code))
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "level", "parent"],
    )
    record("access.divisions.loaded", by=by, detail={"count": len(rows)})
    return len(rows)


def _problems(rows: Sequence[DivisionRow]) -> list[tuple[int, str]]:
    known = {row.code for row in rows}
    found: list[tuple[int, str]] = []
    if len(known) < len(rows):
        found.append((0, "twice"))
    for line, row in enumerate(rows, start=2):
        code = _problem(row, known)
        if code:
            found.append((line, code))
    return found


def _problem(row: DivisionRow, known: set[str]) -> str:
    try:
        division = DivisionCode(row.code)
    except NotADivision:
        return "code"
    if division.level != row.level:
        return "level"
    if row.parent and (row.parent not in known or not row.code.startswith(row.parent)):
        return "parent"
    return "" if row.name.strip() else "name"


class NewOfficer(NamedTuple):
    """What an account is made of."""

    username: str
    password: str
    name: str
    role: Role
    division_code: str
    title: str = ""


@transaction.atomic
def create_officer(*, new: NewOfficer, by: Officer | str) -> Officer:
    """Create an account with a role in a division.

    An officer needs the permission to manage officers and stays inside the own division; a command gives
    its own name as `by`.

    Raises:
        NotPermitted, OutsideScope: the officer may not.
        OfficerExists, UnknownDivision, WeakPassword: the account cannot be made.
    """
    _check_manager(by, new.division_code)
    if Officer.objects.filter(username=new.username).exists():
        raise OfficerExists(new.username)
    division = Division.objects.filter(pk=new.division_code).first()
    if division is None:
        raise UnknownDivision(new.division_code)
    officer = Officer(username=new.username, name=new.name, role=new.role, division=division, title=new.title)
    try:
        validate_password(new.password, officer)
    except ValidationError as weak:
        raise WeakPassword(weak.messages) from None
    officer.set_password(new.password)
    officer.save()
    record(
        "access.officer.created",
        subject=f"officer:{officer.username}",
        by=by,
        detail={"role": str(new.role), "division": new.division_code},
    )
    return officer


@transaction.atomic
def switch_off_officer(*, officer: Officer, reason: str, by: Officer | str) -> Officer:
    """Close an account. The next request of its owner is refused; what the officer did stays written."""
    officer = Officer.objects.select_for_update().get(pk=officer.pk)
    _check_manager(by, officer.division_id)
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    record("access.officer.switched_off", subject=f"officer:{officer.username}", by=by, reason=reason)
    return officer


def _check_manager(by: Officer | str, division_code: str) -> None:
    if isinstance(by, str):
        return
    require(by, Permission.MANAGE_OFFICERS)
    low, high = by.scope
    if not low <= division_code < high:
        raise OutsideScope(division_code)
