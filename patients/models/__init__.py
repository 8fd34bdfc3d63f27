from patients.models.contact import Consent, ContactPoint, PatientContact
from patients.models.duplicates import DuplicatePair, MergeRecord
from patients.models.ending import RelationshipEnding
from patients.models.family import Guardianship, Household, HouseholdMember
from patients.models.follow_up import FollowUp
from patients.models.imports import ImportedRow, ImportFile, ImportIssue, ImportRun
from patients.models.inquiry import Campaign, CampaignSpend, Inquiry, LostReason
from patients.models.money import (
    Charge,
    ChargeVersion,
    PatientBalance,
    Payment,
    PaymentVersion,
    RefundRequest,
)
from patients.models.patient import DataSource, Patient, PatientCard
from patients.models.personal import ErasureAct, StopEntry, SubjectRequest
from patients.models.segment import (
    BestThreshold,
    DirtyPatient,
    Hold,
    PatientSummary,
    SegmentMembership,
    SegmentPolicy,
)
from patients.models.tag import BulkChange, BulkRow, PatientTag, Tag
from patients.models.visit import Visit, VisitVersion

__all__ = [
    "BestThreshold",
    "BulkChange",
    "BulkRow",
    "Campaign",
    "CampaignSpend",
    "Charge",
    "ChargeVersion",
    "Consent",
    "ContactPoint",
    "DataSource",
    "DirtyPatient",
    "DuplicatePair",
    "ErasureAct",
    "FollowUp",
    "Guardianship",
    "Hold",
    "Household",
    "HouseholdMember",
    "ImportFile",
    "ImportIssue",
    "ImportRun",
    "ImportedRow",
    "Inquiry",
    "LostReason",
    "MergeRecord",
    "Patient",
    "PatientBalance",
    "PatientCard",
    "PatientContact",
    "PatientSummary",
    "PatientTag",
    "Payment",
    "PaymentVersion",
    "RefundRequest",
    "RelationshipEnding",
    "SegmentMembership",
    "SegmentPolicy",
    "StopEntry",
    "SubjectRequest",
    "Tag",
    "Visit",
    "VisitVersion",
]
