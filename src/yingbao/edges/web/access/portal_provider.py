"""This installation as a portal for another one, on one machine: what OpenID Connect needs and no more.

The library also brings device codes, revoking, signing out from afar and user information; none is routed.
"""

from urllib.parse import urlsplit

from allauth.idp.oidc.adapter import get_adapter
from allauth.idp.oidc.views import AuthorizationView, JwksView, TokenView
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import include, path, reverse
from django.views.decorators.cache import never_cache

from yingbao.edges.web.policy import Scope, policy


@policy(scope=Scope.PUBLIC)
def configuration(request: HttpRequest) -> JsonResponse:
    """Say where what is: OpenID Connect Discovery 1.0 §3."""
    return JsonResponse(
        {
            "issuer": get_adapter().get_issuer(),
            "authorization_endpoint": request.build_absolute_uri(reverse("idp:oidc:authorization")),
            "token_endpoint": request.build_absolute_uri(reverse("idp:oidc:token")),
            "jwks_uri": request.build_absolute_uri(reverse("idp:oidc:jwks")),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }
    )


@never_cache
@policy(scope=Scope.OFFICER, early=True)
def authorization(request: HttpRequest) -> HttpResponse:
    """Let whoever is signed in here into the system that asks.

    A redirect right after the form of signing in would be held to `form-action`: the page goes on by itself.
    """
    answer: HttpResponse = AuthorizationView.as_view()(request)
    to = answer.headers.get("Location", "")
    if urlsplit(to).netloc in {"", request.get_host()}:
        return answer
    return render(request, "access/portal_return.html", {"to": to})


jwks = policy(scope=Scope.PUBLIC)(JwksView.as_view())
token = policy(scope=Scope.PUBLIC, methods=("POST",))(TokenView.as_view())

oidc = [
    path(".well-known/openid-configuration", configuration, name="configuration"),
    path(".well-known/jwks.json", jwks, name="jwks"),
    path("identity/o/authorize", authorization, name="authorization"),
    path("identity/o/api/token", token, name="token"),
]
urlpatterns = [path("", include(([path("", include((oidc, "oidc")))], "idp")))]
