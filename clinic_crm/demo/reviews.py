"""Some months of quality control: rounds committed before their weeks, drawn after them, most cases reviewed."""

import hashlib
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from clinic_crm.demo.clinic import Stage
from quality import draw
from quality.enums import AnswerValue, CriterionKind
from quality.models import Criterion, Sample, SamplingRule
from quality.services.reviews import Given, save_draft, start_review, submit_review
from quality.services.rounds import commit_round, draw_round
from quality.services.standards import install_default_rule

WEEKS = 12
MOSCOW = ZoneInfo("Europe/Moscow")
REMARKS = [
    "Нет отметки об альтернативе",
    "Не назван срок",
    "Не записано, кто ведёт план",
    "Цена без пояснения",
]


class Reviews:
    """Plays the auditor of the past weeks; last week's cases wait for the newcomer."""

    def __init__(self, stage: Stage, chance: Random, now: datetime) -> None:
        self.stage, self.chance, self.now = stage, chance, now
        self.monday = now.date() - timedelta(days=now.date().weekday())

    def write(self) -> None:
        first = self.monday - timedelta(weeks=WEEKS)
        rule = install_default_rule(self.stage.clinic, now=_noon(first - timedelta(days=7)))
        for week in range(WEEKS + 2):
            self._play_week(rule, first + timedelta(weeks=week))

    def _play_week(self, rule: SamplingRule, monday: date) -> None:
        ahead = monday - timedelta(days=3)
        before = min(_noon(ahead), self.now)
        # The demo is the same on every machine, so even its seeds are; a real round's seed is random.
        seed = hashlib.sha256(f"demo {monday}".encode()).hexdigest()[: 2 * draw.SEED_BYTES]
        sampling_round = commit_round(
            rule, day=monday, today=min(ahead, self.now.date()), by=None, now=before, seed=seed
        )
        after = monday + timedelta(days=7)
        if after > self.monday:
            return
        drawn = draw_round(sampling_round, today=after, by=None, now=_noon(after))
        if after < self.monday:
            for sample in Sample.objects.filter(round=drawn).order_by("pk"):
                self._review(sample, _noon(after) + timedelta(hours=self.chance.randint(1, 80)))

    def _review(self, sample: Sample, at: datetime) -> None:
        auditor = self.stage.users["auditor"]
        review = start_review(sample, by=auditor, now=at)
        criteria = Criterion.objects.filter(standard=sample.round.standard).order_by("pk")
        answers = {criterion.pk: self._answer(criterion) for criterion in criteria}
        save_draft(review, answers=answers, note="", by=auditor)
        submit_review(review, by=auditor, now=at)

    def _answer(self, criterion: Criterion) -> Given:
        luck = self.chance.random()
        if luck < (0.03 if criterion.is_critical else 0.13):
            return Given(AnswerValue.NO, self.chance.choice(REMARKS))
        if luck > 0.95 and criterion.kind == CriterionKind.YES_NO_NA:
            return Given(AnswerValue.NA)
        return Given(AnswerValue.YES)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), MOSCOW)
