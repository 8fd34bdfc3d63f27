"""What clinics and their programs call things: captions of columns and words for states."""

import re

from patients.enums import Sex, VisitStatus

CARD = (
    "n карты", "n карточки", "n мед карты", "n медкарты", "номер карты", "номер карточки", "номер медкарты",
    "карта", "n амб карты", "номер амбулаторной карты", "n истории", "картa", "cardnumber", "card number", "card",
    "card no", "chartnumber", "chart number", "patnum", "код пациента", "id пациента", "patient id", "patientid",
    "n пациента", "номер пациента", "код клиента",
)  # fmt: skip
FULL_NAME = (
    "фио", "ф и о", "фио пациента", "пациент", "фамилия имя отчество", "полное имя", "клиент", "фио клиента",
    "patient", "patient name", "full name", "name",
)  # fmt: skip
LAST = ("фамилия", "lname", "lastname", "last name", "surname", "family name")
FIRST = ("имя", "fname", "firstname", "first name", "given name")
PATRONYMIC = ("отчество", "middlei", "middlename", "middle name", "second name", "sec name", "patronymic")
BIRTH = (
    "дата рожд", "дата рождения", "др", "д р", "д рождения", "день рождения", "год рождения", "birthdate",
    "birth date", "birthday", "dob", "date of birth", "date birth",
)  # fmt: skip
SEX = ("пол", "gender", "sex")
PHONE = (
    "телефон", "тел", "мобильный телефон", "моб телефон", "мобильный", "сотовый", "сотовый телефон", "телефон 1",
    "контактный телефон", "телефоны", "номер телефона", "wirelessphone", "phone", "mobile", "mobile phone",
    "cell phone", "доп телефон", "дополнительный телефон", "телефон 2", "телефон 3", "другой телефон",
    "домашний телефон", "дом телефон", "рабочий телефон", "hmphone", "wkphone", "home phone", "work phone",
)  # fmt: skip
EMAIL = ("e-mail", "email", "e mail", "почта", "эл почта", "электронная почта", "адрес эл почты", "mail")
REGISTERED = (
    "дата регистрации", "зарегистрирован", "дата заведения", "дата заведения карты", "дата создания", "создан",
    "дата первого обращения", "первый визит", "datefirstvisit", "date create", "registered", "created at",
    "дата карты", "дата рег",
)  # fmt: skip
ACQUISITION = (
    "источник",
    "откуда узнал",
    "откуда узнали",
    "рекламный источник",
    "канал",
    "source",
    "referral",
)
CURATOR = ("куратор", "менеджер", "ответственный", "ведущий менеджер", "curator", "manager")
BALANCE = ("баланс", "сальдо", "остаток", "долг/аванс", "баланс счета", "лицевой счет", "balance", "baltotal")
COMMENT = (
    "комментарий",
    "примечание",
    "примечания",
    "комментарии",
    "заметки",
    "comment",
    "comments",
    "note",
    "notes",
)
BRANCH = ("филиал", "клиника", "подразделение", "отделение клиники", "branch", "clinic")

VISIT_ID = (
    "id визита",
    "n визита",
    "номер визита",
    "код визита",
    "id приема",
    "номер приема",
    "aptnum",
    "visit id",
)
VISIT_DATE = (
    "дата визита", "дата приема", "дата посещения", "дата", "дата услуги", "дата оказания услуги", "дата и время",
    "дата/время", "дата и время приема", "aptdatetime", "visit date", "date", "procdate", "appointment date",
)  # fmt: skip
VISIT_TIME = ("время", "время визита", "время приема", "начало", "time", "start time", "proctime")
SPECIALTY = (
    "специальность",
    "специализация",
    "направление",
    "отделение",
    "профиль",
    "specialty",
    "department",
)
PRACTITIONER = (
    "врач", "доктор", "специалист", "фио врача", "лечащий врач", "исполнитель", "provider", "doctor",
    "practitioner", "provabbr",
)  # fmt: skip
CODE = ("код", "код услуги", "артикул", "код 804н", "код по 804н", "шифр", "code", "proccode", "service code")
SERVICE = ("услуга", "наименование услуги", "наименование", "процедура", "service", "descript", "procedure")
QUANTITY = ("кол-во", "количество", "кол", "qty", "quantity", "unitqty")
PRICE = ("цена", "стоимость", "тариф", "цена руб", "price", "fee", "procfee")
DISCOUNT = ("скидка", "сумма скидки", "скидка руб", "discount")
AMOUNT = ("сумма", "к оплате", "начислено", "итого", "сумма руб", "итоговая сумма", "amount", "total", "sum")
PAID = ("оплачено", "оплата", "оплачено руб", "внесено", "paid", "payment")
STATUS = ("статус", "состояние", "статус визита", "статус приема", "status", "aptstatus", "state")

