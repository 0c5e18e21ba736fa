"""What must hold before pages are served to officers who decide."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

SERVING = "serving"
THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})
SHORTEST_SECRET = 50
FEWEST_LETTERS = 5


@register("safety")
def deciding_needs_a_second_factor(
    app_configs: Sequence[AppConfig] | None, **options: Any
) -> list[CheckMessage]:
    """Refuse to serve over a network while a password alone is enough to decide for others."""
    if settings.SECOND_FACTOR == "enforce" or settings.PLAIN_HTTP:
        return []
    return [
        Error(
            "A second factor is only offered, not demanded, and pages are served over a network.",
            hint="Leave YINGBAO_SECOND_FACTOR unset; `offer` is for a trial on one machine.",
            id="yingbao.E020",
        )
    ]


@register("safety")
def a_trial_portal_stays_on_one_machine(
    app_configs: Sequence[AppConfig] | None, **options: Any
) -> list[CheckMessage]:
    """Refuse to be a portal for others under any name the network knows."""
    if not settings.PORTAL_PROVIDER or set(settings.ALLOWED_HOSTS) <= THIS_MACHINE:
        return []
    return [
        Error(
            "This installation would be a sign-in portal for others, and pages are served over a network.",
            hint="Leave YINGBAO_PORTAL_PROVIDER unset; it is for a trial on one machine.",
            id="yingbao.E024",
        )
    ]


@register(SERVING, deploy=True)
def pages_are_served_safely(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """Refuse to serve with errors shown in full or without TLS beyond this machine, or with a weak secret."""
    found: list[CheckMessage] = []
    beyond = sorted(set(settings.ALLOWED_HOSTS) - THIS_MACHINE)
    if settings.DEBUG and beyond:
        text = f"Errors would be shown in full to {', '.join(beyond)}."
        found.append(Error(text, hint="Leave YINGBAO_DEBUG unset.", id="yingbao.E021"))
    if settings.PLAIN_HTTP and beyond:
        text = f"Pages would go over the network unencrypted as {', '.join(beyond)}."
        hint = "Serve over TLS and leave YINGBAO_PLAIN_HTTP unset; it is for a trial on one machine."
        found.append(Error(text, hint=hint, id="yingbao.E022"))
    if not _is_strong(_secret()):
        hint = f"YINGBAO_SECRET_KEY: at least {SHORTEST_SECRET} random characters."
        found.append(
            Error("The secret that signs sessions is missing or weak.", hint=hint, id="yingbao.E023")
        )
    return found


def _secret() -> str:
    try:
        return str(settings.SECRET_KEY)
    except ImproperlyConfigured:
        return ""


def _is_strong(secret: str) -> bool:
    return len(secret) >= SHORTEST_SECRET and len(set(secret)) >= FEWEST_LETTERS
