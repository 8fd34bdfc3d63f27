"""Reading the place from the environment, loudly: a wrong value stops the start with one clear line."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ

BROKER_SCHEMES = ("amqp", "amqps", "redis", "rediss", "redis+socket", "memory")
EMAIL_SCHEMES = (
    "smtp",
    "smtps",
    "smtp+tls",
    "smtp+ssl",
    "consolemail",
    "filemail",
    "memorymail",
    "dummymail",
)
SHORTEST_KEY = 32


def home_folder(base: Path) -> Path:
    """The folder of everything that the embedded engines and uploads write (`CLINIC_CRM_HOME`, default `var/`)."""
    home = Path(os.environ.get("CLINIC_CRM_HOME") or base / "var").expanduser().resolve()
    try:
        if not home.exists():
            home.mkdir(parents=True)
            home.chmod(0o711 if os.geteuid() == 0 else 0o700)  # root's database runs as somebody else
    except OSError as error:
        raise SystemExit(f"CLINIC_CRM_HOME={home}: cannot make this folder ({error.strerror})") from None
    if not home.is_dir() or not os.access(home, os.W_OK | os.X_OK):
        raise SystemExit(f"CLINIC_CRM_HOME={home}: not a folder that this user may write to")
    return home


def secret_key(home: Path) -> str:
    """`SECRET_KEY`, else one made once and kept in the home folder, readable by its owner only."""
    if key := os.environ.get("SECRET_KEY"):
        if len(key) < SHORTEST_KEY:
            raise SystemExit(
                f"SECRET_KEY is shorter than {SHORTEST_KEY} characters: a key that short can be guessed"
            )
        return key
    return _kept_key(home / "secret_key")


def database(name: str = "DATABASE_URL") -> dict[str, Any]:
    """`DATABASE_URL` as Django wants it. Unset only where nobody went through `manage.py`."""
    url = os.environ.get(name)
    if not url:
        raise SystemExit(f"{name} is not set: start through manage.py, which brings its own PostgreSQL")
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise SystemExit(f"{name} begins with «{parts.scheme}:»: this product runs on postgresql:// only")
    try:
        config = dict(environ.Env.db_url_config(url))
    except ValueError as error:
        raise SystemExit(f"{name} is malformed: {error}") from None
    options = config.setdefault("OPTIONS", {})
    if "host" in options:  # a socket folder; psql (dbshell) looks for it here only
        config["HOST"] = options.pop("host")
    if not config["NAME"]:
        raise SystemExit(f"{name} names no database: postgresql://user:password@host:5432/database")
    return config


def broker_url() -> str:
    """`BROKER_URL`: RabbitMQ, Valkey or Redis."""
    url = os.environ.get("BROKER_URL")
    if not url:
        raise SystemExit("BROKER_URL is not set: start through manage.py, which brings its own broker")
    scheme = url.partition(":")[0]
    if scheme not in BROKER_SCHEMES or "://" not in url:
        known = ", ".join(f"{name}://" for name in BROKER_SCHEMES[:-1])
        raise SystemExit(f"BROKER_URL begins with «{scheme}:»: known are {known}")
    return url


def email(letters_port: int) -> dict[str, Any]:
    """`EMAIL_URL` as Django wants it; unset, the built-in letter catcher on the loopback address."""
    url = os.environ.get("EMAIL_URL") or f"smtp://127.0.0.1:{letters_port}"
    example = "smtp+tls://user:password@host:587"
    try:
        parts = urlsplit(url)
        malformed = parts.scheme.startswith("smtp") and (not parts.hostname or parts.port == 0)
    except ValueError as error:
        raise SystemExit(f"EMAIL_URL is malformed ({error}); an example: {example}") from None
    if parts.scheme not in EMAIL_SCHEMES or malformed:
        raise SystemExit(f"EMAIL_URL is malformed: it should look like {example}")
    return dict(environ.Env.email_url_config(url))


def port() -> int:
    """`PORT` of the web server, default 8000."""
    text = os.environ.get("PORT") or "8000"
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise SystemExit(f"PORT={text}: a port is a number from 1 to 65535")
    return int(text)


def host() -> str:
    """`HOST` that the web server listens on, default the loopback address: nobody else's business."""
    return os.environ.get("HOST") or "127.0.0.1"


def letters_port(home: Path) -> int:
    """Where the built-in letter catcher of this home listens, or did last."""
    try:
        return int((home / "run/smtp-port").read_text())
    except (OSError, ValueError):
        return 1025


def app_role(default: str) -> str:
    """The database role of web, worker and beat: the user of DATABASE_APP_URL, which `manage.py` fills."""
    return urlsplit(os.environ.get("DATABASE_APP_URL", "")).username or default


def check(base: Path) -> Path:
    """Look at every value before anything starts; the home folder."""
    home = home_folder(base)
    port()
    email(25)
    if os.environ.get("SECRET_KEY"):
        secret_key(home)
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        if os.environ.get(name):
            database(name)
    if os.environ.get("BROKER_URL"):
        broker_url()
    return home


def _kept_key(file: Path) -> str:
    """Made under another name first: of two starters both read one whole key."""
    if not file.exists():
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as stream:
            stream.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text()
