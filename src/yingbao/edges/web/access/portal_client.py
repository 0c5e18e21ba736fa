"""Asking the province's portal who someone is, by OpenID Connect.

The library keeps the state and the PKCE verifier; what it leaves out stands here: a nonce, the signature of
the answer, its issuer. Nothing the portal says is kept but one mark: whoever has the database without the
key file learns no subject from it, and some portals use citizen numbers as subjects.
"""

import hashlib
from typing import Any

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from yingbao.office.access.portal import PORTAL
from yingbao.office.register.sealing import blind_index


def mark_of_subject(subject: str) -> str:
    """Return what stands for a subject of this portal; the same subject of another portal is another one."""
    return blind_index(f"{settings.PORTAL_ISSUER}\n{subject.strip()}", PORTAL).hex()


def nonce_of(verifier: str) -> str:
    """Return the nonce that goes with a PKCE verifier, which stays in the session of whoever began."""
    return hashlib.sha256(f"nonce:{verifier}".encode()).hexdigest()


class Conversation(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # the library ships no types
    """One round with the portal: its addresses, the code it gave, what its answer says."""

    _nonce = ""

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return str(build_absolute_uri(request, reverse("portal_back")))

    def get_access_token_data(
        self, request: HttpRequest, app: SocialApp, client: Any, pkce_code_verifier: str | None = None
    ) -> dict[str, Any]:
        self._nonce = nonce_of(pkce_code_verifier or "")
        found: dict[str, Any] = super().get_access_token_data(request, app, client, pkce_code_verifier)
        return found

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Return who the portal says it is.

        Raises:
            OAuth2Error: the answer is not signed by this portal, not for us, too old, or not to our question.
        """
        try:
            said = jwtkit.verify_and_decode(
                credential=kwargs["response"]["id_token"],
                keys_url=self.openid_config["jwks_uri"],
                issuer=[settings.PORTAL_ISSUER, f"{settings.PORTAL_ISSUER}/"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (KeyError, TypeError, ValueError) as why:
            raise OAuth2Error("no id_token that can be read") from why
        if said.get("nonce") != self._nonce or not said.get("sub"):
            raise OAuth2Error("not the answer to this question")
        return self.get_provider().sociallogin_from_response(request, {"id_token": said})


class Portal(OpenIDConnectProvider):  # type: ignore[misc]  # the library ships no types
    """The portal of the settings."""

    oauth2_adapter_class = Conversation
    subject = ""

    def get_pkce_params(self) -> dict[str, Any]:
        found: dict[str, Any] = super().get_pkce_params()
        return found | {"nonce": nonce_of(found["code_verifier"])}

    def extract_uid(self, data: dict[str, Any]) -> str:
        self.subject = str(data["id_token"]["sub"])
        return mark_of_subject(self.subject)

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        return []


def portal_of(request: HttpRequest) -> Portal:
    """Return the portal of the settings; its table of applications stays empty."""
    app = SocialApp(
        provider=Portal.id,
        provider_id=PORTAL,
        name=settings.PORTAL_NAME,
        client_id=settings.PORTAL_CLIENT_ID,
        secret=settings.PORTAL_CLIENT_SECRET,
        settings={"server_url": settings.PORTAL_ISSUER, "oauth_pkce_enabled": True, "scope": ["openid"]},
    )
    return Portal(request, app=app)
