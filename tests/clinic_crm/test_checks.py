import pytest

from clinic_crm.checks import check_place

LOCAL = {"PUBLIC_URL": "http://127.0.0.1:8000", "ALLOWED_HOSTS": ["localhost", "127.0.0.1"], "HTTPS": False}
PUBLIC = {"PUBLIC_URL": "https://crm.example.org", "ALLOWED_HOSTS": ["crm.example.org"], "HTTPS": True}


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (LOCAL, []),
        (LOCAL | {"DEBUG": True}, []),
        (LOCAL | {"DEBUG": True, "ALLOWED_HOSTS": ["crm.local"]}, ["clinic_crm.E001"]),
        (LOCAL | {"ALLOWED_HOSTS": ["*"]}, ["clinic_crm.E002"]),
        (PUBLIC, []),
        (PUBLIC | {"DEBUG": True}, ["clinic_crm.E001"]),
        (PUBLIC | {"ALLOWED_HOSTS": ["localhost"]}, ["clinic_crm.E003"]),
        (PUBLIC | {"HTTPS": False}, ["clinic_crm.W001"]),
        (PUBLIC | {"LETTERS_ARE_CAUGHT": True}, ["clinic_crm.W002"]),
    ],
)
def test_risky_combinations_are_found(settings, values, found):
    for name, value in ({"DEBUG": False, "LETTERS_ARE_CAUGHT": False} | values).items():
        setattr(settings, name, value)
    assert [message.id for message in check_place(None)] == found
