"""Sign-in in one or two steps, the one-time link of a new login, and language."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login as sign_in
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.utils.http import urlsafe_base64_decode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as set_cookie_language

from clinic_crm.lib.browsers import address_of, device_of
from clinics.forms_sign_in import CodeForm, NewPasswordForm, SignInForm
from clinics.models import User
from clinics.reauth import own_url
from clinics.selectors import demo_logins
from clinics.selectors.sign_in import has_second_factor
from clinics.services.founding import is_founded
from clinics.services.sign_in import forgive_tries, note_device, note_proof
from clinics.services.users import choose_language, set_password

PENDING = "signing_in"  # who has given the password and not yet the code: [user, when, where to]
CODE_WITHIN = timedelta(minutes=5)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@method_decorator(never_cache, name="dispatch")
class Login(LoginView):
    """The sign-in page; for the invented clinic it also offers one ready login per role."""

    template_name = "login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs) if is_founded() else redirect("welcome")

    def form_valid(self, form):
        return _go_on(self.request, form.get_user(), self.get_success_url())

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, demo_logins=demo_logins())


def _go_on(request: HttpRequest, user: User, wanted: str) -> HttpResponse:
    """The password was right: in, or first to the code."""
    if has_second_factor(user):
        request.session[PENDING] = [user.pk, timezone.now().isoformat(), wanted]
        return redirect("login-code")
    forgive_tries(user.username, _address(request))
    _let_in(request, user)
    return redirect(wanted)


def _let_in(request: HttpRequest, user: User) -> None:
    sign_in(request, user, backend=BACKEND)
    device = device_of(request.headers.get("User-Agent", ""))
    note_device(request.session.session_key, device=device, address=_address(request))


def _address(request: HttpRequest) -> str | None:
    return address_of(request.META, settings.TRUSTED_PROXIES)


@login_not_required
@never_cache
def login_code(request: HttpRequest) -> HttpResponse:
    """The second step: a code of the phone or a recovery code, within five minutes of the password."""
    pending, now = request.session.get(PENDING), timezone.now()
    if not pending or now - datetime.fromisoformat(pending[1]) > CODE_WITHIN:
        request.session.pop(PENDING, None)
        return redirect("login")
    user = User.objects.filter(pk=pending[0], is_active=True).first()
    if user is None:
        return redirect("login")
    form = CodeForm(request.POST or None, user=user, address=_address(request))
    if not form.is_valid():
        return render(
            request, "clinics/login_code.html", {"form": form}, status=422 if form.is_bound else 200
        )
    del request.session[PENDING]
    _let_in(request, user)
    note_proof(request.session.session_key, now=now, second_factor=True)
    return redirect(pending[2])


@require_POST
@login_not_required
def demo_login(request: HttpRequest) -> HttpResponse:
    """One click instead of a password: only in the invented clinic, only for the logins that its page offers."""
    users = {str(entry["user"].pk): entry["user"] for entry in demo_logins()}
    user = users.get(request.POST.get("user", ""))
    if user is None:
        raise Http404
    return _go_on(request, user, own_url(request, request.POST.get("next", "")))


@login_not_required
@never_cache
def first_password(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """The one-time link: the person sets the password; used, changed or three days old, it leads nowhere."""
    user = _invited(uid, token)
    if user is None:
        return render(request, "clinics/link_over.html", status=404)
    form = NewPasswordForm(request.POST or None, user=user)
    if not form.is_valid():
        context = {"form": form, "person": user}
        return render(request, "clinics/first_password.html", context, status=422 if form.is_bound else 200)
    set_password(user, form.cleaned_data["password"], by=user, now=timezone.now())
    messages.success(request, _("The password is set. Sign in with it."))
    return redirect("login")


def _invited(uid: str, token: str) -> User | None:
    try:
        user = User.objects.filter(pk=int(urlsafe_base64_decode(uid)), is_active=True).first()
    except (ValueError, OverflowError):
        return None
    return user if user and default_token_generator.check_token(user, token) else None


@require_POST
@login_not_required
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language with the login, so that it follows the person to another machine."""
    language = request.POST.get("language", "")
    if request.user.is_authenticated and translation.check_for_language(language):
        choose_language(request.user, language)
    return set_cookie_language(request)
