"""The ways out of the house, each behind the small port of `triggers.channels.port`."""

from django.conf import settings
from django.utils.module_loading import import_string

from triggers.channels.port import Channel, ChannelError, Outgoing, Trouble

__all__ = ["Channel", "ChannelError", "Outgoing", "Trouble", "open_channel"]


def open_channel(name: str) -> Channel:
    """A fresh connection to the provider of this channel, as `MESSAGE_CHANNELS` names it. KeyError if none is set."""
    return import_string(settings.MESSAGE_CHANNELS[name])()
