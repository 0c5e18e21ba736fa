"""The portal the demo signs in through: this product once more, on another port, with settings of its own."""

import os
from pathlib import Path

import django

NAME = "试用门户"
CLIENT = "yingbao-demo"
KEY, SECRET = "portal.pem", "portal.secret"
# Who can sign in through it from the start; the others see what an officer sees who is not tied yet.
TIED = ("zhou_min", "ran_jing")


def settings_of_both(home: Path, own: str, portal: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return what the product is set to, and what the portal is set to; both run on this machine.

    The portal is called localhost and the product 127.0.0.1, so that a browser keeps two sessions.
    """
    asked = {
        "YINGBAO_PORTAL_ISSUER": f"http://{portal}",
        "YINGBAO_PORTAL_CLIENT_ID": CLIENT,
        "YINGBAO_PORTAL_CLIENT_SECRET_FILE": str(home / "keys" / SECRET),
        "YINGBAO_PORTAL_NAME": NAME,
        "YINGBAO_DEMO_BACK": f"http://{own}/sign-in/portal/back",
    }
    answers = {
        "YINGBAO_PORTAL_PROVIDER": "1",
        "YINGBAO_PORTAL_PROVIDER_KEY_FILE": str(home / "keys" / KEY),
    }
    return asked, answers


def make_secrets(home: Path) -> None:
    """Make the key that signs for the portal and the secret both know; what is there stays."""
    import secrets

    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    keys = home / "keys"
    keys.mkdir(parents=True, exist_ok=True)
    if not (keys / SECRET).exists():
        write_secret(keys / SECRET, secrets.token_urlsafe(32))
    if not (keys / KEY).exists():
        made = rsa.generate_private_key(65537, 2048).private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        write_secret(keys / KEY, made.decode("ascii"))


def write_secret(path: Path, text: str) -> None:
    """Write a file only its owner may read."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text)


def tie() -> None:
    """Make the product known to the portal, and tie the accounts of TIED."""
    from allauth.idp.oidc.models import Client
    from django.conf import settings

    from demo.accounts import BY
    from yingbao.edges.web.access.portal_client import mark_of_subject
    from yingbao.office.access.actions import link_portal
    from yingbao.office.access.portal import linked_since
    from yingbao.office.access.queries import get_officer

    known = Client(id=CLIENT, name="应保", skip_consent=True)
    known.set_secret(settings.PORTAL_CLIENT_SECRET)
    known.set_redirect_uris([os.environ["YINGBAO_DEMO_BACK"]])
    known.save()
    for account in TIED:
        officer = get_officer(account)
        if officer is not None and linked_since(officer) is None:
            link_portal(officer=officer, mark=mark_of_subject(str(officer.pk)), reason="demo", by=BY)


if __name__ == "__main__":
    django.setup()
    tie()
