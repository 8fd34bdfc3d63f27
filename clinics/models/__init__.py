from clinics.models.api import ApiRequestKey, ApiToken
from clinics.models.clinic import (
    Branch,
    Chair,
    Change,
    Clinic,
    Employee,
    LeadTimeLink,
    Service,
    ServicePrice,
    Specialty,
)
from clinics.models.hours import DayHours, Holiday, WorkingHours
from clinics.models.jobs import JobRun
from clinics.models.journal import JournalEntry
from clinics.models.user import RoleAssignment, User

__all__ = [
    "ApiRequestKey",
    "ApiToken",
    "Branch",
    "Chair",
    "Change",
    "Clinic",
    "DayHours",
    "Employee",
    "Holiday",
    "JobRun",
    "JournalEntry",
    "LeadTimeLink",
    "RoleAssignment",
    "Service",
    "ServicePrice",
    "Specialty",
    "User",
    "WorkingHours",
]
