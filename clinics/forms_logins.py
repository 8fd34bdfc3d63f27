"""Forms of the system administrator's pages: logins and their roles."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics.enums import Role
from clinics.lists import FilterForm
from clinics.models import Branch, Employee, User


class LoginFilter(FilterForm):
    """By name or login, role, and whether it is open."""

    q = forms.CharField(label=gettext_lazy("Name or login"), widget=forms.TextInput(attrs={"type": "search"}))
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    state = forms.ChoiceField(label=gettext_lazy("State"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", "—"), *Role.choices]  # type: ignore[attr-defined]
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            ("open", _("login is open")),
            ("closed", _("login is closed")),
        ]

    def narrow(self, rows: QuerySet) -> QuerySet:
        for word in (self.value("q") or "").split():
            named = Q(last_name__icontains=word) | Q(first_name__icontains=word)
            rows = rows.filter(named | Q(username__icontains=word))
        if role := self.value("role"):
            rows = rows.filter(role_assignments__role=role).distinct()
        if state := self.value("state"):
            rows = rows.filter(is_active=state == "open")
        return rows


class LoginForm(forms.ModelForm):
    """Who is behind a login. Its password is set by the person, through a one-time link."""

    class Meta:
        model = User
        fields = ("last_name", "first_name", "email", "language")
        widgets = {"language": forms.Select(choices=settings.LANGUAGES)}
        help_texts = {"email": gettext_lazy("Of the person at work; nothing is sent there by itself.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_name"].required = True


class NewLoginForm(LoginForm):
    """A new login, for somebody on the staff list or for somebody else."""

    username = forms.CharField(
        label=gettext_lazy("Login"), max_length=150, validators=[UnicodeUsernameValidator()],
        help_text=gettext_lazy("What the person types to sign in: letters, digits and . _ - @."),
    )  # fmt: skip
    employee = forms.ModelChoiceField(
        Employee.objects.none(),
        label=gettext_lazy("Staff card"),
        required=False,
        help_text=gettext_lazy("Whose patients, visits and queue are “mine” for this login."),
    )
    field_order = ("last_name", "first_name", "username", "employee", "email", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = Employee.objects.filter(user=None, is_active=True).order_by("name_key")
        self.fields["employee"].queryset = free  # type: ignore[attr-defined]

    def clean_username(self) -> str:
        name = User.normalize_username(self.cleaned_data["username"])
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(_("This login is taken."))
        return name


class RoleForm(forms.Form):
    """A role to give, and where."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=[("", "—"), *Role.choices])
    branch = forms.ModelChoiceField(
        Branch.objects.none(),
        label=gettext_lazy("Branch"),
        required=False,
        empty_label=gettext_lazy("All branches"),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["branch"].queryset = Branch.objects.order_by("name")  # type: ignore[attr-defined]


class SecondFactorRolesForm(forms.Form):
    """Which roles must bring a second factor."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("These roles must bring a second factor"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
