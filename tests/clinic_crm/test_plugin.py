from django.db import connection


def test_tests_run_as_owner_who_is_no_superuser(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, usesuper, current_setting('jit') FROM pg_user WHERE usename = current_user"
        )
        assert cursor.fetchone() == ("clinic_crm", False, "off")
