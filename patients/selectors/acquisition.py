"""How the patients found us: the words that stand on the cards."""

from django.db import connection

MOST = 100

# Walks the index from one word to the next: as many steps as there are words, however many patients.
STEPS = """
WITH RECURSIVE words AS (
    (SELECT acquisition FROM patients_patient WHERE acquisition > '' ORDER BY acquisition LIMIT 1)
    UNION ALL
    SELECT (SELECT p.acquisition FROM patients_patient p WHERE p.acquisition > w.acquisition
            ORDER BY p.acquisition LIMIT 1)
    FROM words w WHERE w.acquisition IS NOT NULL
) SELECT acquisition FROM words WHERE acquisition IS NOT NULL LIMIT %s
"""


def acquisitions() -> list[str]:
    """The different sources, at most a hundred, in order."""
    with connection.cursor() as cursor:
        cursor.execute(STEPS, [MOST])
        return [word for (word,) in cursor.fetchall()]
