"""Form fields as the design system draws them."""

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()
DAY_WIDTH = "10"
CLASSES: list[tuple[type[forms.Widget], str]] = [
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.TextInput, "govuk-input"),
    (forms.PasswordInput, "govuk-input"),
]


def css_class(widget: forms.Widget) -> str:
    """Return the design system's class for a widget."""
    return next((name for kind, name in CLASSES if isinstance(widget, kind)), "")


@register.simple_tag
def widget(field: BoundField, width: str = "") -> SafeString:
    """Draw a field's input, tied to its hint and its errors."""
    name = css_class(field.field.widget)
    width = width or (DAY_WIDTH if isinstance(field.field.widget, forms.DateInput) else "")
    classes = [name, f"govuk-input--width-{width}" if width else "", f"{name}--error" if field.errors else ""]
    told = [
        f"{field.id_for_label}-hint" if field.help_text else "",
        f"{field.id_for_label}-error" if field.errors else "",
    ]
    attributes: dict[str, Any] = {"class": " ".join(filter(None, classes))}
    if any(told):
        attributes["aria-describedby"] = " ".join(filter(None, told))
    if field.errors:
        attributes["aria-invalid"] = "true"
    if isinstance(field.field.widget, forms.Textarea):
        # A browser cuts what is pasted at its maxlength and says nothing; the form says how much is too much.
        field.field.widget.attrs.pop("maxlength", None)
    return field.as_widget(attrs=attributes)
