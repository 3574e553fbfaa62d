"""Every setting of the service, read from the environment. docs/operations.md explains each."""

from __future__ import annotations

from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy

from analyzer import DETECTORS
from consult import environment as env
from consult.environment import LOCAL, ROOT
from consult.logs import logging_config
from consult.settings_accounts import *  # noqa: F403
from consult.settings_api import *  # noqa: F403
from consult.settings_call import *  # noqa: F403
from consult.settings_operations import *  # noqa: F403
from consult.settings_stores import *  # noqa: F403
from consult.settings_stores import REDIS_URL

# --- Where and as what it runs -----------------------------------------------------------------
DEBUG = env.flag("DEBUG", default=False)
DEMO = env.flag("DEMO", default=False)
# Set by `make run`, which adds the demo's months while it serves.
DEMO_HISTORY = DEMO and env.flag("DEMO_HISTORY", default=False)
SECRET_KEY = env.text("SECRET_KEY", env.development_secret() if DEBUG or DEMO else None)
PUBLIC_URL = env.text("PUBLIC_URL", "http://localhost:8000").rstrip("/")
_PUBLIC = urlsplit(PUBLIC_URL)
HTTPS = _PUBLIC.scheme == "https"
ALLOWED_HOSTS = env.string_list("ALLOWED_HOSTS", [_PUBLIC.hostname or "localhost"])
ALLOWED_ORIGINS = env.string_list("ALLOWED_ORIGINS", [PUBLIC_URL])
CSRF_TRUSTED_ORIGINS = ALLOWED_ORIGINS
ROOT_URLCONF = "consult.urls"
# What `runworker` serves; a web server is told its own.
ASGI_APPLICATION = "consult.live.channel.application"

# --- Applications ------------------------------------------------------------------------------
INSTALLED_APPS = [
    # Before live, as both react to an end: a report is enqueued before anybody is told of it.
    "consult.reports",
    # Before channels: its `runworker` is replaced by ours, which loads the model first.
    "consult.live",
    "channels",
    # Without looking for pages of other packages: operators see what consult.operations shows.
    "unfold.apps.BasicAppConfig",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "rest_framework_api_key",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_structlog",
    "health_check",
    "consult.accounts",
    "consult.consultations",
    "consult.integrations",
    "consult.review",
    "consult.demo",
    "consult.operations",
]
MIDDLEWARE = [
    "consult.operations.request_metrics.time_requests",
    "django.middleware.security.SecurityMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "csp.middleware.CSPMiddleware",
    "consult.response_headers.response_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Last: these alone are synchronous, as the views are, so nothing changes threads for them.
    "consult.accounts.sessions.NoteSeen",
    "consult.unreadable_json.RefuseUnreadable",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "consult" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                # For the operators' pages.
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- The live path -----------------------------------------------------------------------------
# A reading stands for 2 s at most (`LONGEST_READING` of the timeline): with fewer of them a part of
# the time would count as if nobody filmed, and from 5 s on each interval would be a gap.
_LEAST_RATE = 0.5
FRAME_RATE_MOST = env.number("FRAME_RATE_MOST", 5.0, at_least=_LEAST_RATE)
FRAME_RATE = env.number("FRAME_RATE", 2.0, at_least=_LEAST_RATE, at_most=FRAME_RATE_MOST)
FRAME_RATE_LEAST = env.number(
    "FRAME_RATE_LEAST", _LEAST_RATE, at_least=_LEAST_RATE, at_most=FRAME_RATE
)
# Of one web process. A tab in a call has two sockets, and a person more than one tab at times.
SOCKETS_MOST = env.integer("SOCKETS_MOST", 2000, at_least=1)
SOCKETS_PER_PERSON = env.integer("SOCKETS_PER_PERSON", 20, at_least=2)
# A web process or a worker that takes no turn for so long ends, and is started anew; 0: never.
HUNG_AFTER_S = env.number("HUNG_AFTER_S", 30.0)
FRAME_WIDTH = env.integer("FRAME_WIDTH", 320, at_least=160)
FRAME_QUALITY = env.number("FRAME_QUALITY", 0.7, at_least=0.1)
FACE_DETECTOR = env.choice("FACE_DETECTOR", DETECTORS[0], DETECTORS)
INVITE_DAYS = env.integer("INVITE_DAYS", 30, at_least=1)

# --- Celery: how tasks are taken stands in consult/celery.py ------------------------------------
CELERY_BROKER_URL = REDIS_URL

# --- People ------------------------------------------------------------------------------------
# consult/settings_accounts.py has the rest. Plain HTTP is for one machine and for tests.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# --- Web security ------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
# Asked from inside, past the proxy that ends TLS.
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)/?$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
_SOCKETS = [origin.replace("http", "ws", 1) for origin in ALLOWED_ORIGINS]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "media-src": [SELF, "blob:"],
        "worker-src": [SELF, "blob:"],
        "connect-src": [SELF, *_SOCKETS],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
# Of one web process: each may hold a connection to the database, which has an end of them.
REQUESTS_AT_ONCE = env.integer("REQUESTS_AT_ONCE", 32, at_least=4)

# --- Words, files and logs ---------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", gettext_lazy("English")), ("uk", gettext_lazy("Ukrainian"))]
LOCALE_PATHS = [ROOT / "consult" / "locale"]
TIME_ZONE = env.text("TIME_ZONE", "UTC")
# What beat sends by night is sent by this zone's night.
CELERY_TIMEZONE = TIME_ZONE
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = LOCAL / "static"
STATICFILES_DIRS = [ROOT / "frontend" / "dist"]
# Vite already puts a hash into each name under assets/: such a file never changes.
SERVESTATIC_USE_FINDERS = True
SERVESTATIC_AUTOREFRESH = False
# A server that hangs is one that failed, and tried again, well before the task's own limit.
EMAIL_TIMEOUT = 30
globals().update(env.email("EMAIL_URL", "consolemail://"))
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", f"consult@{_PUBLIC.hostname or 'localhost'}")
# Metrics are served where METRICS_PORT is set, by each process on its own; METRICS_FROM names the
# one that serves where all share a folder, as `make run` does.
METRICS_PORT = env.integer("METRICS_PORT", 0)
if METRICS_PORT:
    env.share_metrics()
METRICS_HOST = env.text("METRICS_HOST", "127.0.0.1")
METRICS_FROM = env.text("METRICS_FROM", "")
# By default each line would name the address it came from: personal data.
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
# Each task's lines carry the id of the request that sent it.
DJANGO_STRUCTLOG_CELERY_ENABLED = True
LOG_JSON = env.flag("LOG_JSON", default=not DEBUG and not DEMO)
LOGGING = logging_config(json=LOG_JSON, level=env.text("LOG_LEVEL", "INFO"))

# --- Webhooks ----------------------------------------------------------------------------------
WEBHOOK_NETWORKS = env.networks("WEBHOOK_NETWORKS")
