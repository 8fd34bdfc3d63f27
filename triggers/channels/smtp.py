"""E-mail by SMTP. An accepted letter is final: SMTP gives no receipts and cannot be asked afterwards.

Talks to `smtplib` command by command, because what a failure means depends on where it strikes: up to the end of
DATA the server has nothing; between the last byte and the answer nobody knows.
"""

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formatdate, parseaddr

from django.conf import settings

from triggers.channels.port import ChannelError, Outgoing, Trouble

NO_SUCH_BOX = ("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10")


class Unfolded(EmailPolicy):
    """Keeps the opt-out address whole: folded, Python would encode it, and no mail program would find it."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if name == "List-Unsubscribe":
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


ON_THE_WIRE = Unfolded(linesep="\r\n")


class SmtpChannel:
    """One connection, kept for the letters of a batch."""

    retries_after_not_found = 0
    settle = 0.0

    def __init__(self) -> None:
        self._server: smtplib.SMTP | None = None

    def send(self, message: Outgoing) -> str:
        letter = compose(message)
        self._open_envelope(message.to)
        self._transmit(letter.as_bytes(policy=ON_THE_WIRE))
        return str(letter["Message-ID"])

    def look_up(self, client_id: str) -> str | None:
        raise ChannelError("SMTP cannot be asked", Trouble.UNKNOWN)

    def close(self) -> None:
        if self._server is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._server.quit()
            self._server.close()
            self._server = None

    def _open_envelope(self, recipient: str) -> None:
        """MAIL and RCPT. Nothing has been handed over yet, so whatever fails here may be tried again."""
        sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        try:
            self._begin(sender)
            assert self._server is not None  # noqa: S101 (set by _begin)
            code, text = self._server.rcpt(recipient)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise ChannelError(_words(error), _trouble_of(error)) from error
        if code not in (250, 251):
            self._reset()
            raise refusal(code, text, of_recipient=True)

    def _begin(self, sender: str) -> None:
        """MAIL FROM on the kept connection, or on a new one when the server has closed it meanwhile."""
        if self._server is not None:
            with suppress(smtplib.SMTPServerDisconnected, OSError):
                return self._mail(sender)
            self.close()
        self._server = _connect()
        return self._mail(sender)

    def _mail(self, sender: str) -> None:
        assert self._server is not None  # noqa: S101 (the caller connected)
        code, text = self._server.mail(sender)
        if code != 250:
            self._reset()
            raise smtplib.SMTPSenderRefused(code, text, sender)

    def _transmit(self, letter: bytes) -> None:
        assert self._server is not None  # noqa: S101 (the envelope is open)
        try:
            code, text = self._server.data(letter)
        except smtplib.SMTPDataError as error:  # DATA itself refused: nothing was handed over
            self._reset()
            raise refusal(error.smtp_code, error.smtp_error) from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise ChannelError(_words(error), Trouble.UNKNOWN) from error
        if code != 250:
            self._reset()
            raise refusal(code, text)

    def _reset(self) -> None:
        """Forget the envelope; a server that hangs up instead is simply connected to anew next time."""
        assert self._server is not None  # noqa: S101 (an answer came from it)
        try:
            self._server.rset()
        except (OSError, smtplib.SMTPException):
            self.close()


def compose(message: Outgoing) -> EmailMessage:
    """The letter as it travels; its Message-ID is made of our own id, so every try carries the same."""
    sender = settings.DEFAULT_FROM_EMAIL
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    letter = EmailMessage()
    letter["From"] = sender
    letter["To"] = message.to
    letter["Subject"] = message.subject
    letter["Date"] = formatdate(localtime=False)
    letter["Message-ID"] = f"<{message.client_id}@{domain}>"
    for name, value in message.headers.items():
        letter[name] = value
    letter.set_content(message.body)
    return letter


def refusal(code: int, text: bytes | str, *, of_recipient: bool = False) -> ChannelError:
    """What an SMTP answer other than yes means (RFC 5321: 4yz may be tried again, 5yz not)."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    if 400 <= code < 500:
        return ChannelError(f"{code} {words}", Trouble.TEMPORARY)
    dead = of_recipient and (words.startswith(NO_SUCH_BOX) or (code == 550 and not words.startswith("5.7")))
    return ChannelError(f"{code} {words}", Trouble.PERMANENT, dead_address=dead)


def _connect() -> smtplib.SMTP:
    host, port, timeout = settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT
    context = ssl.create_default_context()
    if getattr(settings, "EMAIL_USE_SSL", False):
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=timeout, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=timeout)
    try:
        if getattr(settings, "EMAIL_USE_TLS", False):
            server.starttls(context=context)
        if settings.EMAIL_HOST_USER:
            server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        server.ehlo_or_helo_if_needed()
    except Exception:
        server.close()
        raise
    return server


def _trouble_of(error: Exception) -> Trouble:
    """Before DATA everything is certain. A wrong password is retried too: the letter is not at fault."""
    if isinstance(error, smtplib.SMTPSenderRefused) and error.smtp_code >= 500:
        return Trouble.PERMANENT
    return Trouble.TEMPORARY


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]
