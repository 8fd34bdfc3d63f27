from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CriterionKind(TextChoices):
    """Which answers a criterion takes."""

    YES_NO = "yes_no", _("yes or no")
    YES_NO_NA = "yes_no_na", _("yes, no or not applicable")


class AnswerValue(TextChoices):
    """«Not applicable» leaves the denominator of the score."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    NA = "na", _("not applicable")


class SamplingPeriod(TextChoices):
    """How often a rule draws."""

    WEEK = "week", _("week, from Monday")


class ReviewState(TextChoices):
    """A draft belongs to its reviewer alone; what is submitted counts and changes no more."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
