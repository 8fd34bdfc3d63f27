"""A real SMTP server on loopback that keeps its letters and answers as it is told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message as Letter
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Handler:
    """`on_rcpt` and `on_data` may give another answer than yes, or hang up."""

    letters: list[Letter] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    on_rcpt: Callable[[str], str | None] = lambda _address: None
    on_data: Callable[[SMTP], str | None] = lambda _server: None

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ):
        if answer := self.on_rcpt(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope):
        self.raw.append(bytes(envelope.content or b""))
        self.letters.append(message_from_bytes(envelope.content or b"", policy=default))
        return self.on_data(server) or "250 OK"


class AnyPort(Controller):
    """Listens on a free port that the system chooses."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def running(handler: Handler) -> Iterator[int]:
    """The port on which `handler` listens."""
    controller = AnyPort(handler, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()
