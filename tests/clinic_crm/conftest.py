import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from clinic_crm.embedded import places


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that other users can walk through (pytest's own is private): root's PostgreSQL runs as *nobody*."""
    folder = Path(tempfile.mkdtemp(prefix="clinic-crm-test-", dir="/tmp"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        for engine in {*folder.rglob("pg"), *folder.rglob("valkey")}:
            if places.socket_folder(engine).parent == places.SHORT_ROOT:
                shutil.rmtree(places.socket_folder(engine), ignore_errors=True)
        while folder.exists():  # a server that is going down may still write
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def folder() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def module_folder() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder
