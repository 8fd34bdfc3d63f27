"""Sign-in and language."""

from django.contrib.auth import login as sign_in
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as set_cookie_language

from clinics.selectors import demo_logins
from clinics.services.founding import is_founded
from clinics.services.users import choose_language


class Login(LoginView):
    """The sign-in page; for the invented clinic it also offers one ready login per role."""

    template_name = "login.html"
    redirect_authenticated_user = True

    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs) if is_founded() else redirect("welcome")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, demo_logins=demo_logins())


@require_POST
@login_not_required
def demo_login(request: HttpRequest) -> HttpResponse:
    """One click instead of a password: only in the invented clinic, only for the logins that its page offers."""
    users = {str(entry["user"].pk): entry["user"] for entry in demo_logins()}
    user = users.get(request.POST.get("user", ""))
    if user is None:
        raise Http404
    sign_in(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect(_safe_next(request))


@require_POST
@login_not_required
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language with the login, so that it follows the person to another machine."""
    language = request.POST.get("language", "")
    if request.user.is_authenticated and translation.check_for_language(language):
        choose_language(request.user, language)
    return set_cookie_language(request)


def _safe_next(request: HttpRequest) -> str:
    url = request.POST.get("next", "")
    return url if url_has_allowed_host_and_scheme(url, {request.get_host()}) else "today"
