"""`{% panel panel %}` draws one filled panel of a registry (`clinics.today`, `patients.panels`)."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def panel(context: template.Context, filled: dict[str, Any]) -> SafeString:
    """The panel's own template with its own context, and the request for links and tokens."""
    return render_to_string(filled["template"], filled["context"], request=context.get("request"))
