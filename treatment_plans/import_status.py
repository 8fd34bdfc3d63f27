"""What the words and dates of an imported plan line mean together: pure rules."""

import re
from datetime import date

from treatment_plans.enums import ItemStatus

_STEMS = (
    (r"отказ|не согл|declin|refus|reject|^отк", ItemStatus.DECLINED),
    (r"отлож|отсроч|пауз|defer|postpon|hold", ItemStatus.DEFERRED),
    (r"отмен|аннул|удал|cancel|inactive|deleted|^tpi$|^d$", ItemStatus.CANCELLED),
    (r"выполн|реализ|заверш|оказан|законч|сделан|готов|исполн|закрыт|complet|realis|realiz|done|^c$",
     ItemStatus.REALISED),
    (r"согл|принят|одобр|подтв|подпис|назнач|заплан|в работе|agreed|accept|approv|sched|signed", ItemStatus.AGREED),
    (r"выявл|предлож|диагн|нов|план|ожид|обнаруж|identif|propos|present|new|pending|^tp$", ItemStatus.IDENTIFIED),
)  # fmt: skip
_STATUSES = [(re.compile(stems), status) for stems, status in _STEMS]


def item_status(folded: str) -> ItemStatus | None:
    """The state that the word means, None for a word not known. Takes folded text."""
    for pattern, status in _STATUSES:
        if pattern.search(folded):
            return status
    return None


def contradiction(
    status: str, identified: date, agreed: date | None, realised: date | None, as_of: date
) -> tuple[str, str] | None:
    """Why a person must look at the line, and at which column; None when state and dates agree."""
    for name, day in (("identified", identified), ("agreed", agreed), ("realised", realised)):
        if day is not None and day > as_of:
            return f"{name}_in_future", name
    if agreed and agreed < identified:
        return "agreed_before_identified", "agreed"
    if realised and realised < identified:
        return "realised_before_identified", "realised"
    if realised and agreed and realised < agreed:
        return "realised_before_agreed", "realised"
    if realised and not agreed:
        return "realised_without_agreement", "agreed"
    return _state_against_days(status, agreed, realised)


def _state_against_days(status: str, agreed: date | None, realised: date | None) -> tuple[str, str] | None:
    if status == ItemStatus.REALISED and not realised:
        return "realised_without_day", "realised"
    if status in (ItemStatus.AGREED, ItemStatus.SCHEDULED) and not agreed:
        return "agreed_without_day", "agreed"
    if status in (ItemStatus.DECLINED, ItemStatus.CANCELLED, ItemStatus.DEFERRED) and realised:
        return "declined_but_realised", "status"
    behind = (status == ItemStatus.IDENTIFIED and (agreed or realised)) or (
        status == ItemStatus.AGREED and realised
    )
    return ("state_behind_dates", "status") if behind else None
