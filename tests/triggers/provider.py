"""A stub provider in a process of its own: speaks the gateway's API, keeps a ledger, and misbehaves a little.

    python -m tests.triggers.provider PORT_FILE [milliseconds per message]

Of a hundred messages one is refused with 503 before it is accepted, and one is accepted but the answer comes too late.
GET /ledger tells every accepted client id, in order, with repetitions.
"""

import json
import sys
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

LEDGER: list[str] = []
LOCK = threading.Lock()
SEEN = 0
DELAY = float(sys.argv[2]) / 1000 if len(sys.argv) > 2 else 0.0
TOO_LATE = 1.5


class Provider(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        global SEEN
        message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        time.sleep(DELAY)
        with LOCK:
            SEEN += 1
            number = SEEN
        if number % 100 == 50:
            return self.answer(503, {})
        with LOCK:
            LEDGER.append(message["client_id"])
        if number % 100 == 99:
            time.sleep(TOO_LATE)
        return self.answer(201, {"id": f"p-{message['client_id']}"})

    def do_GET(self) -> None:
        if self.path == "/ledger":
            return self.answer(200, {"accepted": LEDGER})
        client_id = self.path.rpartition("/")[2]
        return self.answer(200, {"id": f"p-{client_id}"}) if client_id in LEDGER else self.answer(404, {})

    def answer(self, status: int, body: dict) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)

    def handle(self) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):  # the client was killed while it waited
            super().handle()

    def log_message(self, *_args: object) -> None:
        """The ledger is the log."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    Path(sys.argv[1]).write_text(str(server.server_port))
    server.serve_forever()
