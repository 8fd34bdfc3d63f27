"""The draw as pure functions of bytes; docs/quality-draw.md says the same in words and as a standalone program.

case list   one line per case, "case id TAB performer id TAB branch id LF", UTF-8, by ascending case id
digest      SHA-256 of the case list, 32 raw bytes
order       HMAC-SHA256(key = the 32 bytes of the seed, message = digest + case id in decimal ASCII)
drawn       of each performer the first max(floor, ceil(count * percent / 100)) cases, never more than there are
"""

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

SEED_BYTES = 32


class Case(NamedTuple):
    """A closed case: who performed it and where."""

    case_id: int
    performer_id: int
    branch_id: int


class Drawn(NamedTuple):
    """A case that the draw took; `rank` counts from 1 within the performer's `of_cases`."""

    case_id: int
    performer_id: int
    branch_id: int
    rank: int
    of_cases: int
    hmac: str


def seed_hash(seed: str) -> str:
    """What is published before the period: SHA-256 of the seed's raw bytes. Both in lower-case hex."""
    return hashlib.sha256(bytes.fromhex(seed)).hexdigest()


def write_case_list(cases: Iterable[Case]) -> str:
    """The closed case list as the text whose UTF-8 bytes are hashed."""
    return "".join(f"{c.case_id}\t{c.performer_id}\t{c.branch_id}\n" for c in sorted(cases))


def read_case_list(text: str) -> list[Case]:
    return [Case(*map(int, line.split("\t"))) for line in text.splitlines()]


def case_list_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def share_of(count: int, *, percent: int, floor: int) -> int:
    """How many of `count` cases are drawn: the share rounded up, at least the floor, at most all."""
    return min(count, max(floor, -(-count * percent // 100)))


def draw(case_list: str, *, seed: str, percent: int, floor: int) -> list[Drawn]:
    """Take from the closed case list; ordered by performer and rank. Equal bytes give an equal draw, everywhere."""
    key, digest = bytes.fromhex(seed), bytes.fromhex(case_list_digest(case_list))
    of_performer: dict[int, list[tuple[bytes, Case]]] = defaultdict(list)
    for case in read_case_list(case_list):
        order = hmac.digest(key, digest + str(case.case_id).encode(), "sha256")
        of_performer[case.performer_id].append((order, case))
    drawn = []
    for performer_id in sorted(of_performer):
        ordered = sorted(of_performer[performer_id])
        taken = ordered[: share_of(len(ordered), percent=percent, floor=floor)]
        drawn += [
            Drawn(*case, rank, len(ordered), order.hex()) for rank, (order, case) in enumerate(taken, 1)
        ]
    return drawn
