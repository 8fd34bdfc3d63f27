import os
import subprocess
import sys

import pytest
from django.conf import settings

from clinic_crm.lib import environment


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("DATABASE_URL", "mysql://h/d", "DATABASE_URL begins with «mysql:»: this product runs on postgresql:// only"),
        ("DATABASE_URL", "sqlite:///x", "DATABASE_URL begins with «sqlite:»: this product runs on postgresql:// only"),
        ("DATABASE_URL", "postgresql://h", "DATABASE_URL names no database: postgresql://user:password@host:5432/database"),
        ("DATABASE_URL", "postgresql://h:x/d", "DATABASE_URL is malformed: Port could not be cast to integer value as 'x'"),
        ("DATABASE_OWNER_URL", "oracle://h/d", "DATABASE_OWNER_URL begins with «oracle:»: this product runs on postgresql:// only"),
        ("BROKER_URL", "kafka://h", "BROKER_URL begins with «kafka:»: known are amqp://, amqps://, redis://, rediss://, redis+socket://"),
        ("BROKER_URL", "h:5672", "BROKER_URL begins with «h:»: known are amqp://, amqps://, redis://, rediss://, redis+socket://"),
        ("EMAIL_URL", "mail.example.org", "EMAIL_URL is malformed: it should look like smtp+tls://user:password@host:587"),
        ("EMAIL_URL", "smtp:///x", "EMAIL_URL is malformed: it should look like smtp+tls://user:password@host:587"),
        ("EMAIL_URL", "smtp://h:x", "EMAIL_URL is malformed (Port could not be cast to integer value as 'x'); an example: smtp+tls://user:password@host:587"),
        ("PORT", "http", "PORT=http: a port is a number from 1 to 65535"),
        ("PORT", "0", "PORT=0: a port is a number from 1 to 65535"),
        ("PORT", "65536", "PORT=65536: a port is a number from 1 to 65535"),
        ("PORT", "８０", "PORT=８０: a port is a number from 1 to 65535"),
        ("SECRET_KEY", "secret", "SECRET_KEY is shorter than 32 characters: a key that short can be guessed"),
        ("CLINIC_CRM_HOME", "/proc/nothing", "CLINIC_CRM_HOME=/proc/nothing: cannot make this folder (No such file or directory)"),
        ("CLINIC_CRM_HOME", "/proc/version", "CLINIC_CRM_HOME=/proc/version: not a folder that this user may write to"),
    ],
)  # fmt: skip
def test_check_stops_at_wrong_value_with_one_line(monkeypatch, tmp_path, name, value, message):
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as stopped:
        environment.check(tmp_path)
    assert stopped.value.code == message


def test_wrong_value_stops_a_command_before_anything_starts(tmp_path):
    env = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "BROKER_URL")}
    env |= {"CLINIC_CRM_HOME": str(tmp_path / "home"), "PORT": "port"}
    command = [sys.executable, settings.BASE_DIR / "manage.py", "migrate"]
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "PORT=port: a port is a number from 1 to 65535\n"
    assert list((tmp_path / "home").iterdir()) == []


def test_database_keeps_socket_folder_as_host_where_psql_looks_for_it(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://u@/d?host=%2Ftmp%2FA%20b%2F%D0%9F&sslmode=require")
    config = environment.database()
    assert (config["HOST"], config["USER"], config["NAME"]) == ("/tmp/A b/П", "u", "d")
    assert config["OPTIONS"] == {"sslmode": "require"}


def test_secret_key_is_made_once_and_only_for_the_owner(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    key = environment.secret_key(tmp_path)
    assert len(key) >= environment.SHORTEST_KEY
    assert environment.secret_key(tmp_path) == key
    assert [(file.name, file.stat().st_mode & 0o777) for file in tmp_path.iterdir()] == [
        ("secret_key", 0o600)
    ]
