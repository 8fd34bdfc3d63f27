from django.urls import include, path

from clinic_crm.views import system

urlpatterns = [
    path("system/", system, name="system"),
    path("api/v1/", include("clinics.api.urls")),
    path("", include("clinics.urls")),
    path("", include("patients.urls")),
    path("", include("treatment_plans.urls")),
    path("", include("triggers.urls")),
    path("", include("quality.urls")),
    path("", include("analytics.urls")),
]
