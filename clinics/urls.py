from django.contrib.auth.views import LogoutView
from django.urls import path

from clinics import views
from clinics.admin import system_site
from clinics.views_founding import welcome
from clinics.views_journal import journal

urlpatterns = [
    path("", views.today, name="today"),
    path("login/", views.Login.as_view(), name="login"),
    path("login/demo/", views.demo_login, name="demo-login"),
    path("welcome/", welcome, name="welcome"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("language/", views.set_language, name="set_language"),
    path("journal/", journal, name="journal"),
    path("system/", system_site.urls),
]
