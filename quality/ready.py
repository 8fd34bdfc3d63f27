"""The standard that comes with the product: a plan card, meaning a consultation that ended with a plan."""

from typing import NamedTuple

PLAN_CARD = "plan_card"


class ReadyCriterion(NamedTuple):
    weight: int
    is_critical: bool
    may_not_apply: bool
    text_ru: str
    text_en: str
    hint_ru: str
    hint_en: str


PLAN_CARD_TEXTS = {
    "text_ru": "Карточка плана: консультация с планом лечения",
    "text_en": "Plan card: a consultation with a treatment plan",
    "hint_ru": "Смотрим, что нашли, что предложили, на что согласился пациент и чем закончилось.",
    "hint_en": "What was found, what was offered, what the patient agreed to and how it ended.",
}

PLAN_CARD_CRITERIA = [
    ReadyCriterion(
        3, True, True,
        "Каждая согласованная позиция согласована с датой и ценой до начала лечения",
        "Every agreed line was agreed, with its day and price, before treatment began",
        "Нет: лечение раньше согласия, либо нет цены согласия. Не применимо: ничего не согласовано.",
        "No: treatment before agreement, or no agreed price. Not applicable: nothing was agreed.",
    ),
    ReadyCriterion(
        2, False, False,
        "План полон: выявленное разложено на услуги, а не записано одной строкой",
        "The plan is complete: findings are broken into services, not written as one line",
        "Нет: «лечение» или «протезирование» одной строкой без состава.",
        "No: “treatment” or “prosthetics” as one line without its parts.",
    ),
    ReadyCriterion(
        2, False, True,
        "Указана область работы: зуб, сегмент, сторона или орган",
        "The place of work is stated: tooth, segment, side or organ",
        "Не применимо: услуга без области, например гигиена или консультация.",
        "Not applicable: a service without a place, such as hygiene or a consultation.",
    ),
    ReadyCriterion(
        2, False, False,
        "Цены плана соответствуют прейскуранту или скидка объяснена",
        "Prices follow the price list, or the discount is explained",
        "Сравните цену позиции и согласованную цену.",
        "Compare the price of the line with the agreed price.",
    ),
    ReadyCriterion(
        2, False, True,
        "У каждого отказа или переноса есть причина словами пациента",
        "Every refusal or deferral has a reason in the patient's words",
        "Не применимо: отказов и переносов не было.",
        "Not applicable: nothing was refused or deferred.",
    ),
    ReadyCriterion(
        1, False, False,
        "Решение по плану получено в день консультации или назначен срок ответа",
        "The decision came on the day of the consultation, or a day for the answer was set",
        "Сравните дни выявления и согласования.",
        "Compare the days of finding and of agreement.",
    ),
    ReadyCriterion(
        2, False, True,
        "Согласованное назначено: следующий визит записан не позднее недели после согласия",
        "What was agreed was booked: the next visit within a week of the agreement",
        "Не применимо: ничего не согласовано.",
        "Not applicable: nothing was agreed.",
    ),
    ReadyCriterion(
        1, False, False,
        "План закрыт по существу: выполнено согласованное, остальное отклонено или отложено",
        "The plan was closed in substance: the agreed was done, the rest refused or deferred",
        "Нет: закрыт с позициями, о которых ничего не известно.",
        "No: closed with lines of which nothing is known.",
    ),
]  # fmt: skip
