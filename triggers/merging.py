"""What of triggers moves when two patients are joined: nothing sent is lost, nothing is queued twice for one occasion."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from patients.handlers import move_renamed, on_merge


def register_merge_handlers() -> None:
    """Called once from `AppConfig.ready()`."""
    on_merge(
        "triggers.Enrolment",
        counted=ngettext_lazy("%(count)d place in a trigger", "%(count)d places in triggers", "count"),
        dropped=_("the kept card has met the same occasion"),
    )
    on_merge(
        "triggers.Message",
        move_renamed("triggers_message", text="occurrence", unique=("trigger_id", "step"), longest=60),
        counted=ngettext_lazy("%(count)d message", "%(count)d messages", "count"),
    )
    on_merge("triggers.BacklogEntry")
