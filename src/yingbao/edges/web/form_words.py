"""What the framework itself says of a field, in the catalogue as an officer would say it.

The framework looks these sentences up by its own English; our catalogue is asked before the framework's.
"""

from django.utils.translation import gettext_noop, ngettext_lazy

SAID_BY_THE_FRAMEWORK = (
    gettext_noop("This field is required."),
    gettext_noop("Null characters are not allowed."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
)
