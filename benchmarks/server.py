"""A database of its own for the benchmarks, filled anew for each scale and kept between runs of the same scale."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def prepare(name: str) -> bool:
    """Point Django at the database `name` on a server that lives as long as this process; True if it is empty."""
    import psycopg

    sys.path.insert(0, str(ROOT))
    from clinic_crm.embedded import places, postgres

    home = Path(os.environ.get("CLINIC_CRM_HOME") or ROOT / "var").expanduser().resolve() / "bench"
    places.make_engine_folder(home.parent)
    places.make_engine_folder(home)
    # Nothing is lost when the server dies; the sorts of a night's work get a night's memory, ratios one process.
    server = postgres.start(
        home / "pg",
        postgres.SETTINGS
        | {"fsync": "off", "synchronous_commit": "off", "autovacuum": "off", "work_mem": "256MB",
           "shared_buffers": "1GB", "max_parallel_workers_per_gather": "0", "max_wal_size": "8GB"},
    )  # fmt: skip
    import atexit

    atexit.register(server.stop)
    os.environ |= {
        "CLINIC_CRM_HOME": str(home),
        "BROKER_URL": "memory://",
        "SECRET_KEY": "only-for-benchmarks-" * 3,
        "DATABASE_URL": server.url(database=name),
        "DJANGO_SETTINGS_MODULE": "clinic_crm.settings",
    }
    with psycopg.connect(server.url(postgres.OWNER, "postgres"), autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not known:
            connection.execute(f'CREATE DATABASE "{name}"')
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from patients.models import Visit

    return not Visit.objects.exists()
