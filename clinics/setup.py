"""The set-up checklist: what a clinic still lacks before the product works for it. Apps register their steps.

setup.register(SetupStep("triggers", _("Switch a trigger on"), done=any_trigger_on, url="triggers:list", order=80,
                         why=_("Until then nobody is written to.")))
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from clinics.enums import Role
from clinics.models import Clinic

Text = str | Promise
LEADERS = frozenset({Role.OWNER, Role.MANAGER})


@dataclass(frozen=True)
class SetupStep:
    """One thing to do before the clinic is ready; `roles` may do it, `url` (a URL name) is where.

    `needed(clinic)` False leaves the step out: a clinic whose schedule lives elsewhere needs no chairs.
    """

    key: str
    title: Text
    done: Callable[[Clinic], bool]
    url: str
    why: Text = ""
    order: int = 50
    roles: frozenset[str] = LEADERS
    needed: Callable[[Clinic], bool] = lambda clinic: True


@dataclass(frozen=True)
class StepState:
    """A step as one clinic stands; `is_next` marks the first that is open and not put aside."""

    step: SetupStep
    is_done: bool
    is_skipped: bool
    url: str
    is_next: bool = False

    @property
    def is_open(self) -> bool:
        return not (self.is_done or self.is_skipped)


_steps: dict[str, SetupStep] = {}


def register(step: SetupStep) -> None:
    """Add a step; the last registration of a key wins, so `ready()` may run twice."""
    _steps[step.key] = step


def is_known(key: str) -> bool:
    return key in _steps


def checklist(clinic: Clinic) -> list[StepState]:
    """Every step in order, with how the clinic stands."""
    states: list[StepState] = []
    waiting = False
    for step in sorted(_steps.values(), key=lambda each: (each.order, each.key)):
        if not step.needed(clinic):
            continue
        is_done, is_skipped = step.done(clinic), step.key in clinic.setup_skipped
        is_next = not (is_done or is_skipped or waiting)
        waiting = waiting or is_next
        states.append(StepState(step, is_done, is_skipped, _address(step), is_next))
    return states


def _address(step: SetupStep) -> str:
    try:
        return reverse(step.url)
    except NoReverseMatch:  # the page is not built into this deployment
        return ""
