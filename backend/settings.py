"""Every setting of Holdfast, from the environment alone (docs/operating.md lists them)."""

from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from celery.schedules import schedule

from backend import env

ROOT = Path(__file__).resolve().parent.parent
VAR = env.folder("HOLDFAST_VAR", ROOT / "var")
DIST = env.folder("HOLDFAST_DIST", ROOT / "frontend" / "dist")

SECRET_KEY = env.secret("HOLDFAST_SECRET_KEY", VAR / "secrets" / "django.key")
ROOT_KEY = env.secret("HOLDFAST_ROOT_KEY", VAR / "secrets" / "root.key")
REDIS_URL = env.text("HOLDFAST_REDIS_URL", "redis://127.0.0.1:6379/0")
DEBUG = False

# Over plain http only loopback is served; a public address needs https (design section 5).
ORIGIN = env.text("HOLDFAST_ORIGIN")
PUBLIC_HOST = urlsplit(ORIGIN).hostname or ""
HTTPS = ORIGIN.startswith("https://")
SERVED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *([PUBLIC_HOST] if HTTPS else [])]
ALLOWED_HOSTS = SERVED_HOSTS

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "rest_framework",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.usersessions",
    "csp",
    "backend",
    "accounts",
    "journal",
    "insights",
    "sharing",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "backend.gate.HostGate",
    "backend.frontend.Files",
    "backend.gate.OutageGate",
    "backend.gate.BodyGate",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]
ROOT_URLCONF = "backend.urls"
WSGI_APPLICATION = "backend.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]


def database(url: str, fallback: Path) -> dict[str, Any]:
    """Django's description of `url` (postgresql://…), or of the SQLite file `fallback` when there is none."""
    if not url:
        pragmas = "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;PRAGMA secure_delete=ON;"
        options: dict[str, Any] = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
        # Tests use a file too: in memory, threads would share one connection's locks.
        test = {"NAME": fallback.with_suffix(".test.sqlite3")}
        engine = "django.db.backends.sqlite3"
        return {"ENGINE": engine, "NAME": fallback, "OPTIONS": options, "CONN_MAX_AGE": None, "TEST": test}
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise env.Misconfigured("A database address should begin with postgresql://.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 3},
    }


DATABASES = {
    "default": database(env.text("HOLDFAST_DATABASE_URL"), VAR / "holdfast.sqlite3"),
    "keys": database(env.text("HOLDFAST_KEYS_DATABASE_URL"), VAR / "keys.sqlite3"),
}
DATABASE_ROUTERS = ["accounts.keystore.KeyRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "holdfast",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupForm"
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("app", "browser")
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": "/confirm/{key}",
    "account_reset_password": "/reset",
    "account_reset_password_from_key": "/reset/{key}",
    "account_signup": "/sign-up",
}
SMTP_URL = env.text("HOLDFAST_SMTP_URL")
# Without a mail server nobody could open the confirming message, so none is asked for.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if SMTP_URL else "none"
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if SMTP_URL else "backend.mail.FileBackend"
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST = urlsplit(SMTP_URL).hostname or "localhost"
EMAIL_PORT = urlsplit(SMTP_URL).port or 587
EMAIL_HOST_USER = unquote(urlsplit(SMTP_URL).username or "")
EMAIL_HOST_PASSWORD = unquote(urlsplit(SMTP_URL).password or "")
EMAIL_USE_TLS = bool(SMTP_URL)
DEFAULT_FROM_EMAIL = env.text("HOLDFAST_MAIL_FROM", "Holdfast <noreply@localhost>")

# Reminders. A device names the push service that reaches it, so only these are ever asked (accounts/push.py).
VAPID_KEY = env.secret("HOLDFAST_VAPID_KEY", VAR / "secrets" / "vapid.key")
PUSH_HOSTS = env.words(
    "HOLDFAST_PUSH_HOSTS",
    "fcm.googleapis.com *.push.services.mozilla.com *.push.apple.com *.notify.windows.com",
)
PUSH_LOOPBACK = False  # tests alone have a push service on this machine
# Push services write to this address when something is wrong with what we send.
PUSH_CONTACT = env.text("HOLDFAST_PUSH_CONTACT", ORIGIN if HTTPS else f"mailto:{parseaddr(DEFAULT_FROM_EMAIL)[1]}")

SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CSRF_FAILURE_VIEW = "accounts.http.csrf_failure"
# Behind https stands one proxy of ours: the address that it names is the one that limits count by.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
CSRF_TRUSTED_ORIGINS = [ORIGIN] if HTTPS else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_REFERRER_POLICY = "no-referrer"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
APPEND_SLASH = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["svelte-trusted-html", "hf-sw"],
    }
}
WHITENOISE_ROOT = DIST if DIST.is_dir() else None
WHITENOISE_INDEX_FILE = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_USE_FINDERS = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}
STATIC_URL = "/static/"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.SessionToken",
        "accounts.authentication.SessionCookie",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_RATES": {"claim": "10/hour", "invite": "20/hour", "remind": "240/hour", "subscribe": "60/hour"},
    "EXCEPTION_HANDLER": "accounts.http.handle_exception",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Holdfast",
    "DESCRIPTION": "A private relationship journal. Shapes and reasons: docs/api.md.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": ["accounts.schema.add_components"],
}

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 2
# A frozen broker must not hold a person's save: the row says what is to be read, the queue only rings sooner.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_connect_timeout": 1,
    "socket_timeout": 3,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = False
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_PROC_ALIVE_TIMEOUT = 60
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_BEAT_SCHEDULE = {
    "sweep what is to be read": {"task": "journal.sweep", "schedule": schedule(10), "options": {"expires": 10}},
    "ring what is due": {"task": "journal.ring", "schedule": schedule(20), "options": {"expires": 20}},
    "rebuild stale weeks": {
        "task": "insights.build_stale_weeks",
        "schedule": schedule(5),
        "options": {"expires": 5},
    },
    "end what has expired": {"task": "sharing.end_expired", "schedule": schedule(3600), "options": {"expires": 3600}},
}

LANGUAGE_CODE = "en"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"
LOGGING_CONFIG = "backend.logs.configure"
LOGGING = {"level": env.text("HOLDFAST_LOG_LEVEL", "INFO")}
SILENCED_SYSTEM_CHECKS = ["headless.W001"]
