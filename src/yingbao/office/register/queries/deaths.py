"""That a person is known to have died."""

from yingbao.office.register.models import Death, Person


def get_known_death(person: Person) -> Death | None:
    """Return the death of a person as it is known now, with the source that told it."""
    return Death.objects.select_related("source").filter(person=person, ended_by__isnull=True).first()
