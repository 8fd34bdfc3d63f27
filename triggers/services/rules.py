"""The rules table of the clinic: a change adds a version, the old ones stay."""

from datetime import datetime
from typing import Any

from django.db import transaction

from clinics.models import Clinic, User
from clinics.services.journal import record_action
from triggers.models import SendingRule
from triggers.selectors.rules import rule_of

KEPT = (
    "purpose", "channels", "windows", "cap", "cap_days", "once_a_day", "needs_approval", "has_warning", "has_opt_out",
)  # fmt: skip


@transaction.atomic
def change_rule(
    clinic: Clinic, profile: str, kind: str, values: dict[str, Any], *, by: User, now: datetime
) -> SendingRule:
    """The rule with `values` (some of KEPT) as a new version, by which whatever is sent from now on is judged.

    Nothing happens when no value differs: the ruling version is returned.
    """
    Clinic.objects.select_for_update().get(pk=clinic.pk)  # two owners at once: one version after the other
    old = rule_of(clinic, profile, kind)
    before = {name: getattr(old, name) for name in KEPT}
    if before == before | values:
        return old
    new = SendingRule.objects.create(
        clinic=clinic, profile=profile, kind=kind, version=old.version + 1, changed_at=now, changed_by=by,
        **(before | values),
    )  # fmt: skip
    record_action(by, "sending_rule_changed", new, now=now, details={"version": new.version})
    return new
