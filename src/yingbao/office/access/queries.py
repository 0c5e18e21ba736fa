"""Questions about divisions and officers."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Length

from yingbao.office.access.at_work import AtWork
from yingbao.office.access.choices import DivisionLevel
from yingbao.office.access.models import Division, Officer, Post
from yingbao.office.access.permissions import Permission, may
from yingbao.values.division import DivisionCode, NotADivision


def is_in_scope(officer: Officer, code: str) -> bool:
    """Return whether a division lies where the officer acts."""
    low, high = officer.acting_scope
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


def get_names_seen_from(county: str, codes: Iterable[str] | None = None) -> dict[str, str]:
    """Return the names of all divisions, or of some, as an officer of a county says them.

    Inside the county township and village; of elsewhere province and county only, so that
    nobody learns from a list in which village of another county a person lives.
    """
    wanted = None if codes is None else set(codes)
    known = Division.objects.all()
    if wanted is not None:
        known = known.filter(code__in={part for code in wanted for part in _codes_above(code)})
    names = dict(known.values_list("code", "name"))
    return {code: _seen_from(county, code, names) for code in names if wanted is None or code in wanted}


def _seen_from(county: str, code: str, names: Mapping[str, str]) -> str:
    if not code.startswith(county):
        return "".join(names.get(code[:length], "") for length in (2, 6) if len(code) >= length)
    if len(code) <= len(county):
        return names[code]
    return "".join(names.get(part, "") for part in dict.fromkeys((code[:9], code)))


def get_officer(username: str) -> Officer | None:
    """Return an officer by the name of the account."""
    return Officer.objects.select_related("own_division").filter(username=username).first()


def get_officer_names(usernames: Iterable[str]) -> dict[str, str]:
    """Return the names of officers by account; an account that is gone is missing."""
    found = Officer.objects.filter(username__in=set(usernames))
    return dict(found.values_list("username", "name"))


def list_all_officers() -> QuerySet[Officer]:
    """Return all officers, by division."""
    return Officer.objects.select_related("own_division").order_by("own_division_id", "username")


def list_officers(officer: Officer) -> QuerySet[Officer]:
    """Return the officers of the divisions this officer manages; nobody, if the role manages none."""
    if not may(officer, Permission.MANAGE_OFFICERS):
        return Officer.objects.none()
    low, high = officer.acting_scope
    return list_all_officers().filter(own_division_id__gte=low, own_division_id__lt=high)


def get_managed_officer(officer: Officer, officer_id: int) -> Officer | None:
    """Return one officer of the divisions this officer manages."""
    return list_officers(officer).filter(pk=officer_id).first()


def list_colleagues(officer: Officer) -> QuerySet[Officer]:
    """Return the other officers of the own county with an open account: who may stand in."""
    county = officer.own_division_id[:6]
    low, high = DivisionCode(county).range
    found = list_all_officers().filter(is_active=True, own_division_id__gte=low, own_division_id__lt=high)
    return found.exclude(pk=officer.pk)


def list_current_posts(officer: Officer, on: date) -> QuerySet[Post]:
    """Return the further posts an officer holds on a day.

    Standing in holds as long as the absent colleague has the account and the post it stands in for.
    """
    absent = Q(stands_in_for__is_active=True) & Q(
        stands_in_for__own_role=F("role"), stands_in_for__own_division=F("acts_in")
    )
    still = (Q(stands_in_for__own_from=None) | Q(stands_in_for__own_from__lte=on)) & (
        Q(stands_in_for__own_to=None) | Q(stands_in_for__own_to__gte=on)
    )
    return (
        Post.objects.filter(
            Q(stands_in_for=None) | (absent & still),
            Q(valid_to=None) | Q(valid_to__gte=on),
            officer=officer,
            ended_at=None,
            valid_from__lte=on,
        )
        .select_related("stands_in_for", "acts_in")
        .order_by("id")
    )


def list_posts(officer: Officer) -> QuerySet[Post]:
    """Return every further post an officer was ever given, the newest first."""
    return officer.posts.select_related("stands_in_for", "acts_in", "reads").order_by("-id")


def list_delegations(officer: Officer) -> QuerySet[Post]:
    """Return who stands in for an officer, was to, or will; the newest first."""
    return officer.deputies.select_related("officer").order_by("-id")


def list_offers(officer: Officer, on: date) -> list[AtWork]:
    """Return every post an officer may work in on a day: the own one first, while it is valid."""
    own = [officer.own_post] if officer.holds_own_post(on) else []
    return [*own, *(post.at_work for post in list_current_posts(officer, on))]


def get_offer(officer: Officer, post_id: int | None, on: date) -> AtWork | None:
    """Return one of the posts an officer may work in on a day; None is the own one."""
    return next((each for each in list_offers(officer, on) if each.post_id == post_id), None)


def get_post(post_id: int) -> Post | None:
    """Return a further post by its number."""
    found = Post.objects.select_related("officer", "stands_in_for", "acts_in", "reads")
    return found.filter(pk=post_id).first()


def is_same_person(approver: Officer, preparer: str, on: date) -> bool:
    """Return whether an officer may not decide what an account prepared on a day: both are one person.

    A person is the account and whom it stands in for. The preparer counts as everyone it could stand in for
    on that day, in whatever post it worked: a deputy and the absent colleague never are two people.
    """
    persons = {preparer, *_stood_in_for(preparer, on)}
    return bool(persons & {approver.username, approver.stands_in_for})


def _stood_in_for(account: str, on: date) -> set[str]:
    posts = Post.objects.filter(
        Q(ended_at=None) | Q(ended_at__date__gte=on),
        officer__username=account,
        stands_in_for__isnull=False,
        valid_from__lte=on,
        valid_to__gte=on,
    )
    return set(posts.values_list("stands_in_for__username", flat=True))


def _codes_above(code: str) -> list[str]:
    try:
        DivisionCode(code)
    except NotADivision:
        return []
    return [code[:length] for length in (2, 4, 6, 9, 12) if length <= len(code)]
