"""All settings. What differs between installations comes from `environment`."""

from typing import Any

import dj_database_url
import structlog
from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO

from ketenwerk.environment import DEMO_SECRET, ROOT, Environment

ENVIRONMENT = Environment()
DEMO_SIGN_IN = ENVIRONMENT.mode == "demo" and ENVIRONMENT.demo_sign_in is not False

COUNTRY = ENVIRONMENT.country
COUNTRIES_DIR = ENVIRONMENT.countries_dir
KEY_FILE = ENVIRONMENT.key_path
LEAVE_TO = ENVIRONMENT.leave_to
BUSY_FROM = (
    ENVIRONMENT.busy_from
)  # per cent of a process's time that goes to codes (reporting/load.py)

SECRET_KEY = ENVIRONMENT.secret_key or DEMO_SECRET
DEBUG = False
ALLOWED_HOSTS = ENVIRONMENT.hosts or ["localhost", "127.0.0.1", "[::1]", "testserver"]

# accounts stands before allauth, so that its templates win.
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "ketenwerk.web",
    "ketenwerk.keys",
    "ketenwerk.accounts",
    "ketenwerk.organisations",
    "ketenwerk.audit",
    "ketenwerk.information",
    "ketenwerk.reporting",
    "ketenwerk.care",
    "ketenwerk.signals",
    "ketenwerk.casework",
    "ketenwerk.statistics",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
]
MIDDLEWARE = [
    "ketenwerk.web.sizes.SizeMiddleware",
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
    "allauth.account.middleware.AccountMiddleware",
    "ketenwerk.web.problems.ProblemMiddleware",
    "ketenwerk.organisations.doors.PolicyMiddleware",
    "ketenwerk.web.languages.LanguageMiddleware",
]
ROOT_URLCONF = "ketenwerk.urls"
WSGI_APPLICATION = "ketenwerk.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ketenwerk.web.navigation.navigation",
            ]
        },
    }
]
FORM_RENDERER = "ketenwerk.web.forms.Renderer"


# SQLite loses nothing it has acknowledged (synchronous=FULL) and never waits half-way for a lock.
EMBEDDED_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


def _database(url: str) -> dict[str, Any]:
    found: dict[str, Any] = dict(
        dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    )
    if found["ENGINE"].endswith("sqlite3"):
        found["CONN_MAX_AGE"] = None
        found["OPTIONS"] = EMBEDDED_OPTIONS
    return found


DATABASES = {
    "default": _database(ENVIRONMENT.database),
    "keys": _database(ENVIRONMENT.keys_database),
}
DATABASE_ROUTERS = ["ketenwerk.keys.router.KeyStoreRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:work"

LANGUAGE_CODE = "nl"
# The one place that says which languages there are, under the names their speakers give them.
WHOLE_LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
PUBLIC_LANGUAGES = [  # for visitors only: those who sign in work in a whole language
    ("ar", "العربية"),
    ("bg", "Български"),
    ("es", "Español"),
    ("hu", "Magyar"),
    ("pl", "Polski"),
    ("ro", "Română"),
    ("ti", "ትግርኛ"),
    ("uk", "Українська"),
    ("vi", "Tiếng Việt"),
]
LANGUAGES = WHOLE_LANGUAGES + PUBLIC_LANGUAGES
UNCHECKED_LANGUAGES = frozenset(dict(PUBLIC_LANGUAGES))  # translated by a machine alone
SPARE_LANGUAGES = ("en", LANGUAGE_CODE)  # for a text that the reader's language does not have
LANG_INFO["ti"] = {"bidi": False, "code": "ti", "name": "Tigrinya", "name_local": "ትግርኛ"}
LOCALE_PATHS = [
    ROOT / "src" / "ketenwerk" / "locale",
    ROOT / "src" / "ketenwerk" / "django_words",  # what Django lacks, or says otherwise
]
FORMAT_MODULE_PATH = "ketenwerk.foundation.formats"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.data_dir / "static"
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if ENVIRONMENT.mode == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    }
}
WHITENOISE_USE_FINDERS = ENVIRONMENT.mode == "test"

