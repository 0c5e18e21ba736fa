"""Names of persons in lists of money: of those who may be seen."""

from collections.abc import Collection

from yingbao.office.register.models import Person


def names_of(persons: Collection[int]) -> dict[int, str]:
    """Return the names of some persons by their ids; who may not be seen here is left out.

    Rows of money stay where they were found: somebody who moved away since has no name there any more.
    """
    return dict(Person.objects.filter(pk__in=persons).values_list("pk", "name"))
