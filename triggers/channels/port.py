"""What a channel must be able to do, and the three ways in which it may fail."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True)
class Outgoing:
    """One message as the provider gets it. `client_id` is ours and stays the same on every try."""

    client_id: str
    to: str
    subject: str
    body: str
    headers: dict[str, str] = field(default_factory=dict)


class Trouble(StrEnum):
    """What is certain after a failed call."""

    TEMPORARY = "temporary"  # not accepted, may be tried again
    PERMANENT = "permanent"  # not accepted, never will be
    UNKNOWN = "unknown"  # it may have been accepted


class ChannelError(Exception):
    """The provider did not say yes. `dead_address`: nobody lives there. `retry_after`: seconds the provider asks for."""

    def __init__(
        self, text: str, trouble: Trouble, *, dead_address: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(text)
        self.trouble = trouble
        self.dead_address = dead_address
        self.retry_after = retry_after


class Channel(Protocol):
    """An open way to one provider, used by one thread.

    `retries_after_not_found`: how often a look-up that finds nothing permits one more try; 0 where none can be made.
    `settle`: seconds after which the provider's own look-up can be believed.
    """

    retries_after_not_found: int
    settle: float

    def send(self, message: Outgoing) -> str:
        """Hand the message over; the provider's id for it. ChannelError otherwise, and nothing else."""

    def look_up(self, client_id: str) -> str | None:
        """The provider's id of the message it got under our `client_id`, None if it knows of none.

        ChannelError when the provider cannot be asked.
        """

    def close(self) -> None:
        """Let the connection go."""
