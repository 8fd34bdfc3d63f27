from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("clinics.api.urls")),
    path("", include("clinics.urls")),
    path("", include("patients.urls")),
    path("", include("treatment_plans.urls")),
    path("", include("triggers.urls")),
    path("", include("quality.urls")),
    path("", include("analytics.urls")),
]
