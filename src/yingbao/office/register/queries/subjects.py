"""Under which names the book of acts knows a person: the file, the questions about it, its sealed numbers."""

from django.db.models import Q

from yingbao.office.register.models import Conflict, Person
from yingbao.office.register.sealed_columns import SEALED


def list_merged(person: Person) -> list[int]:
    """Return the ids of a person: the own one, and of those found to be the same person."""
    return [person.pk, *Person.objects.filter(merged_into=person).order_by("id").values_list("pk", flat=True)]


def list_subjects(persons: list[int]) -> list[str]:
    """Return every subject an act about these persons may have, such as person:7 or conflict:3."""
    conflicts = Conflict.objects.filter(Q(person__in=persons) | Q(other_person__in=persons))
    subjects = [f"person:{each}" for each in persons]
    subjects += [f"conflict:{each}" for each in conflicts.values_list("pk", flat=True)]
    for key, column in SEALED.items():
        rows = column.model._default_manager
        own = rows.filter(pk__in=persons) if column.model is Person else rows.filter(person__in=persons)
        subjects += [f"{key}:{each}" for each in own.values_list("pk", flat=True)]
    return subjects
