"""What the registry itself cancels when a relationship ends."""

from django.db import connection
from django.utils.translation import gettext_lazy as _

from patients.endings import Ending, on_ending
from patients.enums import LIVE_BOOKING, FollowUpState, InquiryStatus
from patients.handlers import MergeHandler, on_merge
from patients.models import FollowUp, Inquiry, Patient, Visit
from patients.services.visits import VisitRefusedError, cancel_visit


def register_ending_handlers() -> None:
    """Called once from `AppConfig.ready()`."""
    on_ending("follow_ups", cancel_open_follow_ups, title=_("Follow-ups"))
    on_ending("bookings", cancel_bookings, title=_("Bookings"))
    on_ending("inquiries", close_inquiries, title=_("Inquiries"))
    on_merge("patients.RelationshipEnding", _keep_one("patients_relationshipending", "resumed_at IS NULL"))
    on_merge("patients.SubjectRequest", _keep_one("patients_subjectrequest", "state = 'open'"))


def _keep_one(table: str, live: str) -> MergeHandler:
    """Of two live rows of one kind the kept patient's stays; everything else moves."""

    def handler(keep_id: int, other_id: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {table} o WHERE patient_id = %(other)s AND {live}"  # noqa: S608 - our constants
                f" AND EXISTS (SELECT FROM {table} k WHERE k.patient_id = %(keep)s AND k.kind = o.kind AND k.{live})",
                {"keep": keep_id, "other": other_id},
            )
            cursor.execute(
                f"UPDATE {table} SET patient_id = %(keep)s WHERE patient_id = %(other)s",  # noqa: S608
                {"keep": keep_id, "other": other_id},
            )

    return handler


def cancel_open_follow_ups(patient: Patient, ending: Ending) -> int:
    waiting = FollowUp.objects.filter(patient=patient, state=FollowUpState.OPEN)
    return waiting.update(state=FollowUpState.CANCELLED, closed_at=ending.now, closed_by=ending.by)


def cancel_bookings(patient: Patient, ending: Ending) -> int:
    """Only when asked for; what the medical system keeps stays there."""
    if not ending.cancels_bookings:
        return 0
    count = 0
    for visit in Visit.objects.filter(patient=patient, status__in=LIVE_BOOKING, day__gte=ending.today):
        try:
            cancel_visit(visit, by=ending.by, now=ending.now)
        except VisitRefusedError:
            continue
        count += 1
    return count


def close_inquiries(patient: Patient, ending: Ending) -> int:
    waiting = Inquiry.objects.filter(patient=patient, status__in=[InquiryStatus.NEW, InquiryStatus.IN_WORK])
    return waiting.update(
        status=InquiryStatus.LOST, lost_reason=str(ending.kind.label)[:120], closed_at=ending.now, closed_by=ending.by
    )  # fmt: skip
