"""B21: the patient list over HTTP, 8 clients, signed in, against an empty view and against Django's own change list."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection

from django.conf import settings
from django.test import Client

from benchmarks.b14_search import owner
from benchmarks.measure import Row

CLIENTS, SECONDS = 8, 3.0


def run(patients: int) -> list[Row]:
    user = owner()
    user.is_staff = user.is_superuser = True  # Django's admin asks for it; the product does not
    user.save(update_fields=["is_staff", "is_superuser"])
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    with _server() as port:
        rounds = [
            [_rate(port, path, cookie) for path in ("/patients/", "/ping/", "/admin/patients/patient/")]
            for _ in range(2)
        ]
    ours, ping, admin = (max(column) for column in zip(*rounds, strict=True))
    note = f"{ours:.0f} requests/s, ping {ping:.0f}, admin {admin:.1f}"
    return [
        Row("B21 list page over HTTP / ping", 1 / ours, 1 / ping, 20, note),
        Row("B21 list page over HTTP / admin change list", 1 / ours, 1 / admin, _admin_goal(patients), note),
    ]


def _admin_goal(patients: int) -> float | None:
    return 1 / 20 if patients >= 1_000_000 else None


@contextmanager
def _server() -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "2", "--log-level", "error", "--no-access-log", "benchmarks.http_app:application",
    ]  # fmt: skip
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "benchmarks.http_settings"}
    server = subprocess.Popen(command, env=environment, cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL)
    try:
        for _ in range(200):
            if socket.socket().connect_ex(("127.0.0.1", port)) == 0:
                break
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def _rate(port: int, path: str, cookie: str) -> float:
    """Answers per second over all clients, after one answer each to warm up."""

    def ask(until: float) -> int:
        link, count = HTTPConnection("127.0.0.1", port, timeout=120), 0
        while not count or time.monotonic() < until:
            link.request("GET", path, headers={"Cookie": cookie})
            answer = link.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{path}: {answer.status}")
            count += 1
        return count

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(ask, [0.0] * CLIENTS))
        start = time.monotonic()
        done = sum(pool.map(ask, [start + SECONDS] * CLIENTS))
        return done / (time.monotonic() - start)
