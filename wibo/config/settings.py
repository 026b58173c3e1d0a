"""All settings, from environment variables; docs/operators.md lists them. Missing ones fail at start."""

import os
import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from wibo.config.checking import is_demo, is_testing, problems

ROOT = Path(__file__).resolve().parent.parent.parent
env = environ.Env()
_wrong = problems(os.environ)
if _wrong:
    raise ImproperlyConfigured("\n".join(["Popraw ustawienia (opisuje je wibo config):", *_wrong]))

DATA_DIR = Path(env.str("WIBO_DATA_DIR", default=str(ROOT / "var")))
BASE_HOST = env.str("WIBO_BASE_HOST", default="localhost")
OPERATOR_HOST = env.str("WIBO_OPERATOR_HOST", default=f"operator.{BASE_HOST}")
TESTING = is_testing(os.environ)
DEMO = is_demo(os.environ)
IS_WORKER = env.bool("WIBO_IS_WORKER", default=TESTING)
DEBUG = False


def _secret() -> str:
    """The secret key: from the environment, or for a demo from a file made at the first start."""
    given = env.str("WIBO_SECRET_KEY", default="")
    if given or TESTING:
        return given or "only for tests"
    path = DATA_DIR / "secret_key"
    if not path.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()


SECRET_KEY = _secret()
OPERATOR_EMAIL = env.str("WIBO_OPERATOR_EMAIL", default=f"operator@{BASE_HOST}")
PORT = env.int("WIBO_PORT", default=8000)
BASE_SCHEME = env.str("WIBO_SCHEME", default="http" if DEMO or TESTING else "https")
ALLOWED_HOSTS = env.list("WIBO_ALLOWED_HOSTS", default=[BASE_HOST, f".{BASE_HOST}"])

KEYS_DIR = Path(env.str("WIBO_KEYS_DIR", default=str(DATA_DIR / "keys")))
PRIVATE_KEYS_DIR = Path(env.str("WIBO_PRIVATE_KEYS_DIR", default=str(DATA_DIR / "private-keys")))
MEDIA_ROOT = Path(env.str("WIBO_FILES_DIR", default=str(DATA_DIR / "files")))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "wibo.access",
    "wibo.ui",
    "wibo.towns",
    "wibo.journal",
    "wibo.letters",
    "wibo.accounts",
    "wibo.editions",
    "wibo.bulletin",
    "wibo.proposals",
    "wibo.evaluation",
    "wibo.voting",
    "wibo.results",
    "wibo.retention",
    "wibo.documents",
    "wibo.works",
    "wibo.opendata",
    "wibo.housekeeping",
    "wibo.handover",
    "wibo.home",
    "wibo.service",
    "wibo.rehearsal",
    "wibo.demo",
]

MIDDLEWARE = [
    "wibo.service.watching.middleware.watching_middleware",
    "wibo.service.remembering.remembering_middleware",
    "wibo.service.compressing.compressing_middleware",
    "wibo.service.headers.headers_middleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wibo.service.policy.PolicyMiddleware",
    "wibo.service.crowding.crowding_middleware",
    "wibo.towns.middleware.town_middleware",
    "wibo.rehearsal.middleware.guests_middleware",
    "wibo.service.readable.readable_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "wibo.accounts.idling.idling_middleware",
    "wibo.editions.addressing.edition_middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wibo.accounts.middleware.AccessMiddleware",
]

ROOT_URLCONF = "wibo.config.urls"
OPERATOR_URLCONF = "wibo.demo.urls_operator" if DEMO else "wibo.service.urls"
BASE_URLCONF = "wibo.demo.urls_base" if DEMO else "wibo.service.urls_public"
WSGI_APPLICATION = "wibo.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wibo.home.context.house",
                "wibo.towns.language.languages",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "wibo.ui.templatetags.ui",
                "wibo.ui.templatetags.components",
                "wibo.ui.templatetags.writing",
                "wibo.evaluation.templatetags.evaluation",
                "wibo.voting.templatetags.voting",
                "wibo.results.templatetags.results",
                "wibo.works.templatetags.works",
                "wibo.service.templatetags.service",
            ],
        },
    }
]
# The header in which our web server writes the address of the visitor; empty: the connection's own.
CLIENT_ADDRESS_HEADER = env.str("WIBO_CLIENT_ADDRESS_HEADER", default="")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if TESTING
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "throttle_cache"}
}
FORM_RENDERER = "wibo.ui.renderer.Renderer"

_SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "wibo.sqlite3",
    "OPTIONS": {
        "timeout": 20,
        # A read that becomes a write would fail at once under load; ballots must survive a power cut.
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000; "
        "PRAGMA temp_store=2; PRAGMA journal_size_limit=67108864;",
    },
}
# A pool of connections stands before web processes alone. The worker and commands go past it: `pg_dump` sets a search
# path for its session, and a pool would hand that session to the next voter.
_POOLED = not IS_WORKER and bool(env.str("WIBO_POOL_URL", default=""))
_URL = env.str("WIBO_POOL_URL" if _POOLED else "DATABASE_URL", default="")
# A kept connection whose server has gone is noticed before a request uses it: after a failover nobody reads an error
# that only means that the connection was old. It costs one `SELECT 1` a request.
_KEPT = {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
# The next statement outside a transaction may meet another session of the pool: it knows no cursor and no prepared
# statement of this one. Long reads come whole into memory instead.
_SHARED = {"DISABLE_SERVER_SIDE_CURSORS": True, "OPTIONS": {"prepare_threshold": None}} if _POOLED else {}
_ENGINE = {"ENGINE": "wibo.config.postgresql"} if _URL.startswith("postgres") else {}
DATABASES = {"default": {**env.db_url_config(_URL), **_ENGINE, **_KEPT, **_SHARED} if _URL else _SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["wibo.accounts.backend.TownBackend", "wibo.service.backend.OperatorBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "/konto/zaloguj/"
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24 * 3
# Accounts are unique within a town, which the constraint on the model says; the check cannot know.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]

TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if TESTING
        else "django_tasks_db.DatabaseBackend",
        # Quick things; openings and lists with names; counts; rehearsals. A process each (`wibo work`), so that none waits for
        # another.
        "QUEUES": ["default", "urns", "counts", "rehearsals"],
    }
}

LANGUAGE_CODE = "pl"
# English and Ukrainian are spoken where a view says so (towns/language.py).
LANGUAGES = [("pl", "polski"), ("en", "English"), ("uk", "Українська")]
LOCALE_PATHS = [ROOT / "wibo" / "locale"]
TIME_ZONE = "Europe/Warsaw"
USE_TZ = True
USE_I18N = True
# No USE_THOUSAND_SEPARATOR: it would also group the row 1166 in an address or a hidden field. Numbers that people
# read are grouped by name (`zl`, `grouped`, `counted`).
FORMAT_MODULE_PATH = ["wibo.ui.formats"]

# What can go with a letter, by name: who makes the file, asked when the letter is sent.
# Of pages that every town has, what makes the words that a town's own text begins with, by the text's kind.
USUAL_WORDS = {kind: f"wibo.home.usual_words.{kind}" for kind in ("privacy", "help", "terms")}
ENCLOSURES = {"application": "wibo.documents.proposal.enclosing.enclosed"}

# Where the dictionary of search lies, made once from its package.
WORDS_DIR = Path(env.str("WIBO_WORDS_DIR", default=str(DATA_DIR / "words")))

STATIC_URL = "/static/"
# Tests serve files from their source; nothing is gathered for them.
STATIC_ROOT = ROOT / "wibo" / "ui" / "static" if TESTING else DATA_DIR / "static"
_S3 = {
    "bucket_name": env.str("WIBO_S3_BUCKET", default=""),
    "endpoint_url": env.str("WIBO_S3_ENDPOINT", default="") or None,
    "access_key": env.str("WIBO_S3_ACCESS_KEY", default=""),
    "secret_key": env.str("WIBO_S3_SECRET_KEY", default=""),
    "region_name": env.str("WIBO_S3_REGION", default="") or None,
    # Files leave through our own pages, which ask who may see them; the bucket itself must show nothing to anybody. No
    # access list is sent: buckets whose owner is enforced refuse any.
    "default_acl": None,
    "file_overwrite": False,
}
STORAGES = {
    "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _S3}
    if _S3["bucket_name"]
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = TESTING
WHITENOISE_MANIFEST_STRICT = False
# Where a clamd listens that looks for viruses in attached files: unix:/run/clamav/clamd.ctl or tcp:host:3310.
CLAMD = env.str("WIBO_CLAMD", default="")
METRICS_TOKEN = env.str("WIBO_METRICS_TOKEN", default="")
# Where a collector of OpenTelemetry listens; empty: no spans are made.
OTLP_URL = env.str("WIBO_OTLP_URL", default="")
BACKUP_DIR = env.str("WIBO_BACKUP_DIR", default="")
# For so long a copy is kept, 0 for ever; what was erased since it was made is gone from it then.
BACKUP_DAYS = env.int("WIBO_BACKUP_DAYS", default=0)
BACKUP_RECIPIENT = env.str("WIBO_BACKUP_RECIPIENT", default="")
# How long a web process may go by rows of a town and its edition that it has read, and strangers by pages made of them
# (wibo/memory.py, wibo/service/remembering.py): the town's row, and a page made by it, so that what changes is seen within twice
# this. What is kept under the revision in that row lasts longer and ends with it (wibo/towns/revising.py).
REMEMBER_SECONDS = 0 if TESTING else 0.6
# How long a fresh role waits before it counts among two people; a demo would only be hindered by it.
ROLE_WAIT_HOURS = env.int("WIBO_ROLE_WAIT_HOURS", default=0 if DEMO or TESTING else 24)
# Days after which an official signs in with a telephone, too; None asks nobody (a demo's passwords are known to all).
SECOND_FACTOR_DAYS = None if DEMO or TESTING else env.int("WIBO_SECOND_FACTOR_DAYS", default=7)
SNAPSHOT_MINUTES = env.int("WIBO_SNAPSHOT_MINUTES", default=1 if DEMO else 15)
MAX_UPLOAD = 10 * 1024 * 1024
MAX_UPLOADS_OF_AUTHOR = 150 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000

EMAIL_BACKEND = env.str(
    "WIBO_EMAIL_BACKEND",
    default="django.core.mail.backends.dummy.EmailBackend"
    if DEMO
    else "django.core.mail.backends.smtp.EmailBackend",
)
# An HTTP service for text messages; without one, telephones cannot be confirmed.
SMS_URL = env.str("WIBO_SMS_URL", default="")
SMS_TOKEN = env.str("WIBO_SMS_TOKEN", default="")
EMAIL_TIMEOUT = 10
EMAIL_HOST = env.str("WIBO_SMTP_HOST", default="localhost")
DEFAULT_FROM_EMAIL = env.str("WIBO_FROM", default=f"budzet@{BASE_HOST}")

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SESSION_ENGINE = "wibo.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
BOOTH_COOKIE_NAME = "glos"
SESSION_COOKIE_AGE = 60 * 60 * 8
IDLE_MINUTES = None if DEMO or TESTING else env.int("WIBO_IDLE_MINUTES", default=60)
CSRF_FAILURE_VIEW = "wibo.home.views.errors.csrf"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
if BASE_SCHEME == "https":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    # The prefix makes browsers refuse such a cookie from a neighbouring host.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, BOOTH_COOKIE_NAME = "__Host-sesja", "__Host-csrf", "__Host-glos"
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# A demo and tests speak plainly and little; elsewhere each line is JSON and every request has one.
_JSON = env.str("WIBO_LOG", default="plain" if DEMO or TESTING else "json") == "json"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "wibo.config.logs.JsonLines"},
        "plain": {"format": "%(levelname)s %(name)s %(message)s"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json" if _JSON else "plain"}},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING" if _JSON else "ERROR", "propagate": False},
        # What these two say of a collector that is away holds its address, which may hold a key.
        "opentelemetry": {"level": "CRITICAL"},
        "urllib3": {"level": "CRITICAL"},
        "wibo.request": {"level": "INFO" if _JSON else "WARNING"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
DEFAULT_EXCEPTION_REPORTER_FILTER = "wibo.home.reporting.NoValues"
