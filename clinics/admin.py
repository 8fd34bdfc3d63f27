"""The system administrator's own site: logins, roles and the schedule. Nothing about a patient stands here."""

from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin, TabularInline
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_celery_beat.models import CrontabSchedule, IntervalSchedule, PeriodicTask

from clinics.access import roles_of
from clinics.enums import Role
from clinics.models import Branch, RoleAssignment, User


def _is_system(request: HttpRequest) -> bool:
    return Role.SYSTEM in roles_of(request.user)


class SystemSite(AdminSite):
    """Open to the role SYSTEM only; Django's own permissions and is_staff mean nothing here."""

    site_header = site_title = _("System")
    index_title = _("Logins, roles, schedule")

    def has_permission(self, request: HttpRequest) -> bool:
        return _is_system(request)


class SystemRights:
    """All rights to the system administrator, none to anybody else."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _is_system(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_system(request)

    has_add_permission = has_change_permission = has_view_permission

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Logins are switched off, never deleted: the journal points at them."""
        return False


class RoleInline(SystemRights, TabularInline):
    """The roles of a login. Nobody gives a role to the own login."""

    model = RoleAssignment
    extra = 1

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_system(request) and obj != request.user

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request, obj)


class LoginAdmin(SystemRights, UserAdmin):
    """A login: name, password, language, roles."""

    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("last_name", "first_name", "email", "language")}),
        (_("Access"), {"fields": ("is_active", "last_login")}),
    )
    list_display = ("username", "last_name", "first_name", "is_active", "last_login")
    list_filter = ("is_active", "role_assignments__role")
    readonly_fields = ("last_login",)
    inlines = (RoleInline,)


class BranchAdmin(SystemRights, ModelAdmin):
    """Where a branch stands and how it works; the name is what everybody sees."""

    list_display = ("name", "time_zone", "has_curators", "mis_is_master")


class ScheduleAdmin(SystemRights, ModelAdmin):
    """The beat: what runs, how often, switched on or off."""

    list_display = ("name", "task", "enabled", "last_run_at")
    fields = ("name", "task", "enabled", "interval", "crontab", "expire_seconds")
    readonly_fields = ("name", "task")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PlainAdmin(SystemRights, ModelAdmin):
    """A small table without a look of its own."""


system_site = SystemSite(name="system")
system_site.register(User, LoginAdmin)
system_site.register(Branch, BranchAdmin)
system_site.register(PeriodicTask, ScheduleAdmin)
system_site.register([IntervalSchedule, CrontabSchedule], PlainAdmin)
