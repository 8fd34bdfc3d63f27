"""A clock that goes on while the machine sleeps: a worker frozen by its host must notice that time has passed."""

import time

_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def uptime() -> float:
    """Seconds since some fixed moment, never set back; on Linux it counts suspended time too."""
    return time.clock_gettime(_CLOCK)
