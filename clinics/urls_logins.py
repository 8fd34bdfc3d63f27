from django.urls import path, register_converter
from django.urls.converters import StringConverter

from clinics.views import logins


class ActConverter(StringConverter):
    """What can be done with somebody else's login."""

    regex = "close|open|sessions|factor|link"


register_converter(ActConverter, "login_act")

urlpatterns = [
    path("", logins.logins, name="logins"),
    path("new/", logins.login_new, name="login-new"),
    path("second-factor/", logins.second_factor_policy, name="second-factor-policy"),
    path("asked/<int:pk>/", logins.role_decide, name="role-decide"),
    path("<int:pk>/", logins.login_card, name="login-card"),
    path("<int:pk>/edit/", logins.login_edit, name="login-edit"),
    path("<int:pk>/roles/", logins.role_give, name="role-give"),
    path("<int:pk>/roles/<int:role_pk>/take/", logins.role_take, name="role-take"),
    path("<int:pk>/<login_act:act>/", logins.login_act, name="login-act"),
]
