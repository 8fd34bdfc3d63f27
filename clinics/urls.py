from django.contrib.auth.views import LogoutView
from django.urls import include, path

from clinics.views import account, api_tokens, exports, sign_in
from clinics.views.confirm import confirm
from clinics.views.founding import welcome
from clinics.views.journal import journal, journal_export
from clinics.views.matrix import matrix
from clinics.views.today import today

urlpatterns = [
    path("", today, name="today"),
    path("login/", sign_in.Login.as_view(), name="login"),
    path("login/demo/", sign_in.demo_login, name="demo-login"),
    path("welcome/", welcome, name="welcome"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("language/", sign_in.set_language, name="set_language"),
    path("journal/", journal, name="journal"),
    path("journal/export/", journal_export, name="journal-export"),
    path("login/code/", sign_in.login_code, name="login-code"),
    path("login/first/<str:uid>/<str:token>/", sign_in.first_password, name="first-password"),
    path("confirm/", confirm, name="confirm"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="account-password"),
    path("account/sessions/<uuid:public_id>/end/", account.end_session, name="session-end"),
    path("account/sessions/end-others/", account.end_other_sessions, name="sessions-end-others"),
    path("account/second-factor/", account.second_factor, name="second-factor"),
    path("account/second-factor/codes/", account.second_factor_codes, name="second-factor-codes"),
    path("account/second-factor/renew/", account.renew_codes, name="second-factor-renew"),
    path("account/second-factor/off/", account.second_factor_off, name="second-factor-off"),
    path("logins/", include("clinics.urls_logins")),
    path("help/rights/", matrix, name="matrix"),
    path("exports/", exports.exports, name="exports"),
    path("exports/<int:pk>/decide/", exports.decide, name="export-decide"),
    path("exports/<int:pk>/fetch/", exports.fetch, name="export-fetch"),
    path("settings/", include("clinics.catalogue_urls")),
    path("tokens/", api_tokens.tokens, name="tokens"),
    path("tokens/new/", api_tokens.token_new, name="token-new"),
    path("tokens/<int:pk>/revoke/", api_tokens.token_revoke, name="token-revoke"),
    path("api/", api_tokens.api_reference, name="api-reference"),
]
