"""The clinic's own resources of the API."""

from clinics.api.registry import register

RESOURCES = {
    "clinics": "ClinicApi",
    "branches": "BranchApi",
    "chairs": "ChairApi",
    "working-hours": "WorkingHoursApi",
    "day-hours": "DayHoursApi",
    "holidays": "HolidayApi",
    "specialties": "SpecialtyApi",
    "services": "ServiceApi",
    "service-prices": "ServicePriceApi",
    "lead-time-links": "LeadTimeLinkApi",
    "employees": "EmployeeApi",
    "changes": "ChangeApi",
}


def register_resources() -> None:
    for name, view in RESOURCES.items():
        register(name, f"clinics.api.catalogues.{view}")
