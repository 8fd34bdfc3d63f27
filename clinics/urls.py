from django.contrib.auth.views import LogoutView
from django.urls import path

from clinics.admin import system_site
from clinics.views import sign_in
from clinics.views.founding import welcome
from clinics.views.journal import journal
from clinics.views.today import today

urlpatterns = [
    path("", today, name="today"),
    path("login/", sign_in.Login.as_view(), name="login"),
    path("login/demo/", sign_in.demo_login, name="demo-login"),
    path("welcome/", welcome, name="welcome"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("language/", sign_in.set_language, name="set_language"),
    path("journal/", journal, name="journal"),
    path("system/", system_site.urls),
]
