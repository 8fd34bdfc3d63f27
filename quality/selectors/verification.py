"""Repeating a draw from what is stored."""

from dataclasses import dataclass

from quality import draw
from quality.models import Round


@dataclass(frozen=True)
class Verification:
    """What the repetition found; `missing` and `extra` are drawn rows as (case, performer, branch, rank, hmac)."""

    seed_fits_hash: bool
    list_fits_digest: bool
    missing: list[draw.Drawn]
    extra: list[draw.Drawn]
    drawn: int

    @property
    def is_equal(self) -> bool:
        return self.seed_fits_hash and self.list_fits_digest and not self.missing and not self.extra


def verify_round(sampling_round: Round) -> Verification:
    """Draw again from the stored seed and case list of a drawn round and compare with the stored samples."""
    again = draw.draw(
        sampling_round.case_list,
        seed=sampling_round.seed,
        percent=sampling_round.percent,
        floor=sampling_round.floor,
    )
    rows = sampling_round.samples.values_list(*draw.Drawn._fields)
    stored = {draw.Drawn(*row) for row in rows}
    return Verification(
        seed_fits_hash=draw.seed_hash(sampling_round.seed) == sampling_round.seed_hash,
        list_fits_digest=draw.case_list_digest(sampling_round.case_list) == sampling_round.case_list_digest,
        missing=[case for case in again if case not in stored],
        extra=sorted(stored - set(again)),
        drawn=len(again),
    )
