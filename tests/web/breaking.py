"""Breaking the product for one test: what is forgotten, what is served instead."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import wraps
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.test import override_settings
from django.urls import URLPattern, path

from tests.web.test_policy import patterns
from yingbao.edges.web.urls import urlpatterns
from yingbao.office.access import sight
from yingbao.office.access.models import Officer
from yingbao.office.register.models import Person

type_of_view = Callable[..., HttpResponseBase]


def see_everyone() -> None:
    """Forget, until the request ends, who looks."""
    sight._sight.set(sight.Sight(everything=True))


def anyone(table: type[Model], *related: str) -> Callable[[Officer, int], Any]:
    """Return what takes a row by its number, whoever asks."""

    def take(officer: Officer, number: int) -> Any:
        see_everyone()
        rows: QuerySet[Any] = QuerySet(table)
        return rows.select_related(*related).filter(pk=number).first()

    return take


@contextmanager
def all_of(*opened: AbstractContextManager[object]) -> Iterator[None]:
    """Open several at once."""
    with ExitStack() as stack:
        for each in opened:
            stack.enter_context(each)
        yield


def serving(*views: URLPattern) -> AbstractContextManager[object]:
    """Serve these views: in the place of those of the same name, or besides the others."""
    names = {each.name: each for each in views}
    there = list(patterns(urlpatterns))
    besides = names.keys() - {each.name for each in there}
    served = [*(names.get(each.name, each) for each in there), *(names[each] for each in besides)]
    return override_settings(ROOT_URLCONF=type("Broken", (), {"urlpatterns": served}))


def instead_of(name: str, broken: Callable[[type_of_view], type_of_view]) -> AbstractContextManager[object]:
    """Serve a broken view in the place of one of the product, under the policy of that one."""
    route = next(each for each in patterns(urlpatterns) if each.name == name)
    view = wraps(route.callback)(broken(route.callback))
    return serving(path(str(route.pattern), view, name=name))


def named(table: type[Model], number: int) -> str:
    """Return the name of whose row it is."""
    rows: QuerySet[Any] = QuerySet(table)
    found = rows.filter(pk=number).first()
    person = found if found is None or isinstance(found, Person) else QuerySet(Person).get(pk=found.person_id)
    return person.name if person else ""


def not_found_so(
    table: type[Model], answer: Callable[[HttpRequest, str], HttpResponseBase]
) -> Callable[[type_of_view], type_of_view]:
    """Return what makes a view answer in its own way about a row that is there and not visible."""

    def breaking(view: type_of_view) -> type_of_view:
        def broken(request: HttpRequest, **named_by: int) -> HttpResponseBase:
            try:
                return view(request, **named_by)
            except Http404:
                name = named(table, next(iter(named_by.values())))
                if not name:
                    raise
                return answer(request, name)

        return broken

    return breaking