SECURE_COOKIES = ENVIRONMENT.behind_https and not ENVIRONMENT.trying_out
COOKIE_PREFIX = "__Host-" if SECURE_COOKIES else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
SESSION_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_SAMESITE = "Lax"  # OpenID Connect comes back from another site
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
CSRF_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_AGE = None  # gone with the browser
CSRF_FAILURE_VIEW = "ketenwerk.web.problems.csrf_failure"
LANGUAGE_COOKIE_NAME = "unused"  # the language stands in the address; nothing is remembered
SECURE_SSL_REDIRECT = SECURE_COOKIES
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_COOKIES else None
SECURE_HSTS_SECONDS = 63_072_000 if SECURE_COOKIES else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_COOKIES
SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" makes browsers send forms without origin
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

MIB = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = (
    256 * 1024
)  # of text; a larger body is answered with 413 before it is read
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_BODY_AT_MOST = 110 * MIB  # only where a page says that it takes files (foundation/bodies.py)
FILE_UPLOAD_HANDLERS = ["ketenwerk.foundation.bodies.InMemory"]  # Django's own write to a disk
FILE_AT_MOST = ENVIRONMENT.file_mib * MIB
FILES_A_REPORT = ENVIRONMENT.files_a_report
FILES_AT_MOST_A_REPORT = ENVIRONMENT.files_mib_a_report * MIB
CLAMAV = ENVIRONMENT.clamav

# structlog alone. Django's own lines would name the addresses people asked for.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"nowhere": {"class": "logging.NullHandler"}},
    "loggers": {
        name: {"handlers": ["nowhere"], "propagate": False}
        for name in ("django.request", "django.security", "django.server")
    },
}
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.JSONRenderer(),
    ],
)

# --- sign-in (allauth) ---
SECOND_FACTOR_REQUIRED = not ENVIRONMENT.trying_out
MIDDLEWARE += [
    "ketenwerk.accounts.idle.SessionLimitsMiddleware",
    "ketenwerk.accounts.second_factor.SecondFactorMiddleware",
]
CACHES = {  # holds counters and nothing else, shared by all processes
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_counters",
        "KEY_FUNCTION": "ketenwerk.accounts.counters.hidden_key",
    }
}
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60  # of a link handed over in person
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE_COOKIES else 0

ACCOUNT_ADAPTER = "ketenwerk.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "ketenwerk.accounts.models.display_name"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; sign-in asks for these two
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by hand
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - a class
ACCOUNT_LOGOUT_REDIRECT_URL = "account_signed_out"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "reset_password_from_key": "20/m/ip",
}
ACCOUNT_FORMS = {
    "login": "ketenwerk.accounts.forms.SignInForm",
    "reauthenticate": "ketenwerk.accounts.forms.ConfirmByPasswordForm",
    "change_password": "ketenwerk.accounts.forms.NewPasswordForm",
    "reset_password_from_key": "ketenwerk.accounts.forms.PasswordByLinkForm",
}
MFA_ADAPTER = "ketenwerk.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator vouches for the address
MFA_TOTP_ISSUER = "Ketenwerk"
MFA_TOTP_TOLERANCE = 1  # codes of 30 s; a telephone's clock may be one code off
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS = {"webauthn_login": "10/m/ip"}
MFA_FORMS = {
    "authenticate": "ketenwerk.accounts.forms.CodeForm",
    "reauthenticate": "ketenwerk.accounts.forms.ConfirmByCodeForm",
    "activate_totp": "ketenwerk.accounts.forms.AddAppForm",
    "add_webauthn": "ketenwerk.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "ketenwerk.accounts.forms.RenamePasskeyForm",
}
SOCIALACCOUNT_ADAPTER = "ketenwerk.accounts.adapter.OrganisationAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # our adapter pins issuer and subject instead
SOCIALACCOUNT_STORE_TOKENS = False
if ENVIRONMENT.oidc_server:
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "organisation",
                    "name": ENVIRONMENT.oidc_name,
                    "client_id": ENVIRONMENT.oidc_client,
                    "secret": ENVIRONMENT.oidc_secret,
                    "settings": {"server_url": ENVIRONMENT.oidc_server, "uid_field": "identity"},
                }
            ],
        }
    }
# --- end sign-in ---
