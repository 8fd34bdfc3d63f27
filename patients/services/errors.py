"""Refusals of the services of visits and money; their texts are for people."""

from django.utils.translation import gettext as _

from clinics.models import Branch


class VisitRefusedError(Exception):
    """The visit, the bill or the payment cannot be changed so; the text says why, in the reader's language."""


def refuse_if_mis_is_master(branch: Branch) -> None:
    """Visits and money of a branch whose schedule the medical system keeps come by import alone."""
    if branch.mis_is_master:
        raise VisitRefusedError(
            _("Visits and money of this branch are kept in the medical system: change them there.")
        )
