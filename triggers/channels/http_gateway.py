"""A provider spoken to by HTTP: the plain API of a message gateway that can be asked by our own id.

POST {url}/messages   {"client_id", "to", "subject", "body", "headers"}  ->  200/201 {"id": "..."}
GET  {url}/messages/{client_id}                                          ->  200 {"id": "..."} or 404

A refusal that is documented as "not accepted": 429 (with Retry-After) and 503, may be tried again; 4xx are final, and
410 says that the address is dead. Anything else, a time-out too, leaves it open whether the message was accepted.
"""

import http.client
import json
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings

from triggers.channels.port import ChannelError, Outgoing, Trouble

NOT_ACCEPTED = (429, 503)


class HttpGateway:
    """One kept connection. Settings: GATEWAY_URL, GATEWAY_TOKEN, GATEWAY_TIMEOUT, GATEWAY_SETTLE, GATEWAY_RETRIES."""

    def __init__(self) -> None:
        self._url = urlsplit(settings.GATEWAY_URL)
        self._connection: http.client.HTTPConnection | None = None
        self.retries_after_not_found: int = settings.GATEWAY_RETRIES
        self.settle: float = settings.GATEWAY_SETTLE

    def send(self, message: Outgoing) -> str:
        body = json.dumps(
            {
                "client_id": message.client_id,
                "to": message.to,
                "subject": message.subject,
                "body": message.body,
                "headers": message.headers,
            }
        )
        self._connect()
        status, answer, retry_after = self._ask("POST", "/messages", body)
        if status in (200, 201) and answer.get("id"):
            return str(answer["id"])
        raise refusal(status, retry_after)

    def look_up(self, client_id: str) -> str | None:
        self._connect()
        status, answer, _retry_after = self._ask("GET", f"/messages/{quote(client_id)}")
        if status == 404:
            return None
        if status == 200 and answer.get("id"):
            return str(answer["id"])
        raise ChannelError(f"the gateway answered {status}", Trouble.UNKNOWN)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connect(self) -> None:
        """A new connection per call: on a kept one a lost answer and a refused request look alike."""
        self.close()
        kind = http.client.HTTPSConnection if self._url.scheme == "https" else http.client.HTTPConnection
        connection = kind(self._url.hostname or "", self._url.port, timeout=settings.GATEWAY_TIMEOUT)
        try:
            connection.connect()
        except OSError as error:
            raise ChannelError(f"{type(error).__name__}: {error}"[:200], Trouble.TEMPORARY) from error
        self._connection = connection

    def _ask(
        self, method: str, path: str, body: str | None = None
    ) -> tuple[int, dict[str, Any], float | None]:
        assert self._connection is not None  # noqa: S101 (the caller connected)
        headers = {"Content-Type": "application/json"}
        if settings.GATEWAY_TOKEN:
            headers["Authorization"] = f"Bearer {settings.GATEWAY_TOKEN}"
        try:
            self._connection.request(method, self._url.path.rstrip("/") + path, body, headers)
            response = self._connection.getresponse()
            answer = json.loads(response.read() or b"{}")
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise ChannelError(f"{type(error).__name__}: {error}"[:200], Trouble.UNKNOWN) from error
        finally:
            self.close()
        wait = response.getheader("Retry-After") or ""
        return (
            response.status,
            answer if isinstance(answer, dict) else {},
            float(wait) if wait.isdigit() else None,
        )


def refusal(status: int, retry_after: float | None) -> ChannelError:
    """What a status other than yes means."""
    text = f"the gateway answered {status}"
    if status in NOT_ACCEPTED:
        return ChannelError(text, Trouble.TEMPORARY, retry_after=retry_after)
    if 400 <= status < 500 and status != 408:
        return ChannelError(text, Trouble.PERMANENT, dead_address=status == 410)
    return ChannelError(text, Trouble.UNKNOWN)
