from clinics.models.clinic import Branch, Chair, Change, Clinic, Employee, Service, Specialty, WorkingHours
from clinics.models.jobs import JobRun
from clinics.models.journal import JournalEntry
from clinics.models.user import RoleAssignment, User

__all__ = [
    "Branch",
    "Chair",
    "Change",
    "Clinic",
    "Employee",
    "JobRun",
    "JournalEntry",
    "RoleAssignment",
    "Service",
    "Specialty",
    "User",
    "WorkingHours",
]
