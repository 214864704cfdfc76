# SPDX-License-Identifier: EUPL-1.2
"""The one settings file. Everything that differs between machines comes from the environment (see .env.sample)."""

import secrets
from pathlib import Path
from typing import Any

import dj_database_url
import pghistory
import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import env
from isopolity.core import embedded
from isopolity.core.logs import without_secrets

BASE_DIR = Path(__file__).resolve().parent.parent
_bundled = Path(__file__).resolve().parent.parent / "isopolity" / "_templates"
TEMPLATES_DIR = _bundled if _bundled.exists() else BASE_DIR / "templates"
STATIC_SOURCE = BASE_DIR / "isopolity" / "_static" if _bundled.exists() else BASE_DIR / "static"

# --- Mode: production unless said otherwise -------------------------------------------------------------------------
MODE = env.text("ISOPOLITY_MODE", "production")
if MODE not in {"production", "demo", "test"}:
    raise ImproperlyConfigured(f"ISOPOLITY_MODE={MODE!r} is unknown. Write production, demo or test.")
DEMO = MODE == "demo"
if DEMO:
    env.refuse_production()
DEBUG = False

# --- Where things are kept ------------------------------------------------------------------------------------------
DATA_DIR = embedded.data_dir()
FILES_DIR = Path(env.text("ISOPOLITY_FILES_DIR") or DATA_DIR / "files")

# --- Database: PostgreSQL only; embedded when no URL is given -------------------------------------------------------
DATABASE_URL = env.text("ISOPOLITY_DATABASE_URL")
DATABASE_OWNER_URL = env.text("ISOPOLITY_DATABASE_OWNER_URL") or DATABASE_URL
EMBEDDED_DATABASE = not DATABASE_URL
if EMBEDDED_DATABASE:
    DATABASE_URL, DATABASE_OWNER_URL = embedded.urls()


def _database(url: str) -> dict[str, Any]:
    """Connection settings; server_side_binding stays off because history keeps its context in the session."""
    found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
    if "postgresql" not in found["ENGINE"]:
        raise ImproperlyConfigured("ISOPOLITY_DATABASE_URL must be a PostgreSQL address: postgresql://user@host/name")
    return found


DATABASES = {"default": _database(DATABASE_URL), "owner": _database(DATABASE_OWNER_URL)}
DATABASES["owner"]["TEST"] = {"MIRROR": "default"}
CACHES: dict[str, Any] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if MODE != "test":  # counters of the rate limits, shared by all web processes; committed whatever the request does
    DATABASES["counters"] = {**_database(DATABASE_URL), "CONN_MAX_AGE": 0}
    DATABASE_ROUTERS = ["isopolity.core.shared.SharedCacheRouter"]
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_counter",
        "KEY_FUNCTION": "isopolity.core.shared.hidden_key",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Secrets and hosts ----------------------------------------------------------------------------------------------
if MODE == "production":
    SECRET_KEY = env.required(
        "ISOPOLITY_SECRET_KEY",
        'Make one with: python -c "import secrets; print(secrets.token_urlsafe(64))" and keep it secret.',
    )
    ALLOWED_HOSTS = env.words("ISOPOLITY_HOSTS")
    if not ALLOWED_HOSTS:
        raise ImproperlyConfigured(
            "ISOPOLITY_HOSTS is not set. Write the names this site answers to, with commas: isopolity.example.eu"
        )
else:
    SECRET_KEY = embedded.kept_secret() if DEMO else secrets.token_urlsafe(50)
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
SITE_URL = env.text("ISOPOLITY_SITE_URL") or (
    f"https://{ALLOWED_HOSTS[0]}" if MODE == "production" else "http://127.0.0.1:8000"
)
SECURE = SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
if env.flag("ISOPOLITY_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # limits count visitors, not the proxy
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "isopolity.accounts.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "isopolity.core.views.csrf_failed"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Applications, in dependency order ------------------------------------------------------------------------------
ISOPOLITY_APPS = [
    "isopolity.core",
    "isopolity.accounts",
    "isopolity.places",
    "isopolity.networks",
    "isopolity.benchmarks",
    "isopolity.assessments",
    "isopolity.reviews",
    "isopolity.visits",
    "isopolity.evidence",
    "isopolity.reports",
    "isopolity.groups",
    "isopolity.plans",
    "isopolity.mentoring",
    "isopolity.surveys",
    "isopolity.documents",
    "isopolity.pages",
    "isopolity.api",
    "isopolity.demo",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "django_htmx",
    *ISOPOLITY_APPS,
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "isopolity.core.middleware.ContentPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "isopolity.accounts.middleware.OwnLanguage",
    "isopolity.api.middleware.TokenActs",
    "isopolity.core.middleware.PlainText",
    "isopolity.core.middleware.SignedInOnly",
    "isopolity.core.middleware.ActingPerson",
    "isopolity.core.middleware.RefusalsAsPages",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [TEMPLATES_DIR],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "isopolity.core.context.everywhere",
            ],
            "builtins": ["isopolity.core.templatetags.isopolity"],
            "libraries": {"i18n": "isopolity.core.templatetags.translating"},
        },
    }
]
FORM_RENDERER = "isopolity.core.drawing.FormRenderer"

