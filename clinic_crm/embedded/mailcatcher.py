"""A small SMTP server on the loopback address that delivers nothing: each letter becomes a file.

Run as a program of its own, `mailcatcher.py FOLDER PORT`; it imports nothing of ours and so starts at once.
"""

import asyncio
import itertools
import os
import signal
import sys
import time
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST = 32 * 2**20  # bytes


class Catcher:
    """Writes each letter under a temporary name and renames it: a reader never sees half a letter."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = itertools.count()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        name = f"{time.time_ns():020d}-{os.getpid()}-{next(self.numbers)}"
        envelope_lines = (
            f"X-Envelope-From: {envelope.mail_from}\r\nX-Envelope-To: {', '.join(envelope.rcpt_tos)}\r\n"
        )
        draft = self.folder / f"{name}.draft"
        draft.write_bytes(envelope_lines.encode() + (envelope.original_content or b""))
        draft.rename(self.folder / f"{name}.eml")
        return "250 caught"


async def serve(folder: Path, port: int) -> None:
    """Catch letters until TERM or INT."""
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    catcher = Catcher(folder)
    server = await loop.create_server(
        lambda: SMTP(
            catcher, data_size_limit=LARGEST, enable_SMTPUTF8=True, hostname="localhost", ident="caught"
        ),
        host="127.0.0.1",
        port=port,
    )
    async with server:
        await ended.wait()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2])))
