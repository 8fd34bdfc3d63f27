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


def signal(value: float, past: Sequence[float]) -> int:
    """1 above what the past lets expect, -1 below it, 0 where it may be noise."""
    limits = natural_limits(past)
    if limits is None:
        return 0
    return (value > limits[1]) - (value < limits[0])
