"""Messages that left, by the clinic-local day on which they were taken by the provider."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate

from clinic_crm.lib.periods import Period
from clinics.metrics import Extent
from clinics.selectors import clinic_zone
from triggers.enums import LEFT
from triggers.models import Message


def _sent(extent: Extent) -> QuerySet[Message]:
    return Message.objects.filter(extent.within("patient__branch"), clinic=extent.clinic, state__in=LEFT)


def _during(period: Period, zone: ZoneInfo) -> Q:
    start = datetime.combine(period.first, time(), zone)
    end = datetime.combine(period.last + timedelta(days=1), time(), zone)
    return Q(finished_at__gte=start, finished_at__lt=end)


def messages_sent(extent: Extent, periods: Sequence[Period]) -> list[int]:
    """How many left in each of the periods."""
    zone = clinic_zone(extent.clinic)
    span = Period(min(p.first for p in periods), max(p.last for p in periods))
    parts = {f"p{i}": Count("pk", filter=_during(p, zone)) for i, p in enumerate(periods)}
    found = _sent(extent).filter(_during(span, zone)).aggregate(**parts)
    return [found[key] for key in parts]


def sent_by_day(extent: Extent, period: Period) -> list[tuple[date, int]]:
    """Every day of the period with what left on it, zero included."""
    zone = clinic_zone(extent.clinic)
    rows = (
        _sent(extent)
        .filter(_during(period, zone))
        .annotate(day=TruncDate("finished_at", tzinfo=zone))
        .values("day")
        .annotate(count=Count("pk"))
        .values_list("day", "count")
    )
    found = dict(rows)
    days = [period.first + timedelta(days=n) for n in range(period.days)]
    return [(day, found.get(day, 0)) for day in days]
