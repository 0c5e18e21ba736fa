"""How someone likes to read: text size, contrast, line spacing. Kept in a cookie, needs no JavaScript."""

from dataclasses import asdict, dataclass, replace

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

COOKIE = "reading"
ONE_YEAR = 365 * 24 * 3600

CHOICES: dict[str, dict[str, Promise]] = {
    "text": {
        "standard": pgettext_lazy("text size", "Standard"),
        "large": pgettext_lazy("text size", "Large"),
        "largest": pgettext_lazy("text size", "Largest"),
    },
    "contrast": {
        "standard": pgettext_lazy("contrast", "Standard"),
        "high": pgettext_lazy("contrast", "High"),
    },
    "spacing": {
        "standard": pgettext_lazy("line spacing", "Standard"),
        "wide": pgettext_lazy("line spacing", "Wide"),
    },
}
NAMES = {"text": _("Text size"), "contrast": _("Contrast"), "spacing": _("Line spacing")}


@dataclass(frozen=True)
class Preferences:
    """One reader's choices."""

    text: str = "standard"
    contrast: str = "standard"
    spacing: str = "standard"

    @property
    def css_classes(self) -> str:
        return " ".join(f"yb-{name}-{choice}" for name, choice in asdict(self).items())

    @property
    def cookie(self) -> str:
        return ".".join(asdict(self).values())

    def changed(self, name: str, choice: str) -> "Preferences":
        """Return the preferences with one choice changed; anything unknown changes nothing."""
        return replace(self, **{name: choice}) if choice in CHOICES.get(name, {}) else self


def preferences_of(request: HttpRequest) -> Preferences:
    """Return what this reader chose before."""
    chosen = Preferences()
    for name, choice in zip(CHOICES, request.COOKIES.get(COOKIE, "").split("."), strict=False):
        chosen = chosen.changed(name, choice)
    return chosen


def rows(preferences: Preferences) -> list[dict[str, object]]:
    """Return the accessibility bar: each preference with its choices and the one in force."""
    now = asdict(preferences)
    return [
        {
            "name": name,
            "label": NAMES[name],
            "choices": [
                {"value": value, "label": label, "chosen": now[name] == value}
                for value, label in choices.items()
            ],
        }
        for name, choices in CHOICES.items()
    ]