SEXES = {
    "м": Sex.MALE, "муж": Sex.MALE, "мужской": Sex.MALE, "мужчина": Sex.MALE, "m": Sex.MALE, "male": Sex.MALE,
    "man": Sex.MALE, "ж": Sex.FEMALE, "жен": Sex.FEMALE, "женский": Sex.FEMALE, "женщина": Sex.FEMALE,
    "f": Sex.FEMALE, "female": Sex.FEMALE, "woman": Sex.FEMALE, "w": Sex.FEMALE,
}  # fmt: skip

REFUND = "refund"
_STATUS_STEMS: tuple[tuple[str, str], ...] = (
    # tried in this order: «не состоялся» must not be read as «состоялся»
    (r"возвр|сторно|refund|return", REFUND),
    (r"не\s?(?:при[шхе]|яв|пожаловал|дош[её]л)|неяв|^н[/\\.-]?\s?я$|прогул|отсутств|no[- _]?show|missed|broken|did not",
     VisitStatus.NO_SHOW),
    (r"отм|не\s?состоя|аннул|удал[её]н|снят|перен[её]с|отлож|отказ|cancel|deleted|void|rescheduled", VisitStatus.CANCELLED),
    (r"не\s?подтв|unconfirmed", VisitStatus.BOOKED),
    (r"подтв|confirm", VisitStatus.CONFIRMED),
    (r"ожида|заплан|план|запис|назнач|предвар|брон|новый|новая|резерв|book|sched|plan|pending|new$",
     VisitStatus.BOOKED),
    (r"заверш|состоя|выполн|принят|оказан|закрыт|законч|оконч|провед|оплач|посетил|был$|был[аи]$|явил|явка|исполн|"
     r"реализ|сделан|готов|осмотр|лечен|обслуж|успеш|посещ|факт|^ок$|^ok$|complete|done|finish|attended|paid|closed|^c$", VisitStatus.COMPLETED),
    (r"при[шх]|ар+ив|в\s(?:клинике|кабинете|кресле)|на при[её]ме|начат|идет|arriv|check|seated|in progress",
     VisitStatus.ARRIVED),
)  # fmt: skip
_STATUSES = [(re.compile(rf"(?:{pattern})"), status) for pattern, status in _STATUS_STEMS]

_DO_NOT_CONTACT = re.compile(
    r"не\s+(?:звон|беспоко|пиш|писать|присыл|отправл|слать|шлите|тревож|рассыл|связыв|контактир|напомин|над[оае])"
    r"|без\s+(?:звонк|рассыл|смс|sms|реклам)|отказ\w*\s+(?:от\s+)?(?:звонк|рассыл|смс|sms|реклам|коммуникац|обработк)"
    r"|умер|скончал|покойн|стоп[- ]?лист|ч[её]рн\w+\s+спис|отозва\w+\s+согласи|запре(?:т|щ)\w*\s+(?:звон|рассыл|связ)"
    r"|do\s*n[o']?t\s+(?:call|contact|disturb|text|mail)|deceased|opt(?:ed)?[- ]?out|unsubscrib",
)
_REFUND_SERVICE = re.compile(r"^\W*(?:возврат|сторно|refund)")
_REFUND_ANYWHERE = re.compile(r"\b(?:возврат|сторно|refund)")


def visit_status(folded: str) -> str | None:
    """The state that the word means: a VisitStatus, REFUND, or None for a word not known. Takes folded text."""
    for pattern, status in _STATUSES:
        if pattern.search(folded):
            return status
    return None


def is_refund_service(folded: str, *, anywhere: bool) -> bool:
    """A refund may be marked in the service instead of the status: at its beginning, or beside a negative sum."""
    return bool((_REFUND_ANYWHERE if anywhere else _REFUND_SERVICE).search(folded))


def asks_not_to_be_contacted(folded: str) -> bool:
    """«Не звонить» and its like in a remark. Takes folded text."""
    return bool(_DO_NOT_CONTACT.search(folded))
