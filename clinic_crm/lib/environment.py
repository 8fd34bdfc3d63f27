"""Reading the place from the environment, loudly: a wrong value stops the start with one clear line."""

import os
import secrets
from pathlib import Path


def home_folder(base: Path) -> Path:
    """The folder of everything that the embedded engines and uploads write (`CLINIC_CRM_HOME`, default `var/`)."""
    home = Path(os.environ.get("CLINIC_CRM_HOME") or base / "var").expanduser().resolve()
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SystemExit(f"CLINIC_CRM_HOME={home}: {error.strerror}") from None
    return home


def secret_key(home: Path) -> str:
    """`SECRET_KEY`, else one made once and kept in the home folder, readable by its owner only."""
    if key := os.environ.get("SECRET_KEY"):
        if len(key) < 32:
            raise SystemExit("SECRET_KEY is shorter than 32 characters: a key that short can be guessed")
        return key
    return _kept_key(home / "secret_key")


def _kept_key(file: Path) -> str:
    if not file.exists():
        handle = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(handle, "w") as stream:
            stream.write(secrets.token_urlsafe(50))
    return file.read_text()
