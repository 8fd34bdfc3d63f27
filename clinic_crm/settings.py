"""The one settings file. Every choice of the place comes from the environment; a wrong value stops the start."""

from datetime import timedelta
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from clinic_crm.lib import environment, logs

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

VERSION = "0.1.0"
HOME = environment.home_folder(BASE_DIR)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = environment.secret_key(HOME)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
PORT = environment.port()
PUBLIC_URL = env.str("PUBLIC_URL", default=f"http://127.0.0.1:{PORT}")
HTTPS = PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "clinic_crm.apps.ClinicCrmConfig",
    "clinics.apps.ClinicsConfig",
    "patients.apps.PatientsConfig",
    "treatment_plans.apps.TreatmentPlansConfig",
    "triggers.apps.TriggersConfig",
    "quality.apps.QualityConfig",
    "analytics.apps.AnalyticsConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth.account",  # allauth.mfa stands on it; its pages and tables are not used
    "allauth.mfa",
    "django.forms",  # templates/django/forms/ stand before Django's own
    "django_celery_beat",
    "django_htmx",
    "django_structlog",
    "drf_spectacular",
    "import_export",
    "pghistory",
    "pgtrigger",
    "rest_framework",
    "template_partials",
]

MIDDLEWARE = [
    "clinic_crm.health.middleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "clinics.middleware.LogMiddleware",
    "clinics.middleware.PersonMiddleware",
    "clinics.middleware.SecondFactorMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",  # deny by default; public views say so
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "clinic_crm.demo_progress.middleware",
]

ROOT_URLCONF = "clinic_crm.urls"
WSGI_APPLICATION = "clinic_crm.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "clinics.context_processors.shell",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# PostgreSQL only. `manage.py` fills DATABASE_URL with the embedded server's address when nobody set it.
DATABASES = {"default": environment.database() | {"CONN_MAX_AGE": 0}}
DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 0, "max_size": 12, "timeout": 10}
# Shared by all processes: marks codes of the second factor as used. Its table is made by a migration.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entry"}}
# The role of web, worker and beat; `migrate` gives it its rights.
DATABASE_APP_ROLE = environment.app_role(default="clinic_crm_app")
# Tables whose rows that role may add and read, never change or delete.
INSERT_ONLY_TABLES = ["clinics_journalentry"]
# Tables that it may only read: triggers of the owner write them.
READ_ONLY_TABLES = ["clinics_journalseal"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "clinics.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # the one-time link with which a new login sets its password
# The second factor: codes of the phone and recovery codes by django-allauth, in pages of our own (clinics.views).
MFA_ADAPTER = "clinics.second_factor.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a clock may be 30 seconds wrong; a code works once all the same
ACCOUNT_EMAIL_VERIFICATION = "none"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="Europe/Moscow")

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = HOME / "uploads"

# Security
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_ENGINE = "clinics.sessions"  # knows whose a session is: listed, and ended one by one
SESSION_COOKIE_AGE = 12 * 3600
# How many proxies of ours stand in front: so many addresses at the end of X-Forwarded-For are believed.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
}

