"""How django-allauth's second factor is set up here: secrets lie encrypted, the app on the phone shows the clinic's name."""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from clinics.selectors import the_clinic


class Adapter(DefaultMFAAdapter):
    """A stolen copy of the database alone yields no code: the key of the secrets is made from SECRET_KEY."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        clinic = the_clinic()
        return clinic.name if clinic else "Clinic CRM"


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in keys])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"clinics.second_factor" + secret.encode()).digest())
