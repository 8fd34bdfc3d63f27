"""The figures that analytics brings to the dictionary of `clinics.metrics`."""

from collections.abc import Callable, Sequence
from functools import partial

from django.utils.translation import gettext_lazy as _

from analytics.selectors import lifetime, messages, money, plans, segments
from clinic_crm.lib.periods import Period
from clinics.metrics import Extent, Metric, Unit, Value
from patients.enums import Segment

ACTIVE = (Segment.BEGINNING, Segment.REGULAR, Segment.BEST)


def _of_value(attribute: str) -> Callable[[Extent, Sequence[Period]], list[Value]]:
    def measure(extent: Extent, periods: Sequence[Period]) -> list[Value]:
        points = lifetime.values_of_picture(extent, [period.last for period in periods])
        return [getattr(point, attribute) for point in points]

    return measure


def _lifetime_days(extent: Extent, periods: Sequence[Period]) -> list[Value]:
    found = lifetime.lifetimes(extent, [period.last for period in periods])
    return [point.whole_days for point in found]


def _patients_in(wanted: Sequence[Segment], extent: Extent, periods: Sequence[Period]) -> list[Value]:
    return [*segments.in_segments(extent, wanted, periods)]


METRICS = [
    Metric(
        key="revenue",
        name=_("Revenue"),
        definition=_(
            "Charges of completed visits by the day of the visit, less refunds of services by the day of the refund."
        ),
        unit=Unit.MONEY,
        measure=lambda extent, periods: [*money.revenue(extent, periods)],
    ),
    Metric(
        key="cash",
        name=_("Cash received"),
        definition=_("Payments and advances by their day, less everything paid back on its day."),
        unit=Unit.MONEY,
        measure=lambda extent, periods: [*money.cash(extent, periods)],
    ),
    Metric(
        key="active_patients",
        name=_("Active patients"),
        definition=_(
            "Beginning, regular and best patients on the last day of the period: those whose silence is still within their own rhythm."
        ),
        unit=Unit.COUNT,
        measure=partial(_patients_in, ACTIVE),
        at_day=True,
    ),
    Metric(
        key="sleeping_patients",
        name=_("Sleeping patients"),
        definition=_(
            "Patients silent for longer than one and a half of their own rhythm, but not yet lapsed, on the last day of the period."
        ),
        unit=Unit.COUNT,
        measure=partial(_patients_in, (Segment.SLEEPING,)),
        rising_is_good=False,
        at_day=True,
    ),
    Metric(
        key="lifetime",
        name=_("Lifetime"),
        definition=_(
            "Mean number of days between the first and the last visit of the patients who are lapsed on the last day of the period."
        ),
        unit=Unit.DAYS,
        measure=_lifetime_days,
        at_day=True,
    ),
    Metric(
        key="ltv",
        name=_("Lifetime value"),
        definition=_(
            "Revenue of the horizon divided by the patients who brought revenue in it; the same as average check × frequency. The horizon is twice the lifetime of today, at least 12 months and not longer than the history."
        ),
        unit=Unit.MONEY,
        measure=_of_value("value"),
        at_day=True,
    ),
    Metric(
        key="average_check",
        name=_("Average check"),
        definition=_(
            "Revenue of the horizon divided by its paid days: all that a patient paid for on one day is one check."
        ),
        unit=Unit.MONEY,
        measure=_of_value("average_check"),
        at_day=True,
    ),
    Metric(
        key="frequency",
        name=_("Frequency"),
        definition=_("Paid days per paying patient within the horizon."),
        unit=Unit.RATIO,
        measure=_of_value("frequency"),
        at_day=True,
    ),
    Metric(
        key="plan_identified",
        name=_("Identified"),
        definition=_(
            "Plan lines found on the days of the period, at the plan's price. Lines awaiting review are left out."
        ),
        unit=Unit.MONEY,
        measure=lambda extent, periods: [*plans.stage_money("identified", extent, periods)],
    ),
    Metric(
        key="plan_agreed",
        name=_("Agreed"),
        definition=_(
            "Plan lines agreed to on the days of the period, whenever they were found, at the agreed price."
        ),
        unit=Unit.MONEY,
        measure=lambda extent, periods: [*plans.stage_money("agreed", extent, periods)],
    ),
    Metric(
        key="plan_realised",
        name=_("Realised"),
        definition=_(
            "Plan lines done on the days of the period, whenever they were agreed, at the actual price."
        ),
        unit=Unit.MONEY,
        measure=lambda extent, periods: [*plans.stage_money("realised", extent, periods)],
    ),
    Metric(
        key="messages_sent",
        name=_("Messages sent"),
        definition=_(
            "Messages that a provider accepted or delivered, by the clinic's day. Skipped ones are not counted."
        ),
        unit=Unit.COUNT,
        measure=lambda extent, periods: [*messages.messages_sent(extent, periods)],
        rising_is_good=None,
    ),
]
