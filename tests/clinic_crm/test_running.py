import io
import os

import pytest

from clinic_crm.running import Product
from clinics.enums import Role
from tests import factories


@pytest.fixture
def told(transactional_db, monkeypatch):
    """What `up` tells when everything runs."""
    monkeypatch.setenv("DATABASE_APP_URL", os.environ["DATABASE_URL"])

    def tell():
        out = io.StringIO()
        Product(out, with_demo=False)._tell()
        return [line.partition("| ")[2] for line in out.getvalue().splitlines()]

    return tell


def test_one_login_per_role_of_the_demo_is_told(told, settings):
    settings.PORT = 8123
    factories.make_clinic(is_demo=True)
    factories.user_with_role(Role.CURATOR, username="curator")
    assert told() == [
        "",
        "Clinic CRM is at http://127.0.0.1:8123   (Ctrl-C stops it)",
        "the demo clinic; everybody's password is demo-clinic",
        "    curator          curator",
        "",
    ]


def test_no_login_of_a_real_clinic_is_told(told, settings):
    settings.PORT = 8123
    factories.make_clinic(is_demo=False)
    factories.user_with_role(Role.CURATOR, username="curator")
    assert told() == ["", "Clinic CRM is at http://127.0.0.1:8123   (Ctrl-C stops it)", ""]
