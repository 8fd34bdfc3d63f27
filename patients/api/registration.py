"""The registry's resources of the API."""

from clinics.api.registry import register

RESOURCES = {
    "patients": "patients.PatientApi",
    "tags": "patients.TagApi",
    "consents": "consents.ConsentApi",
    "segment-memberships": "registry.SegmentMembershipApi",
    "duplicates": "registry.DuplicateApi",
    "visits": "visits.VisitApi",
    "charges": "money.ChargeApi",
    "payments": "money.PaymentApi",
    "refunds": "money.RefundApi",
    "merges": "registry.MergeApi",
    "households": "family.HouseholdApi",
    "household-members": "family.HouseholdMemberApi",
    "guardianships": "family.GuardianshipApi",
    "campaigns": "inquiries.CampaignApi",
    "inquiries": "inquiries.InquiryApi",
    "lost-reasons": "inquiries.LostReasonApi",
    "follow-ups": "follow_ups.FollowUpApi",
}


def register_resources() -> None:
    for name, view in RESOURCES.items():
        register(name, f"patients.api.{view}")
