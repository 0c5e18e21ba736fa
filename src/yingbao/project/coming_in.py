"""How officers come in: passwords, lock-out, second factor, sessions, a province's portal.

Taken into settings.py as it stands; every environment variable is described in docs/reference/settings.md.
"""

from datetime import timedelta
from typing import Any

from yingbao.project.environment import NotConfigured, env_bool, env_secret, env_str

PLAIN_HTTP = env_bool("YINGBAO_PLAIN_HTTP", default=False)

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
# Axes stands first: a resting account is not even asked for its password.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "yingbao.office.access.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Wrong tries, used codes and limits are counted in the database, so that every web worker counts the same.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "access_count"},
}
# How many proxies of our own stand before the web worker; without the right number all officers share one
# address, and one who guesses locks out all.
ALLAUTH_TRUSTED_PROXY_COUNT = int(env_str("YINGBAO_PROXIES", "0"))

# Ten wrong tries rest an account, there or not, for a quarter of an hour.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username"]
# Addresses are counted below, with a limit of their own: an office of two hundred shares one.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
AXES_RESET_ON_SUCCESS = True
# Trying on during the rest does not lengthen it: nobody can be kept out for ever by a stranger.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "yingbao.office.access.lockout.name_of_account"
AXES_CLIENT_IP_CALLABLE = "yingbao.edges.web.access.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "yingbao.edges.web.access.lockout.resting"
AXES_SENSITIVE_PARAMETERS = ["login", "username", "password", "code", "credential", "next"]
AXES_DISABLE_ACCESS_LOG = True  # the book of acts holds who came in
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

ACCOUNT_ADAPTER = "yingbao.edges.web.access.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "yingbao.edges.web.access.forms.SignInForm",
    "change_password": "yingbao.edges.web.access.forms.ChangePasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SESSION_REMEMBER = False  # the session ends with the browser
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    # Wrong passwords from one address (all officers of an office may share it), wrong codes of one officer.
    "wrong_passwords": "30/15m/ip",
    "login_failed": "10/15m/key",
    "login": "120/m/ip",
    "change_password": "10/15m/user",
    "portal": "30/m/ip",
}

# Who decides for others needs a second factor. "offer" leaves it to them: for trials without real persons.
SECOND_FACTOR = env_str("YINGBAO_SECOND_FACTOR", "enforce")
if SECOND_FACTOR not in {"enforce", "offer"}:
    raise NotConfigured(f"YINGBAO_SECOND_FACTOR must be enforce or offer, not {SECOND_FACTOR!r}.")
MFA_ADAPTER = "yingbao.edges.web.access.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A passkey asks for finger, face or PIN: it is both factors at once.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = PLAIN_HTTP
# A clock half a minute wrong still signs in; a used code is refused the second time.
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "应保"
# Proof of who sits there is asked for by the policy of a page (edges/web/proof.py), for all pages alike.
MFA_REAUTHENTICATION_REQUIRED = False
MFA_FORMS = {
    "authenticate": "yingbao.edges.web.access.forms.CodeForm",
    "activate_totp": "yingbao.edges.web.access.forms.ActivateTotpForm",
    "add_webauthn": "yingbao.edges.web.access.forms.AddPasskeyForm",
}
# Sessions stand with their officer, who sees and ends them; a fourth ends the oldest.
SESSION_ENGINE = "yingbao.office.access.sessions"
SESSION_MOST = 3
SESSION_COOKIE_AGE = 8 * 3600
SESSION_IDLE = timedelta(minutes=30)
PROOF_LASTS = timedelta(minutes=10)

# A province's portal by OpenID Connect; without these four there is neither a button nor an address of it.
PORTAL_ISSUER = env_str("YINGBAO_PORTAL_ISSUER", "").rstrip("/")
PORTAL_CLIENT_ID = env_str("YINGBAO_PORTAL_CLIENT_ID", "")
PORTAL_CLIENT_SECRET = env_secret("YINGBAO_PORTAL_CLIENT_SECRET")
PORTAL_NAME = env_str("YINGBAO_PORTAL_NAME", "")
_portal = {
    "YINGBAO_PORTAL_ISSUER": PORTAL_ISSUER,
    "YINGBAO_PORTAL_CLIENT_ID": PORTAL_CLIENT_ID,
    "YINGBAO_PORTAL_CLIENT_SECRET": PORTAL_CLIENT_SECRET,
    "YINGBAO_PORTAL_NAME": PORTAL_NAME,
}
_missing = [name for name, value in _portal.items() if not value]
if 0 < len(_missing) < len(_portal):
    raise NotConfigured(f"Sign-in through a portal needs {', '.join(_missing)} as well.")
if PORTAL_ISSUER and not PORTAL_ISSUER.startswith("https://") and not PLAIN_HTTP:
    raise NotConfigured(f"YINGBAO_PORTAL_ISSUER must begin with https://, not {PORTAL_ISSUER!r}.")
SOCIALACCOUNT_ADAPTER = "yingbao.edges.web.access.portal_adapter.PortalAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10

# This installation as such a portal for another one: for trials on one machine (edges/web/self_checks.py).
PORTAL_PROVIDER = env_bool("YINGBAO_PORTAL_PROVIDER", default=False)
IDP_OIDC_PRIVATE_KEY = env_secret("YINGBAO_PORTAL_PROVIDER_KEY")
