"""The page that asks again who sits here."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from clinics.reauth import ProofForm, own_url


@login_required
def confirm(request: HttpRequest) -> HttpResponse:
    """Password or code, then on to `next`; a file begins to download from a page that leads back."""
    wanted = own_url(request, request.GET.get("next", ""))
    back = own_url(request, request.GET.get("back", ""))
    form = ProofForm(request.POST or None, request=request)
    if not form.is_valid():
        context = {"form": form, "held": [], "action": request.get_full_path(), "back": back}
        return render(request, "clinics/confirm.html", context, status=422 if form.is_bound else 200)
    if "file" not in request.GET:
        return redirect(wanted)
    return render(request, "clinics/confirmed.html", {"file": wanted, "back": back})
