"""The offer on paper. Typst comes as a wheel with a Cyrillic font inside; data goes in as JSON, never as markup."""

import json
from pathlib import Path
from typing import Any

import typst
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from clinic_crm.lib import formatting
from treatment_plans.models import Offer, OfferLine
from treatment_plans.selectors.offers import Way, ways_of

TEMPLATE = Path(__file__).parent / "offer.typ"


def offer_pdf(offer: Offer, *, language: str) -> bytes:
    """The same offer in the same language is always the same page."""
    with translation.override(language):
        data = json.dumps(_content(offer, language), ensure_ascii=False)
    return typst.compile(str(TEMPLATE), format="pdf", sys_inputs={"data": data})


def _content(offer: Offer, language: str) -> dict[str, Any]:
    plan, clinic = offer.plan, offer.plan.clinic
    until = formatting.day(offer.valid_until)
    return {
        "lang": language,
        "clinic": clinic.name,
        "branch": ", ".join(filter(None, [plan.branch.name, plan.branch.address, clinic.phone])),
        "title": _("Treatment plan: offer %(number)s") % {"number": offer.number},
        "made": _("of %(day)s, version %(version)s")
        % {"day": formatting.day(offer.made_on), "version": offer.version},
        "patient": [_("Patient"), str(plan.patient)],
        "doctor": [_("Doctor"), str(plan.practitioner or "")],
        "valid": _("The prices hold until %(day)s.") % {"day": until},
        "columns": [_("Service"), _("Tooth"), pgettext("column", "Qty"), _("Discount"), _("Price")],
        "ways": [_way(way) for way in ways_of(list(offer.lines.all()))],
        "total": [_("Total"), formatting.money(offer.total)],
        "discount": [_("Discount included"), formatting.money(offer.discount)] if offer.discount else [],
        "note": _("Of alternatives the total holds one only: the one marked with a dot."),
        "signs": [_("Patient"), _("Doctor"), _("signature, date")],
    }


def _way(way: Way) -> dict[str, Any]:
    title = ""
    if way.letter:
        title = _("Alternative %(letter)s") % {"letter": way.letter}
        title += f" · {way.title}" if way.title else ""
    return {
        "title": title,
        "counts": way.counts,
        "total": formatting.money(way.total),
        "lines": [_line(line) for line in way.lines],
    }


def _line(line: OfferLine) -> dict[str, str]:
    more = [_("phase %s") % line.phase]
    if line.sessions > 1:
        more.append(ngettext("%(n)s session", "%(n)s sessions", line.sessions) % {"n": line.sessions})
    return {
        "name": line.service_name,
        "more": ", ".join(more),
        "tooth": line.tooth,
        "quantity": str(line.quantity),
        "discount": formatting.money(line.discount) if line.discount else "",
        "price": formatting.money(line.price),
    }
