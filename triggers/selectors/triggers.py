"""Triggers as people may see them: the rules of sending are the whole clinic's, so all of them or none."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clinics.access import Person, can
from clinics.models import Branch
from triggers.letters import Footer, compose_letter, personal_values, readable_phone
from triggers.models import Trigger, TriggerTemplate
from triggers.selectors.backlog import verdicts_before_start, verdicts_of_backlog
from triggers.selectors.rules import rule_for
from triggers.texts import TextError

SOMEBODY = {"ru": ("Анна", "Сергеевна"), "en": ("Anna", "")}


def triggers_visible_to(user: Person) -> QuerySet[Trigger]:
    """Every trigger for whoever may read marketing templates, else none."""
    triggers = Trigger.objects.select_related("clinic")
    return triggers if can(user, "R", "marketing_templates") else triggers.none()


@dataclass(frozen=True)
class Preview:
    """A letter to an invented person, in one language."""

    language: str
    subject: str
    body: str
    error: str = ""


def previews(trigger: Trigger, template: TriggerTemplate) -> list[Preview]:
    """The letter as it would leave, in both languages, made by the code that sends."""
    return [_preview(trigger, template, language) for language in ("ru", "en")]


def _preview(trigger: Trigger, template: TriggerTemplate, language: str) -> Preview:
    rule = rule_for(trigger.clinic, trigger.kind)
    first_name, patronymic = SOMEBODY[language]
    branch = Branch.objects.filter(clinic=trigger.clinic).order_by("pk").first()
    values = personal_values(first_name=first_name, patronymic=patronymic) | {
        "clinic": trigger.clinic.name,
        "clinic_phone": readable_phone(trigger.clinic.phone),
        "branch": branch.name if branch else "",
        "branch_phone": readable_phone(branch.phone) if branch else "",
        "branch_address": branch.address if branch else "",
    }
    url = f"{settings.PUBLIC_URL.rstrip('/')}/u/…/" if rule.has_opt_out else ""
    footer = Footer(trigger.clinic.name, trigger.clinic.phone, rule.has_warning, url)
    try:
        subject, body = compose_letter(
            *template.words(language), values=values, footer=footer, language=language
        )
    except TextError as error:
        return Preview(language, "", "", str(error))
    return Preview(language, subject, body)


@dataclass(frozen=True)
class Reachable:
    """Of the people who wait outside the trigger's daily work: how many may be written to, and why not the others."""

    people: int
    may: int
    reasons: list[tuple[str, int]]

    @property
    def sentence(self) -> str:
        if not self.people:
            return _("Nobody waits.")
        return _("%(may)d of %(people)d may be written to.") % {"may": self.may, "people": self.people}


def reachable(trigger: Trigger, *, now: datetime) -> Reachable:
    """The running backlog, else the one that could be started now."""
    running = trigger.backlogs.filter(state="running").first()
    counts = verdicts_of_backlog(running, now=now) if running else verdicts_before_start(trigger, now=now)
    reasons = [(reason, count) for reason, count in counts.most_common() if reason]
    return Reachable(counts.total(), counts[""], reasons)
