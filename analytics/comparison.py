"""Is a change more than noise? The natural limits of a figure from its own past (XmR chart)."""

import itertools
from collections.abc import Sequence
from statistics import fmean

XMR = 2.66  # 3 / d2 for moving ranges of two (Wheeler, Understanding Variation)
FEWEST = 6


def natural_limits(past: Sequence[float]) -> tuple[float, float] | None:
    """Mean ± 2.66 mean moving ranges of the earlier values; None while they are fewer than six."""
    if len(past) < FEWEST:
        return None
    ranges = [abs(b - a) for a, b in itertools.pairwise(past)]
    middle, spread = fmean(past), XMR * fmean(ranges)
    return middle - spread, middle + spread


def is_signal(value: float, past: Sequence[float]) -> bool:
    """Does `value` lie outside what the past lets expect?"""
    limits = natural_limits(past)
    return limits is not None and not limits[0] <= value <= limits[1]
