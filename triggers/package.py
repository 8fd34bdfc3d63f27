"""What comes in the box: the rules table per legal profile, and the triggers with their words (off until switched on).

The rules are section F of the consent and legality table; a change by the clinic adds a version of the row. The words
name no medical fact: that somebody is a patient is already secret enough.
"""

from dataclasses import dataclass, field

from clinics.enums import LegalProfile
from patients.enums import Channel, Purpose, Segment
from triggers.enums import MessageKind, Occasion

Week = list[list[int]]


def hours(begins: int, ends: int, *, days: int = 7) -> Week:
    """Windows of a week that opens on its first `days` days."""
    return [[begins * 60, ends * 60] if day < days else [0, 0] for day in range(7)]


@dataclass(frozen=True)
class RuleRow:
    """A row of the rules table as it is installed."""

    purpose: Purpose
    windows: Week
    cap: int | None = None
    cap_days: int = 30
    once_a_day: bool = True
    needs_approval: bool = False
    has_warning: bool = False
    has_opt_out: bool = True
    channels: list[Channel] = field(default_factory=lambda: [Channel.EMAIL, Channel.SMS])


RUSSIA = {
    MessageKind.SERVICE: RuleRow(
        Purpose.SERVICE, hours(9, 20), cap=3, cap_days=1, once_a_day=False, has_opt_out=False
    ),
    MessageKind.CARE: RuleRow(Purpose.CARE, hours(9, 20), cap=2),
    MessageKind.RECALL: RuleRow(
        Purpose.ADVERTISING, hours(10, 19, days=6), cap=1, needs_approval=True, has_warning=True
    ),
    MessageKind.ADVERTISING: RuleRow(
        Purpose.ADVERTISING, hours(10, 19, days=6), cap=2, needs_approval=True, has_warning=True
    ),
}
OWN = {
    kind: RuleRow(**(vars(row) | {"needs_approval": False, "has_warning": False}))
    for kind, row in RUSSIA.items()
}
DEMO = {
    kind: RuleRow(**(vars(row) | {"needs_approval": False, "windows": hours(0, 24)}))
    for kind, row in RUSSIA.items()
}
RULES = {LegalProfile.RU: RUSSIA, LegalProfile.OWN: OWN, LegalProfile.DEMO: DEMO}


@dataclass(frozen=True)
class PackagedTrigger:
    """A trigger of the box with its words."""

    key: str
    name_ru: str
    name_en: str
    kind: MessageKind
    occasion: Occasion
    segment: str
    stops_when_booked: bool
    subject_ru: str
    body_ru: str
    subject_en: str
    body_en: str


TRIGGERS = [
    PackagedTrigger(
        key="beginning",
        name_ru="Начинающий: после первого визита",
        name_en="Beginning: after the first visit",
        kind=MessageKind.CARE,
        occasion=Occasion.FIRST_VISIT,
        segment="",
        stops_when_booked=False,
        subject_ru="Спасибо, что выбрали нас",
        body_ru="""{{ name | "Здравствуйте" }}, спасибо, что доверились нам!

Если остались вопросы или что-то хотелось бы изменить, позвоните нам: {{ clinic_phone | "телефон есть на сайте" }}.
Мы всегда на связи и будем рады Вам помочь.

С заботой,
{{ clinic }}""",
        subject_en="Thank you for choosing us",
        body_en="""{{ name | "Hello" }}, thank you for trusting us!

If you have any questions, or something could have been better, please call us: {{ clinic_phone | "see our site" }}.
We are always glad to help.

With care,
{{ clinic }}""",
    ),
    PackagedTrigger(
        key="sleeping",
        name_ru="Засыпающий: пора на осмотр",
        name_en="Sleeping: time for a check-up",
        kind=MessageKind.RECALL,
        occasion=Occasion.ENTERED_SEGMENT,
        segment=Segment.SLEEPING,
        stops_when_booked=True,
        subject_ru="Пора увидеться",
        body_ru="""{{ name | "Здравствуйте" }}, мы давно не виделись.

Пора заглянуть на плановый осмотр: мы найдём удобное для Вас время.
Позвоните нам: {{ clinic_phone | "телефон есть на сайте" }}.

Ваша {{ clinic }}""",
        subject_en="Time to see each other",
        body_en="""{{ name | "Hello" }}, it has been a while.

It is time for a regular check-up: we will find an hour that suits you.
Please call us: {{ clinic_phone | "see our site" }}.

Yours,
{{ clinic }}""",
    ),
    PackagedTrigger(
        key="lapsed",
        name_ru="Отток: мы скучаем",
        name_en="Lapsed: we miss you",
        kind=MessageKind.RECALL,
        occasion=Occasion.ENTERED_SEGMENT,
        segment=Segment.LAPSED,
        stops_when_booked=True,
        subject_ru="Мы скучаем",
        body_ru="""{{ name | "Здравствуйте" }}, мы скучаем!

Если что-то помешало Вам вернуться, расскажите нам: мы хотим стать лучше.
А если просто не было времени, мы подберём его вместе: {{ clinic_phone | "телефон есть на сайте" }}.

Ваша {{ clinic }}""",
        subject_en="We miss you",
        body_en="""{{ name | "Hello" }}, we miss you!

If something kept you from coming back, tell us: we want to become better.
And if there simply was no time, let us find it together: {{ clinic_phone | "see our site" }}.

Yours,
{{ clinic }}""",
    ),
]
