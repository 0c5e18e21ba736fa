"""Second factors an officer may have: an authenticator app, recovery codes, a passkey made of software."""

import hashlib
import json
import time
from dataclasses import dataclass

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache
from django.test import RequestFactory
from fido2.cose import ES256
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    RegistrationResponse,
)

from yingbao.office.access.models import Officer

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass(frozen=True)
class Factors:
    """What make_factors has tied to an account."""

    passkey: Authenticator
    recovery_codes: list[str]


def code_now(secret: str = SECRET) -> str:
    """Return the code the app shows now, as if the officer had waited for one that is unused."""
    cache.clear()
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def passkey_of_software(host: str = "testserver") -> dict[str, object]:
    """Return what a browser sends after making a passkey."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    credential = AttestedCredentialData.create(Aaguid(bytes(16)), b"a passkey of software", key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(hashlib.sha256(host.encode()).digest(), flags, 1, credential)
    made = RegistrationResponse(
        raw_id=b"a passkey of software",
        response=AuthenticatorAttestationResponse(
            client_data=CollectedClientData.create("webauthn.create", b"challenge", f"https://{host}"),
            attestation_object=AttestationObject.create("none", data, {}),
        ),
    )
    return dict(json.loads(json.dumps(dict(made))))


def make_factors(officer: Officer) -> Factors:
    """Tie an app, recovery codes and a passkey to an account, as the library does."""
    with context.request_context(RequestFactory().get("/")):
        totp.TOTP.activate(officer, SECRET)
        codes = RecoveryCodes.activate(officer)
        passkey = WebAuthn.add(officer, "办公室电脑", passkey_of_software())
        return Factors(passkey.instance, codes.get_unused_codes())