# Celery carries ids and means "look now"; PostgreSQL is the truth. No ETA or countdown over 60 s anywhere.
CELERY_BROKER_URL = environment.broker_url()
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"visibility_timeout": 3600, "unacked_restore_interval": 5, "unacked_restore_throttle": 1}
    if CELERY_BROKER_URL.startswith("redis")
    else {}
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SYNC_EVERY = 1  # each tick's time is stored at once: `doctor` sees by it whether beat is alive
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
# Seeded into django-celery-beat, where the clinic can see and change it. Each entry says why that often,
# and expires before its next tick, so that a stopped worker meets no heap of stale ticks.
CELERY_BEAT_SCHEDULE: dict = {
    # Changed facts: each minute, the card and the triggers must see a visit soon after it was saved.
    "patients.refresh_segments": {
        "task": "patients.tasks.refresh_segments",
        "schedule": crontab(),
        "options": {"expires": 50},
    },
    # Prices set ahead: midnight comes in the clinic's own zone; bills read the history, only lists wait for this.
    "clinics.begin_prices": {
        "task": "clinics.tasks.begin_prices",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 240},
    },
    # A new day: midnight comes in the clinic's own zone, so every five minutes, and most times there is nothing to do.
    "patients.advance_segments": {
        "task": "patients.tasks.advance_segments",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 240},
    },
    # Cards that may be one person: once a night, when nobody imports; a new or changed card is weighed at once.
    "patients.look_for_duplicates": {
        "task": "patients.tasks.look_for_duplicates",
        "schedule": crontab(hour=2, minute=40),
        "options": {"expires": 3000},
    },
    # Uploaded files: their own wake starts them at once; each minute, whatever lost its wake or its worker goes on.
    "patients.pick_up_imports": {
        "task": "patients.tasks.pick_up_imports",
        "schedule": crontab(),
        "options": {"expires": 50},
    },
    # Scheduled plan lines whose booking fell away: each minute, so that the curator's queue shows them at once.
    "plans.release-lines": {
        "task": "treatment_plans.tasks.release_lines",
        "schedule": crontab(),
        "options": {"expires": 50},
    },
    # every 15 minutes: a week begins at local midnight, and a machine that was off on Monday catches up soon
    "keep-sampling-rounds": {
        "task": "quality.tasks.keep_sampling_rounds",
        "schedule": 900,
        "options": {"expires": 840},
    },
    # Who crossed a line or had a first visit: each minute, so that a new patient of the demo is written to at once.
    "triggers.match": {"task": "triggers.tasks.match", "schedule": crontab(), "options": {"expires": 50}},
    # The outbox: each minute, reminders must not be later than that.
    "triggers.deliver": {"task": "triggers.tasks.deliver", "schedule": crontab(), "options": {"expires": 50}},
    # Senders that vanished and messages that waited too long: each minute, a doubt is shown within five.
    "triggers.settle": {"task": "triggers.tasks.settle", "schedule": crontab(), "options": {"expires": 50}},
}

# Unset, letters go to the built-in catcher of `up`, which keeps them in this folder for everybody to read.
LETTERS_ARE_CAUGHT = not env.str("EMAIL_URL", default="")
LETTERS_FOLDER = HOME / "letters"
vars().update(environment.email(environment.letters_port(HOME)))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="clinic@example.org")

PHONENUMBER_DEFAULT_REGION = "RU"

# Log lines hold ids, never names, contacts or query strings. LOG_FORMAT=text is for reading at the terminal.
logs.configure()
LOGGING = logs.logging_config(env.str("LOG_FORMAT", default="json"))
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = 10  # DEBUG: one line a request, at its end
# Which way a message of each channel leaves. The gateway is any provider that speaks the API of its module.
MESSAGE_CHANNELS = {"email": env.str("EMAIL_CHANNEL", default="triggers.channels.smtp.SmtpChannel")}
GATEWAY_URL = env.str("GATEWAY_URL", default="")
if GATEWAY_URL:
    MESSAGE_CHANNELS["sms"] = "triggers.channels.http_gateway.HttpGateway"
GATEWAY_TOKEN = env.str("GATEWAY_TOKEN", default="")
GATEWAY_TIMEOUT = env.float("GATEWAY_TIMEOUT", default=10)
# How long after a lost answer the gateway's own look-up may be believed, and how often it may permit a new try.
GATEWAY_SETTLE = env.float("GATEWAY_SETTLE", default=60)
GATEWAY_RETRIES = env.int("GATEWAY_RETRIES", default=1)
# How long a sender may hold what it has claimed and not begun.
SENDING_LEASE = timedelta(seconds=env.float("SENDING_LEASE", default=60))
# A sender lives shorter than this; what it left in `sending` is then in doubt.
SENDING_STUCK_AFTER = timedelta(seconds=env.float("SENDING_STUCK_AFTER", default=120))

# The API: tokens only, JSON only, denied unless a resource says which scope opens it.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["clinics.api.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["clinics.api.authentication.HasScope"],
    "DEFAULT_THROTTLE_CLASSES": ["clinics.api.authentication.TokenThrottle"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["clinics.api.parsing.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "clinics.api.schema.ApiSchema",
    "EXCEPTION_HANDLER": "clinics.api.problems.problem",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Clinic CRM",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [],  # choices stand where they are used, without invented names
}
