"""Every write to a plan happens within one `editing`: locked, checked against the version seen, logged, settled."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clinics.models import User
from clinics.selectors import branch_today
from patients.models import Visit
from patients.services.follow_ups import cancel_follow_ups
from treatment_plans.enums import ItemStatus, PlanState
from treatment_plans.models import PlanEvent, PlanItem, RefusalReason, TreatmentPlan
from treatment_plans.services import promises
from treatment_plans.services.changes import changes_between, snapshot
from treatment_plans.services.errors import PlanError, StalePlanError
from treatment_plans.services.settling import settle_plans
from treatment_plans.states import MOVES, OPEN_AGREED


@dataclass
class Edit:
    """One edit of a locked plan, by a person or by a rule."""

    plan: TreatmentPlan
    by: User | None
    rule: str
    now: datetime
    today: date
    visit: Visit | None = None
    events: list[PlanEvent] = field(default_factory=list)
    _seen: dict[int, dict[str, str]] = field(default_factory=dict)

    def lines(self, items: Iterable[PlanItem]) -> list[PlanItem]:
        """The items as they stand now, locked by the plan; a line of another plan or awaiting review is refused."""
        wanted = {item.pk for item in items}
        found = [self.watch(item) for item in self.all_lines().filter(pk__in=wanted)]
        if not found:
            raise PlanError(_("Choose at least one line."))
        if len(found) < len(wanted):
            raise PlanError(_("A line is not part of this plan, or awaits review."))
        return found

    def all_lines(self) -> QuerySet[PlanItem]:
        """The reviewed lines of the plan, oldest first."""
        lines = PlanItem.objects.filter(plan=self.plan, awaits_review="").order_by("pk")
        return lines.select_related("variant", "performer", "refusal_reason")

    def watch(self, item: PlanItem) -> PlanItem:
        """Remember how the line stands, so that `log` can say what the edit changed in it."""
        self._seen[item.pk] = snapshot(item)
        return item

    def log(self, item: PlanItem | None, before: str, *, note: str = "", correction: str = "") -> None:
        changed = []
        if item is not None and before:
            changed = changes_between(self._seen[item.pk], snapshot(item))
            self.watch(item)
        self.events.append(
            PlanEvent(
                plan=self.plan,
                item=item,
                plan_version=self.plan.version + 1,
                at=self.now,
                from_status=before,
                to_status=item.status if item else "",
                correction=correction,
                by=self.by,
                rule=self.rule,
                refusal_reason=item.refusal_reason if item else None,
                note=note[:200],
                changes=changed,
                visit=self.visit,
            )
        )

    def store(self, item: PlanItem) -> None:
        """Write the line as a new version of the fact, and its promise as a hold of the patient."""
        item.known_at = max(self.now, item.known_at)
        item.save()
        promised = item.promised_on if item.status in OPEN_AGREED else None
        promises.hold_until(item, self.plan.patient_id, promised, today=self.today)

    def move(
        self, item: PlanItem, to: ItemStatus, *, reason: RefusalReason | None = None, note: str = ""
    ) -> None:
        """Along the state table or not at all (PlanError). The caller has set the other fields."""
        before = item.status
        if to not in MOVES[before]:
            raise PlanError(
                _("“%(line)s” is %(before)s: it cannot become %(after)s.")
                % {"line": item, "before": item.get_status_display(), "after": to.label}
            )
        item.status, item.refusal_reason, item.reason = to, reason, note[:120]
        if to != ItemStatus.SCHEDULED:
            item.booking = None
        self.store(item)
        self.log(item, before, note=note)


@contextmanager
def editing(
    plan: TreatmentPlan,
    *,
    by: User | None,
    now: datetime,
    seen_version: int | None = None,
    rule: str = "",
    visit: Visit | None = None,
) -> Iterator[Edit]:
    """Lock the plan; at the end log the moves, raise the version, settle the sums.

    `seen_version` is what the person looked at: if the plan has moved on, StalePlanError and nothing is written.
    """
    with transaction.atomic():
        locked = (
            TreatmentPlan.objects.select_for_update(of=("self",)).select_related("branch").get(pk=plan.pk)
        )
        if seen_version is not None and seen_version != locked.version:
            raise StalePlanError(locked, missed_events(locked, seen_version))
        edit = Edit(locked, by, rule, now, branch_today(locked.branch, now), visit)
        yield edit
        _finish(edit)


def missed_events(plan: TreatmentPlan, seen_version: int) -> Sequence[PlanEvent]:
    """What happened to the plan after the version that somebody saw, oldest first."""
    later = PlanEvent.objects.filter(plan=plan, plan_version__gt=seen_version)
    return list(later.select_related("item", "by", "refusal_reason"))


def _finish(edit: Edit) -> None:
    PlanEvent.objects.bulk_create(edit.events)
    plan = edit.plan
    plan.version += 1
    plan.save(update_fields=["version", "curator", "offered_on"])
    settle_plans([plan.pk])
    plan.refresh_from_db()
    if plan.state != PlanState.ACTIVE:  # nobody calls about a plan that is over
        cancel_follow_ups(origin=touch_origin(plan), by=edit.by, now=edit.now)


def touch_origin(plan: TreatmentPlan) -> str:
    """The `origin` of the follow-ups that the plan's queues make."""
    return f"plan:{plan.pk}"
