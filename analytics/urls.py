from django.urls import path

from analytics.views.overview import overview
from analytics.views.rows import rows

app_name = "analytics"
urlpatterns = [
    path("overview/", overview, name="overview"),
    path("overview/rows/", rows, name="rows"),
]
