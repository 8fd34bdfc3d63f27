from clinics.models.api import ApiRequestKey, ApiToken, ExternalId
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
from clinics.models.discounts import DiscountLimit
from clinics.models.export import ExportRequest
from clinics.models.hours import DayHours, Holiday, WorkingHours
from clinics.models.jobs import JobRun
from clinics.models.journal import JournalEntry, JournalSeal
from clinics.models.session import FailedLogin, LoginSession, SecondFactorRole
from clinics.models.user import RoleAssignment, RoleRequest, User

__all__ = [
    "ApiRequestKey",
    "ApiToken",
    "Branch",
    "Chair",
    "Change",
    "Clinic",
    "DayHours",
    "DiscountLimit",
    "Employee",
    "ExportRequest",
    "ExternalId",
    "FailedLogin",
    "Holiday",
    "JobRun",
    "JournalEntry",
    "JournalSeal",
    "LeadTimeLink",
    "LoginSession",
    "RoleAssignment",
    "RoleRequest",
    "SecondFactorRole",
    "Service",
    "ServicePrice",
    "Specialty",
    "User",
    "WorkingHours",
]
