"""A file an officer brings: by its name and size alone; what is in it is read elsewhere, and not believed."""

from collections.abc import Collection

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext


def checked(file: UploadedFile, endings: Collection[str], otherwise: str) -> UploadedFile:
    """Return a file that is not too large and whose name has one of the endings.

    Raises:
        ValidationError: it is too large, or another kind of file; then `otherwise` is said.
    """
    if (file.size or 0) > settings.ROSTER_MAX_BYTES:
        limit = settings.ROSTER_MAX_BYTES // 1024 // 1024
        raise forms.ValidationError(gettext("The file is larger than %(limit)s MB") % {"limit": limit})
    if (file.name or "").rpartition(".")[2].lower() not in endings:
        raise forms.ValidationError(otherwise)
    return file
