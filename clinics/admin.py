"""The system administrator's own site: logins, roles and the schedule. Nothing about a patient stands here."""

from typing import Any

from django.contrib.admin import AdminSite, ChoicesFieldListFilter, ModelAdmin, TabularInline, display
from django.contrib.auth.admin import UserAdmin
from django.db.models import Field
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext
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

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """A relation without a name of its own is called after its class, in English: translate that too."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field:
            field.label = capfirst(gettext(str(db_field.verbose_name)))
        return field


class RoleFilter(ChoicesFieldListFilter):
    """By role, under its translated name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = gettext("role")


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
    list_filter = ("is_active", ("role_assignments__role", RoleFilter))
    readonly_fields = ("last_login",)
    inlines = (RoleInline,)


class BranchAdmin(SystemRights, ModelAdmin):
    """Where a branch stands and how it works; the name is what everybody sees."""

    list_display = ("name", "time_zone", "has_curators", "mis_is_master")


class ScheduleAdmin(SystemRights, ModelAdmin):
    """The beat: what runs, how often, switched on or off."""

    list_display = ("name", "work", "enabled", "last_run_at")
    fields = ("name", "work", "enabled", "interval", "crontab", "expire_seconds")
    readonly_fields = ("name", "work")

    @display(description=_("what runs"), ordering="task")
    def work(self, task: PeriodicTask) -> str:
        return task.task

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "expire_seconds":
            field.label = gettext("Seconds to wait")
            field.help_text = gettext("A run that could not begin within this time is left out.")
        return field

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class CrontabAdmin(SystemRights, ModelAdmin):
    """The times of the schedule that go by the calendar."""

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        hints = {
            "day_of_week": gettext("Days of the week: 0 to 6 from Sunday, “*” for all, as in “1,5”."),
            "month_of_year": gettext("Months: 1 to 12, “*” for all, as in “1,12”."),
        }
        return super().get_form(request, *args, help_texts=hints, **kwargs)


class PlainAdmin(SystemRights, ModelAdmin):
    """A small table without a look of its own."""


system_site = SystemSite(name="system")
system_site.register(User, LoginAdmin)
system_site.register(Branch, BranchAdmin)
system_site.register(PeriodicTask, ScheduleAdmin)
system_site.register(IntervalSchedule, PlainAdmin)
system_site.register(CrontabSchedule, CrontabAdmin)