# --- Sign-in --------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if MODE == "test"
    else ["django.contrib.auth.hashers.ScryptPasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "isopolity.accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "isopolity.accounts.adapters.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account begins with an invitation that arrived at the address
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers; the page says what to do when none comes
ACCOUNT_FORMS = {
    "login": "isopolity.accounts.sign_in.SignIn",
    "reauthenticate": "isopolity.accounts.sign_in.PasswordOnceMore",
    "change_password": "isopolity.accounts.sign_in.ChangePassword",
    "set_password": "isopolity.accounts.sign_in.FirstPassword",
    "reset_password": "isopolity.accounts.sign_in.ForgottenPassword",
    "reset_password_from_key": "isopolity.accounts.sign_in.NewPassword",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "isopolity.accounts.second_step.Words"
MFA_FORMS = {
    "authenticate": "isopolity.accounts.second_step.CodeAtSignIn",
    "reauthenticate": "isopolity.accounts.second_step.CodeOnceMore",
    "activate_totp": "isopolity.accounts.second_step.FirstCode",
    "login_webauthn": "isopolity.accounts.second_step.PasskeyInsteadOfPassword",
    "authenticate_webauthn": "isopolity.accounts.second_step.PasskeyAtSignIn",
    "reauthenticate_webauthn": "isopolity.accounts.second_step.PasskeyOnceMore",
    "add_webauthn": "isopolity.accounts.second_step.NewPasskey",
    "edit_webauthn": "isopolity.accounts.second_step.RenamePasskey",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = MODE != "production"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"APPS": []}}
if oidc := env.text("ISOPOLITY_OIDC_SERVER"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "oidc",
            "name": env.text("ISOPOLITY_OIDC_NAME", "Single sign-on"),
            "client_id": env.required("ISOPOLITY_OIDC_CLIENT_ID", "Your identity provider gives it to you."),
            "secret": env.required("ISOPOLITY_OIDC_SECRET", "Your identity provider gives it to you."),
            "settings": {"server_url": oidc},
        }
    ]
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
RATELIMITS_OFF = MODE == "test"
if RATELIMITS_OFF:
    ACCOUNT_RATE_LIMITS = False

# --- Mail -----------------------------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("ISOPOLITY_MAIL_FROM", "isopolity@localhost")
if MODE == "test":
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
elif mail := env.text("ISOPOLITY_MAIL_URL"):
    from urllib.parse import unquote, urlsplit

    _mail = urlsplit(mail)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname, _mail.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.scheme == "smtp+tls", _mail.scheme == "smtps"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"

# --- Files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("ISOPOLITY_STATIC_ROOT") or DATA_DIR / "static")
STATICFILES_DIRS = [("dist", STATIC_SOURCE / "dist")]  # only what the bundler made; its sources are not served
WHITENOISE_MAX_AGE = 3600
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": FILES_DIR}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
if bucket := env.text("ISOPOLITY_S3_BUCKET"):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {"bucket_name": bucket, "endpoint_url": env.text("ISOPOLITY_S3_ENDPOINT") or None},
    }
WHITENOISE_USE_FINDERS = MODE == "test"
WHITENOISE_AUTOREFRESH = MODE == "test"
UPLOAD_LIMIT_MIB = env.number("ISOPOLITY_UPLOAD_LIMIT_MIB", 20)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000

# --- Jobs -----------------------------------------------------------------------------------------------------------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 2, "delete_jobs": "successful", "shutdown_graceful_timeout": 10}

# --- Languages and times --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French")), ("de", _("German"))]
LOCALE_PATHS = [BASE_DIR / "isopolity" / "locale"]
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "Europe/Brussels"

# --- History --------------------------------------------------------------------------------------------------------
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_CONTEXT_ID_FIELD = pghistory.ContextUUIDField()
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(db_constraint=False, db_index=True)
PGHISTORY_INSTALL_CONTEXT_FUNC_ON_MIGRATE = False

# --- Logs: structured, with a request id, no personal data ----------------------------------------------------------
structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        structlog.contextvars.merge_contextvars,
        without_secrets,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOG_LEVEL = env.text("ISOPOLITY_LOG_LEVEL", "INFO" if MODE == "production" else "WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(),
            "foreign_pre_chain": [
                structlog.contextvars.merge_contextvars,
                structlog.stdlib.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.format_exc_info,
            ],
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django.server": {"handlers": ["stderr"], "level": LOG_LEVEL, "propagate": False},
        "procrastinate.blueprints": {"level": "WARNING"},
        "weasyprint": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
    },
}
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_USER_ID_FIELD = None
SILENCED_SYSTEM_CHECKS = ["templates.W003"]  # our i18n stands in for Django's on purpose (TEMPLATES)
