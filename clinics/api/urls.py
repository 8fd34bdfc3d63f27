"""Everything below /api/v1/."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.utils.module_loading import import_string
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.routers import SimpleRouter

from clinics.api.registry import RESOURCES
from clinics.api.views import NoSuchApi


def router() -> SimpleRouter:
    made = SimpleRouter()
    for name, view in RESOURCES.items():
        made.register(name, import_string(view), basename=name)
    return made


schema = SpectacularJSONAPIView.as_view(authentication_classes=[], permission_classes=[], throttle_classes=[])

app_name = "api"
urlpatterns = [
    path("schema/", login_not_required(schema), name="schema"),
    path("", include(router().urls)),
    path("<path:rest>", NoSuchApi.as_view(), name="absent"),
]
