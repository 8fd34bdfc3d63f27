"""What of triggers moves when two patients are joined: nothing sent is lost, nothing is queued twice for one occasion."""

from patients.handlers import move_distinct, move_renamed, on_merge


def register_merge_handlers() -> None:
    """Called once from `AppConfig.ready()`."""
    on_merge("triggers.Enrolment", move_distinct("triggers_enrolment", unique=("trigger_id", "occurrence")))
    on_merge(
        "triggers.Message",
        move_renamed("triggers_message", text="occurrence", unique=("trigger_id", "step"), longest=60),
    )
