"""Pages for people who got a letter: no login, no cookie, safe to repeat."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from triggers.masks import mask_contact
from triggers.services.unsubscribe import has_opted_out, read_token, unsubscribe


@login_not_required
@never_cache
@csrf_exempt  # one click of a mail program carries no cookie; the signed token stands for it and can only narrow
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_page(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button and changes nothing; POST acts (RFC 8058)."""
    opt_out = read_token(token)
    if opt_out is None:
        raise Http404
    if request.method == "POST":
        evidence = "one click" if request.POST.get("List-Unsubscribe") else "page"
        unsubscribe(opt_out, evidence=evidence, now=timezone.now())
    address = mask_contact(opt_out.point.value)
    context = {"opt_out": opt_out, "address": address, "done": has_opted_out(opt_out)}
    return render(request, "triggers/unsubscribe.html", context)
