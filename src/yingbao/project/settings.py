"""How the product is put together. Every setting is described in docs/reference/settings.md."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from yingbao.project.coming_in import *  # noqa: F403 - the settings of coming in, a file of their own
from yingbao.project.coming_in import ALLAUTH_TRUSTED_PROXY_COUNT
from yingbao.project.environment import env_bool, env_count, env_database, env_path, env_str
from yingbao.project.sqlite import use_bundled_sqlite

use_bundled_sqlite()

ROOT = Path(__file__).resolve().parents[3]
HOME = env_path("YINGBAO_HOME", ROOT / "var")
POLICY_DIR = env_path("YINGBAO_POLICY", ROOT / "policy")
KEY_FILE = env_path("YINGBAO_KEY_FILE", HOME / "keys" / "register.key")
# What the district changed in its rules: one folder a pack, one file an amendment.
AMENDMENTS_DIR = env_path("YINGBAO_AMENDMENTS", HOME / "amendments")
UPLOAD_DIR = env_path("YINGBAO_UPLOADS", HOME / "uploads")
BACKUPS_DIR = env_path("YINGBAO_BACKUPS", HOME / "backups")

# Empty when not set: reading plans and packs needs none, and Django refuses to sign anything with it.
SECRET_KEY = env_str("YINGBAO_SECRET_KEY", "")
DEBUG = env_bool("YINGBAO_DEBUG", default=False)
ALLOWED_HOSTS = env_str("YINGBAO_HOSTS", "127.0.0.1,localhost").split(",")
AUTH_USER_MODEL = "access.Officer"
ROOT_URLCONF = "yingbao.project.urls"
WSGI_APPLICATION = "yingbao.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": env_database("YINGBAO_DATABASE", HOME / "yingbao.sqlite3")}

# The rooms, in the order the story is told. A foreign key may only point to
# an earlier line; tests/architecture/test_story_order.py holds us to it.
STORY = [
    "yingbao.office.audit",
    "yingbao.office.access",
    "yingbao.office.ledger",
    "yingbao.office.register",
    "yingbao.office.determination",
    "yingbao.office.rulebook",
    "yingbao.office.scenarios",
    "yingbao.office.messages",
    "yingbao.office.jobs",
    "yingbao.office.casework",
    "yingbao.office.provision",
    "yingbao.office.payments",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.idp.oidc",
    "axes",
    *STORY,
    "yingbao.edges.web",
    "yingbao.edges.cli",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "yingbao.edges.web.sessions.SessionMiddleware",
    "yingbao.edges.web.policy.PolicyMiddleware",
    "yingbao.edges.web.noted.NotedMiddleware",
    "yingbao.edges.web.unreadable.UnreadableRulesMiddleware",
    "yingbao.edges.web.taking.NotTakenMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yingbao.edges.web.context.page",
            ],
        },
    },
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "build" / "static"
STATICFILES_DIRS = [ROOT / "build" / "vendor"] if (ROOT / "build" / "vendor").is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    },
}

# How messages leave the building: a class for each channel. These write files another program picks up.
OUTBOX_DIR = env_path("YINGBAO_OUTBOX", HOME / "outbox")
OUTGOING_CHANNELS = {
    "sms": env_str("YINGBAO_SMS", "yingbao.edges.jobs.outbox.FileOutbox"),
    "wechat": env_str("YINGBAO_WECHAT", "yingbao.edges.jobs.outbox.FileOutbox"),
}

# How much an officer takes away at once, and how often in an hour; what is more is refused aloud.
TAKEN_MOST_ROWS = env_count("YINGBAO_EXPORT_ROWS", 20_000)
TAKEN_MOST_TIMES = env_count("YINGBAO_EXPORTS_AN_HOUR", 30)

# A roster of a large county is some 50 MB (guarantees: size limits are stated, never silent).
ROSTER_MAX_BYTES = 200 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# One machine without TLS (the demo) says so; everything else is served over TLS only.
PLAIN_HTTP = env_bool("YINGBAO_PLAIN_HTTP", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not PLAIN_HTTP
# Our own proxy ends TLS and says so; without one nobody is believed.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_REDIRECT_EXEMPT = [r"^health$"]  # asked on the machine itself, past the proxy
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not PLAIN_HTTP
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
