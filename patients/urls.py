from django.urls import path

from patients.views import (
    campaigns,
    duplicates,
    endings,
    follow_ups,
    imports,
    inquiries,
    patients,
    segments,
    visits,
)

app_name = "patients"

urlpatterns = [
    path("patients/", patients.patient_list, name="list"),
    path("patients/search/", patients.search, name="search"),
    path("patients/new/", patients.patient_new, name="new"),
    path("patients/<int:pk>/", patients.patient_card, name="card"),
    path("patients/<int:pk>/edit/", patients.patient_edit, name="edit"),
    path("patients/<int:pk>/ending/", endings.ending, name="ending"),
    path("patients/<int:pk>/resume/", endings.resume, name="resume"),
    path("patients/<int:pk>/book/", visits.visit_book, name="book"),
    path("patients/<int:pk>/panels/<slug:key>/", patients.patient_panel, name="panel"),
    path("visits/", visits.visit_day, name="visits"),
    path("visits/<int:pk>/complete/", visits.visit_complete, name="visit-complete"),
    path("visits/<int:pk>/<slug:move>/", visits.visit_move, name="visit-move"),
    path("follow-ups/", follow_ups.follow_up_list, name="follow-ups"),
    path("follow-ups/<int:pk>/", follow_ups.follow_up_work, name="follow-up"),
    path("inquiries/", inquiries.inquiry_list, name="inquiries"),
    path("inquiries/new/", inquiries.inquiry_new, name="inquiry-new"),
    path("inquiries/known/", inquiries.known, name="inquiry-known"),
    path("inquiries/<int:pk>/", inquiries.inquiry, name="inquiry"),
    path("inquiries/<int:pk>/patient/", inquiries.inquiry_patient, name="inquiry-patient"),
    path("campaigns/", campaigns.campaign_list, name="campaigns"),
    path("campaigns/new/", campaigns.campaign_new, name="campaign-new"),
    path("campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("imports/", imports.import_list, name="imports"),
    path("imports/<int:pk>/", imports.import_run, name="import"),
    path("imports/<int:pk>/confirm/", imports.import_confirm, name="import-confirm"),
    path("imports/<int:pk>/retry/", imports.import_retry, name="import-retry"),
    path("imports/<int:pk>/report/", imports.import_report, name="import-report"),
    path("duplicates/", duplicates.pair_list, name="duplicates"),
    path("duplicates/<int:pk>/", duplicates.pair, name="duplicate"),
    path("segments/policy/", segments.policy, name="segment-policy"),
]
