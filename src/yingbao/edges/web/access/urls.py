"""Coming in and one's own account. The names are those the sign-in library asks for."""

from django.conf import settings
from django.urls import path

from yingbao.edges.web.access import second_factor as own
from yingbao.edges.web.access.language_change import language_change
from yingbao.edges.web.access.password_change import password_change
from yingbao.edges.web.access.portal_provider import urlpatterns as portal_provider
from yingbao.edges.web.access.portal_urls import urlpatterns as portal
from yingbao.edges.web.access.proof_give import proof_give
from yingbao.edges.web.access.reading_change import reading_change
from yingbao.edges.web.access.session_list import session_end, session_end_others, session_list
from yingbao.edges.web.access.sign_in import passkey_sign_in, second_step, sign_in
from yingbao.edges.web.access.sign_out import sign_out

urlpatterns = [
    path("sign-in", sign_in, name="account_login"),
    path("sign-in/code", second_step, name="mfa_authenticate"),
    path("sign-in/passkey", passkey_sign_in, name="mfa_login_webauthn"),
    path("sign-in/again", proof_give, name="proof_give"),
    path("sign-out", sign_out, name="account_logout"),
    path("account/", session_list, name="session_list"),
    path("account/sessions/end", session_end, name="session_end"),
    path("account/sessions/end-others", session_end_others, name="session_end_others"),
    path("account/password", password_change, name="account_change_password"),
    path("account/second-factor", own.second_factor, name="mfa_index"),
    path("account/second-factor/app", own.app_on, name="mfa_activate_totp"),
    path("account/second-factor/app/off", own.app_off, name="mfa_deactivate_totp"),
    path("account/second-factor/codes", own.recovery_codes, name="mfa_view_recovery_codes"),
    path("account/second-factor/codes/new", own.recovery_codes_new, name="mfa_generate_recovery_codes"),
    path("account/second-factor/passkeys/add", own.passkey_add, name="mfa_add_webauthn"),
    path("account/second-factor/passkeys/<int:pk>/remove", own.passkey_remove, name="mfa_remove_webauthn"),
    path("reading", reading_change, name="reading_change"),
    path("language", language_change, name="language_change"),
    *(portal if settings.PORTAL_ISSUER else []),
    *(portal_provider if settings.PORTAL_PROVIDER else []),
]
