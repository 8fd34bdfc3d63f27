"""A POST with an `Idempotency-Key` may be sent again: the second one answers with what the first one made."""

from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from clinics.models import ApiRequestKey, ApiToken

KEPT = timedelta(hours=24)


def claim_key(
    token: ApiToken, key: str, *, body: bytes, path: str, now: datetime
) -> tuple[ApiRequestKey, bool]:
    """The row of this key, and whether it is new. Call it in the transaction of the write.

    Of two at the same time the second waits here until the first has ended. Keys older than a day are forgotten.
    """
    ApiRequestKey.objects.filter(token=token, at__lt=now - KEPT).delete()
    row = ApiRequestKey(token=token, key=key, digest=digest_of(path, body), at=now)
    ApiRequestKey.objects.bulk_create([row], ignore_conflicts=True)
    kept = ApiRequestKey.objects.select_for_update().get(token=token, key=key)
    return kept, kept.object_id is None


def digest_of(path: str, body: bytes) -> str:
    """Of path and body; keyed, so that nobody finds a short body by trying."""
    return salted_hmac("clinics.api_requests", path.encode() + b"\n" + body, algorithm="sha256").hexdigest()


def keep_answer(row: ApiRequestKey, object_id: int) -> None:
    ApiRequestKey.objects.filter(pk=row.pk).update(object_id=object_id)
