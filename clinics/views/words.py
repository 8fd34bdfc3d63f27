"""Lists of words that other apps keep (`clinics.catalogues`): reasons of refusal and the like."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinics.access import right_required
from clinics.catalogue_forms import word_form
from clinics.catalogues import WordList, word_list, word_lists
from clinics.selectors.catalogues import may_change_network
from clinics.services.catalogues import bring_back, put_away, save_entry
from clinics.views.entries import answer, clinic_or_404, require_network, saved


def _list_or_404(key: str) -> WordList:
    words = word_list(key)
    if words is None:
        raise Http404
    return words


@right_required("catalogues")
def words_page(request: HttpRequest) -> HttpResponse:
    """Every list on one page: they are short."""
    lists = [{"words": words, "groups": _groups(words)} for words in word_lists()]
    context = {"title": _("Reasons and other lists"), "lists": lists}
    context |= {"may_change": may_change_network(request.user)}
    return render(request, "clinics/catalogues/words.html", context)


def _groups(words: WordList) -> list[tuple[str, list[Any]]]:
    order = [words.kind, "-is_active", "pk"] if words.kind else ["-is_active", "pk"]
    rows = words.entries.order_by(*order)
    if not words.kind:
        return [("", list(rows))] if rows else []
    label = f"get_{words.kind}_display"
    return [(str(name), list(group)) for name, group in groupby(rows, key=lambda row: getattr(row, label)())]


@right_required("catalogues", "U")
def word_new(request: HttpRequest, key: str) -> HttpResponse:
    require_network(request.user)
    words = _list_or_404(key)
    owner = {words.clinic_field: clinic_or_404()} if words.clinic_field else {}
    return _edit(request, words, words.model(**owner))


@right_required("catalogues", "U")
def word_edit(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    require_network(request.user)
    words = _list_or_404(key)
    return _edit(request, words, get_object_or_404(words.entries.all(), pk=pk))


def _edit(request: HttpRequest, words: WordList, entry: Any) -> HttpResponse:
    names = [words.kind, *words.fields] if words.kind and entry.pk is None else words.fields
    form = word_form(words.model, names)(request.POST or None, instance=entry)
    if form.is_valid():
        saved(request, save_entry(form.save(commit=False), by=request.user, now=timezone.now()))
        return redirect("catalogues:words")
    return answer(
        request,
        "clinics/catalogues/form.html",
        form,
        title=words.title,
        crumbs=[("catalogues:words", _("Reasons and other lists"))],
        may_change=True,
    )


@require_POST
@right_required("catalogues", "U")
def word_archive(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Offer the entry no more, or again; where it was used it stays."""
    require_network(request.user)
    entry = get_object_or_404(_list_or_404(key).entries.all(), pk=pk)
    move = bring_back if "restore" in request.POST else put_away
    move(entry, by=request.user, now=timezone.now())
    said = _("“%(name)s” is back in use.") if entry.is_active else _("“%(name)s” is in the archive now.")
    messages.success(request, said % {"name": entry})
    return redirect("catalogues:words")
