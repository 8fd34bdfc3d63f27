"""The product's own settings with two peers beside it: an empty view, and Django's admin on the same rows."""

from clinic_crm.settings import *  # noqa: F403
from clinic_crm.settings import INSTALLED_APPS as OWN

INSTALLED_APPS = [*OWN, "django.contrib.admin"]
ROOT_URLCONF = "benchmarks.http_urls"
ALLOWED_HOSTS = ["127.0.0.1"]
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
