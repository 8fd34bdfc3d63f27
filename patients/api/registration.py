"""The registry's resources of the API."""

from clinics.api.registry import register

RESOURCES = {
    "patients": "patients.PatientApi",
    "consents": "consents.ConsentApi",
    "segment-memberships": "registry.SegmentMembershipApi",
    "duplicates": "registry.DuplicateApi",
    "visits": "visits.VisitApi",
    "charges": "money.ChargeApi",
    "payments": "money.PaymentApi",
    "campaigns": "registry.CampaignApi",
    "inquiries": "registry.InquiryApi",
    "follow-ups": "follow_ups.FollowUpApi",
}


def register_resources() -> None:
    for name, view in RESOURCES.items():
        register(name, f"patients.api.{view}")
