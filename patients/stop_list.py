"""Keyed hashes of erased phones, e-mails and card numbers: enough to recognise them again, of no use without the key."""

from django.utils.crypto import salted_hmac

MARK = "~"
LENGTH = 32  # hexadecimal digits: 128 bits; fits the column of card numbers


def digest(kind: str, value: str) -> str:
    """Always the same for one value of this deployment; begins with a mark that no real value has."""
    whole = salted_hmac("patients.stop_list", f"{kind}:{value}", algorithm="sha256").hexdigest()
    return MARK + whole[:LENGTH]
