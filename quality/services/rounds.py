"""The life of a round: its seed is committed ahead, its cases are drawn when its period is over."""

import secrets
from datetime import date, datetime

from django.db import transaction

from clinics.models import Clinic, User
from clinics.services.journal import record_action
from quality import draw
from quality.cases import CASE_KINDS
from quality.models import Round, RoundSeed, Sample, SamplingRule
from quality.periods import period_after, period_of


class RoundNotOverError(Exception):
    """The period still runs, so its case list is not closed."""


@transaction.atomic
def commit_round(
    rule: SamplingRule, *, day: date, today: date, by: User | None, now: datetime, seed: str | None = None
) -> Round:
    """Choose the seed of the rule's period that holds `day` and publish its hash; repeating returns the same round.

    `seed` is given by the invented clinic alone, which must be the same on every machine; else it is random.

    Committed on the first day of the period or later, the round is retrospective: its draw proves nothing.
    """
    starts_on, ends_on = period_of(rule.period, day)
    rule = SamplingRule.objects.select_for_update().select_related("standard").get(pk=rule.pk)
    existing = Round.objects.filter(rule=rule, starts_on=starts_on).first()
    if existing:
        return existing
    seed = seed or secrets.token_hex(draw.SEED_BYTES)
    sampling_round = Round.objects.create(
        clinic_id=rule.clinic_id,
        rule=rule,
        standard=rule.standard,
        percent=rule.percent,
        floor=rule.floor,
        starts_on=starts_on,
        ends_on=ends_on,
        seed_hash=draw.seed_hash(seed),
        committed_at=now,
        is_retrospective=today >= starts_on,
    )
    RoundSeed.objects.create(round=sampling_round, value=seed)
    if rule.standard.frozen_at is None:
        rule.standard.frozen_at = now
        rule.standard.save(update_fields=["frozen_at"])
    _journal(sampling_round, "seed_committed", {"seed_hash": sampling_round.seed_hash}, by=by, now=now)
    return sampling_round


@transaction.atomic
def draw_round(sampling_round: Round, *, today: date, by: User | None, now: datetime) -> Round:
    """Close the case list of a period that is over, draw from it and reveal the seed. A drawn round stays as it is.

    Raises RoundNotOverError while the period runs.
    """
    sampling_round = Round.objects.select_for_update().get(pk=sampling_round.pk)
    if sampling_round.drawn_at:
        return sampling_round
    if today <= sampling_round.ends_on:
        raise RoundNotOverError
    kind = CASE_KINDS[sampling_round.rule.case_kind]
    closed = kind.closed_cases(sampling_round.clinic, sampling_round.starts_on, sampling_round.ends_on)
    _close(sampling_round, draw.write_case_list(closed.cases), closed.unattributed, now=now)
    drawn = draw.draw(
        sampling_round.case_list,
        seed=sampling_round.seed,
        percent=sampling_round.percent,
        floor=sampling_round.floor,
    )
    Sample.objects.bulk_create(
        [Sample(round=sampling_round, **case._asdict()) for case in drawn], batch_size=2000
    )
    details = {"digest": sampling_round.case_list_digest, "cases": len(closed.cases), "drawn": len(drawn)}
    _journal(sampling_round, "round_drawn", details, by=by, now=now)
    return sampling_round


def _close(sampling_round: Round, case_list: str, unattributed: int, *, now: datetime) -> None:
    secret = RoundSeed.objects.get(round=sampling_round)
    sampling_round.seed = secret.value
    sampling_round.drawn_at = now
    sampling_round.case_list = case_list
    sampling_round.case_list_digest = draw.case_list_digest(case_list)
    sampling_round.case_count = case_list.count("\n")
    sampling_round.unattributed = unattributed
    sampling_round.save()
    secret.delete()


def draw_past_period(rule: SamplingRule, *, day: date, today: date, by: User | None, now: datetime) -> Round:
    """A draw over a period that nobody committed a seed for, e.g. an imported past; marked retrospective."""
    with transaction.atomic():
        sampling_round = commit_round(rule, day=day, today=today, by=by, now=now)
        return draw_round(sampling_round, today=today, by=by, now=now)


def keep_rounds(clinic: Clinic, *, today: date, now: datetime) -> int:
    """The beat's work: commit the seed of each active rule's next period, draw what is over. Returns rounds drawn."""
    for rule in SamplingRule.objects.filter(clinic=clinic, is_active=True):
        next_day = period_after(rule.period, today)[0]
        commit_round(rule, day=next_day, today=today, by=None, now=now)
    due = Round.objects.filter(clinic=clinic, drawn_at=None, ends_on__lt=today).order_by("starts_on", "pk")
    return len([draw_round(waiting, today=today, by=None, now=now) for waiting in due])


def _journal(sampling_round: Round, verb: str, details: dict, *, by: User | None, now: datetime) -> None:
    period = {"from": str(sampling_round.starts_on), "to": str(sampling_round.ends_on)}
    record_action(by, verb, sampling_round, now=now, details={**period, **details})
