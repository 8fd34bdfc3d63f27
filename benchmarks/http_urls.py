"""The product's addresses, an empty view, and the admin with the patients registered as one would by default."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path

from clinic_crm.urls import urlpatterns as own
from patients.models import Patient


class PatientAdmin(admin.ModelAdmin):
    list_display = ("last_name", "first_name", "patronymic", "birth_date", "branch", "curator")
    search_fields = ("last_name", "first_name")
    list_filter = ("branch",)
    ordering = ("last_name", "first_name")


admin.site.register(Patient, PatientAdmin)


def ping(request: HttpRequest) -> HttpResponse:
    return HttpResponse("pong")


urlpatterns = [path("ping/", ping), path("admin/", admin.site.urls), *own]
