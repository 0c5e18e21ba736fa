"""Questions about divisions and officers."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet
from django.db.models.functions import Length

from yingbao.office.access.choices import DivisionLevel
from yingbao.office.access.models import Division, Officer
from yingbao.values.division import DivisionCode, NotADivision


def is_in_scope(officer: Officer, code: str) -> bool:
    """Return whether a division lies in the officer's own."""
    low, high = officer.scope
    return low <= code < high


def get_division(code: str) -> Division | None:
    """Return a division by its code."""
    return Division.objects.filter(pk=code).first()


def list_divisions_in(code: str, level: str | None = None) -> QuerySet[Division]:
    """Return this division and all below it, or those of one level, in the order of their codes."""
    low, high = DivisionCode(code).range
    below = Division.objects.filter(code__gte=low, code__lt=high).order_by("code")
    return below.filter(level=level) if level else below


def list_townships(officer: Officer) -> QuerySet[Division]:
    """Return the townships the officer sees: those of the own division, or the one the officer works in."""
    return list_divisions_in(officer.division_id[:9], DivisionLevel.TOWNSHIP)


def list_path(code: str) -> QuerySet[Division]:
    """Return the known divisions a place lies in, from the province down to itself."""
    return Division.objects.filter(code__in=_codes_above(code)).order_by(Length("code"))


def get_names(codes: Iterable[str]) -> dict[str, str]:
    """Return the names of divisions; a code nobody loaded is missing."""
    return dict(Division.objects.filter(code__in=set(codes)).values_list("code", "name"))


def get_names_seen_from(county: str) -> dict[str, str]:
    """Return the names of all divisions as an officer of a county says them.

    Inside the county township and village; of elsewhere province and county only, so that
    nobody learns from a list in which village of another county a person lives.
    """
    names = dict(Division.objects.values_list("code", "name"))
    return {code: _seen_from(county, code, names) for code in names}


def _seen_from(county: str, code: str, names: Mapping[str, str]) -> str:
    if not code.startswith(county):
        return "".join(names.get(code[:length], "") for length in (2, 6) if len(code) >= length)
    if len(code) <= len(county):
        return names[code]
    return "".join(names.get(part, "") for part in dict.fromkeys((code[:9], code)))


def get_officer(username: str) -> Officer | None:
    """Return an officer by the name of the account."""
    return Officer.objects.select_related("division").filter(username=username).first()


def get_officer_names(usernames: Iterable[str]) -> dict[str, str]:
    """Return the names of officers by account; an account that is gone is missing."""
    found = Officer.objects.filter(username__in=set(usernames))
    return dict(found.values_list("username", "name"))


def list_all_officers() -> QuerySet[Officer]:
    """Return all officers, by division."""
    return Officer.objects.select_related("division").order_by("division_id", "username")


def list_officers(officer: Officer) -> QuerySet[Officer]:
    """Return the officers of the divisions this officer manages."""
    low, high = officer.scope
    return list_all_officers().filter(division_id__gte=low, division_id__lt=high)


def _codes_above(code: str) -> list[str]:
    try:
        DivisionCode(code)
    except NotADivision:
        return []
    return [code[:length] for length in (2, 4, 6, 9, 12) if length <= len(code)]
