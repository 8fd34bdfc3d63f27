"""The first page of an empty deployment."""

from django.contrib.auth import login as sign_in
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clinics.forms import FoundingForm
from clinics.services.founding import AlreadyFoundedError, found_clinic, is_founded


@login_not_required
def welcome(request: HttpRequest) -> HttpResponse:
    """Make the clinic and its owner's login; gone as soon as anybody can sign in."""
    if is_founded():
        raise Http404
    form = FoundingForm(request.POST or None, initial={"code": request.GET.get("code", "")})
    if not form.is_valid():
        return render(request, "clinics/welcome.html", {"form": form}, status=422 if form.is_bound else 200)
    answers = {name: value for name, value in form.cleaned_data.items() if name != "code"}
    try:
        owner = found_clinic(**answers, now=timezone.now())
    except AlreadyFoundedError:
        raise Http404 from None
    sign_in(request, owner, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("catalogues:setup")
