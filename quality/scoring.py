"""The score of a checklist, and the interval of a share. Pure functions of the answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import sqrt
from typing import Protocol

from quality.enums import AnswerValue

Z_95 = 1.959963984540054


class Weighed(Protocol):
    @property
    def pk(self) -> int: ...
    @property
    def weight(self) -> int: ...
    @property
    def is_critical(self) -> bool: ...


@dataclass(frozen=True)
class Score:
    """`percent` None while nothing has been answered by yes or no."""

    points: int
    possible: int
    answered: int
    criteria: int
    failed_critical: bool

    @property
    def percent(self) -> Decimal | None:
        """Weight of the «yes» in that of «yes» and «no»; a failed critical criterion makes it 0."""
        if not self.possible:
            return None
        if self.failed_critical:
            return Decimal("0.00")
        share = Decimal(100 * self.points) / Decimal(self.possible)
        return share.quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def is_complete(self) -> bool:
        return self.answered == self.criteria and self.possible > 0


def score(criteria: Iterable[Weighed], answers: Mapping[int, str]) -> Score:
    """Of one review; `answers` maps the criterion's id to its value. «Not applicable» leaves the denominator."""
    criteria = list(criteria)
    counted = [c for c in criteria if answers.get(c.pk) in (AnswerValue.YES, AnswerValue.NO)]
    passed = [c for c in counted if answers[c.pk] == AnswerValue.YES]
    return Score(
        points=sum(c.weight for c in passed),
        possible=sum(c.weight for c in counted),
        answered=sum(1 for c in criteria if c.pk in answers),
        criteria=len(criteria),
        failed_critical=any(c.is_critical and answers[c.pk] == AnswerValue.NO for c in counted),
    )


def wilson(passed: int, total: int, *, z: float = Z_95) -> tuple[float, float] | None:
    """Wilson's score interval of passed/total (Wilson 1927), 95 % by default; None without observations."""
    if not total:
        return None
    share = passed / total
    spread = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    middle, scale = share + z * z / (2 * total), 1 + z * z / total
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)
