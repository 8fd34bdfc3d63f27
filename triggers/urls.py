from django.urls import path

from triggers import views_public

app_name = "triggers"
urlpatterns = [
    path("u/<str:token>/", views_public.unsubscribe_page, name="unsubscribe"),
]
