"""Whether the journal is whole: every entry against its link, every link against the one before."""

from dataclasses import dataclass
from enum import Enum

from django.db import connection
from django.utils.translation import gettext_lazy

VERIFY = """
WITH links AS (
    SELECT s.position, s.entry_id, s.hash, e.id IS NULL AS is_gone,
           coalesce(lag(s.position) OVER walk, 0) + 1 <> s.position AS has_gap,
           s.hash IS DISTINCT FROM clinics_journal_digest(coalesce(lag(s.hash) OVER walk, ''::bytea), e) AS is_other
      FROM clinics_journalseal s LEFT JOIN clinics_journalentry e ON e.id = s.entry_id
     WHERE s.position >= %(after)s
    WINDOW walk AS (ORDER BY s.position)
)
SELECT position, entry_id, is_gone, has_gap FROM links
 WHERE position > %(after)s AND (is_gone OR has_gap OR is_other) ORDER BY position LIMIT 1
"""
HEAD = "SELECT position, encode(hash, 'hex') FROM clinics_journalseal ORDER BY position DESC LIMIT 1"
UNSEALED = """
SELECT e.id FROM clinics_journalentry e
 WHERE e.id > coalesce((SELECT entry_id FROM clinics_journalseal WHERE position = %(after)s), 0) AND NOT EXISTS (SELECT FROM clinics_journalseal s WHERE s.entry_id = e.id) ORDER BY e.id LIMIT 1
"""
LINK_AT = "SELECT encode(hash, 'hex') FROM clinics_journalseal WHERE position = %s"


class Break(Enum):
    """What was found at the first place where the chain does not hold."""

    GONE = gettext_lazy("the entry was deleted")
    CHANGED = gettext_lazy("the entry was changed")
    GAP = gettext_lazy("links of the chain are missing before it")
    UNSEALED = gettext_lazy("the entry was written past the chain")
    CUT = gettext_lazy("the end of the journal was cut off, or the whole was written anew")


@dataclass(frozen=True)
class Chain:
    """`whole_up_to`: how many entries from the beginning are as they were written; `head`: the last link's hash."""

    whole_up_to: int
    head: str
    broken: Break | None = None
    entry_id: int | None = None


def verify_chain(kept: tuple[int, str] | None = None, *, newest: int | None = None) -> Chain:
    """Walk the chain in the database (12 s a million), or only its `newest` links.

    `kept`: a (position, hash) seen earlier and kept elsewhere.

    An owner of the tables can delete the newest entries with their links, or write all of it anew; only what was kept
    outside of the database shows that.
    """
    with connection.cursor() as cursor:
        cursor.execute(HEAD)
        last, head = cursor.fetchone() or (0, "")
        span = {"after": max(last - newest, 0) if newest else 0}
        cursor.execute(VERIFY, span)
        if found := cursor.fetchone():
            position, entry_id, is_gone, has_gap = found
            broken = Break.GAP if has_gap else Break.GONE if is_gone else Break.CHANGED
            return Chain(position - 1, head, broken, entry_id)
        cursor.execute(UNSEALED, span)
        if found := cursor.fetchone():
            return Chain(last, head, Break.UNSEALED, found[0])
        if kept:
            cursor.execute(LINK_AT, [kept[0]])
            if cursor.fetchone() != (kept[1],):
                return Chain(min(last, kept[0] - 1), head, Break.CUT)
    return Chain(last, head)
