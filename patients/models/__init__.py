from patients.models.contact import Consent, ContactPoint, PatientContact
from patients.models.follow_up import FollowUp
from patients.models.imports import ImportedRow, ImportFile, ImportIssue, ImportRun
from patients.models.inquiry import Inquiry
from patients.models.money import (
    Charge,
    ChargeVersion,
    PatientBalance,
    Payment,
    PaymentVersion,
    RefundRequest,
)
from patients.models.patient import DataSource, DuplicatePair, Guardianship, Patient, PatientCard
from patients.models.segment import (
    BestThreshold,
    DirtyPatient,
    Hold,
    PatientSummary,
    SegmentMembership,
    SegmentPolicy,
)
from patients.models.visit import Visit, VisitVersion

__all__ = [
    "BestThreshold",
    "Charge",
    "ChargeVersion",
    "Consent",
    "ContactPoint",
    "DataSource",
    "DirtyPatient",
    "DuplicatePair",
    "FollowUp",
    "Guardianship",
    "Hold",
    "ImportFile",
    "ImportIssue",
    "ImportRun",
    "ImportedRow",
    "Inquiry",
    "Patient",
    "PatientBalance",
    "PatientCard",
    "PatientContact",
    "PatientSummary",
    "Payment",
    "PaymentVersion",
    "RefundRequest",
    "SegmentMembership",
    "SegmentPolicy",
    "Visit",
    "VisitVersion",
]
