"""What the clinic itself must have before it works, and where each thing is done."""

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clinics import setup
from clinics.enums import Role
from clinics.models import Branch, Chair, Clinic, Employee, Holiday, Service, User, WorkingHours
from clinics.setup import SetupStep


def register_steps() -> None:
    """The steps of this app, in the order in which a clinic takes them."""
    for step in _STEPS:
        setup.register(step)


def _branches(clinic: Clinic) -> QuerySet[Branch]:
    return Branch.objects.filter(clinic=clinic, is_active=True)


def _own_schedule(clinic: Clinic) -> QuerySet[Branch]:
    return _branches(clinic).filter(mis_is_master=False)


def _hours_known(clinic: Clinic) -> bool:
    """Every branch in use has a week."""
    known = WorkingHours.objects.filter(employee=None, branch__isnull=False).values("branch")
    places = _branches(clinic)
    return places.exists() and not places.exclude(pk__in=known).exists()


def _chairs_known(clinic: Clinic) -> bool:
    furnished = Chair.objects.filter(is_active=True).values("branch")
    return not _own_schedule(clinic).exclude(pk__in=furnished).exists()


def _prices_known(clinic: Clinic) -> bool:
    return Service.objects.filter(clinic=clinic, is_active=True, price__isnull=False).exists()


def _practitioners_known(clinic: Clinic) -> bool:
    return Employee.objects.filter(clinic=clinic, is_practitioner=True, is_active=True).exists()


def _curators_known(clinic: Clinic) -> bool:
    return Employee.objects.filter(clinic=clinic, is_curator=True, is_active=True).exists()


def _has_curators(clinic: Clinic) -> bool:
    return _branches(clinic).filter(has_curators=True).exists()


def _profile_confirmed(clinic: Clinic) -> bool:
    return clinic.legal_confirmed_at is not None


def _holidays_known(clinic: Clinic) -> bool:
    return Holiday.objects.filter(clinic=clinic).exists()


def _owners_protected(clinic: Clinic) -> bool:
    """Every owner who can sign in has a second factor."""
    owners = User.objects.filter(is_active=True, role_assignments__role=Role.OWNER)
    protected = Authenticator.objects.filter(type=Authenticator.Type.TOTP).values("user")
    return not owners.exclude(pk__in=protected).exists()


def _colleagues_can_sign_in(clinic: Clinic) -> bool:
    return User.objects.filter(is_active=True, api_token=None).count() > 1


_STEPS = [
    SetupStep(
        "hours", _("Say when the branches work"), _hours_known, "catalogues:branches", order=10,
        why=_("The calendar offers these hours, and the load is counted against them."),
    ),
    SetupStep(
        "chairs", _("Name the chairs and rooms"), _chairs_known, "catalogues:branches", order=15,
        why=_("A visit is booked into a chair; two visits never meet in one."),
        needed=lambda clinic: _own_schedule(clinic).exists(),
    ),
    SetupStep(
        "holidays", _("Bring in the public holidays"), _holidays_known, "catalogues:holidays", order=18,
        why=_("Nobody is booked for a day on which the clinic is closed."),
    ),
    SetupStep(
        "prices", _("Fill in the price list"), _prices_known, "catalogues:prices", order=20,
        why=_("Plans and charges take their prices from it. It can be imported or typed in."),
    ),
    SetupStep(
        "practitioners", _("Make cards of the practitioners"), _practitioners_known, "catalogues:staff", order=25,
        why=_("Visits, plans and checks of quality belong to a practitioner."),
        roles=frozenset({Role.SYSTEM}),
    ),
    SetupStep(
        "curators", _("Say who leads the plans"), _curators_known, "catalogues:staff", order=30,
        why=_("Without a curator a plan waits for nobody. A branch may also leave the plans to its administrators."),
        roles=frozenset({Role.OWNER, Role.SYSTEM}), needed=_has_curators,
    ),
    SetupStep(
        "legal", _("Confirm the legal profile"), _profile_confirmed, "catalogues:legal", order=35,
        why=_("It decides what may be sent to whom, and at what hours."), roles=frozenset({Role.OWNER}),
    ),
    SetupStep(
        "two-factor", _("Protect the owner's login"), _owners_protected, "second-factor", order=55,
        why=_("A second factor: a password alone can be guessed or overheard."),
        roles=frozenset({Role.OWNER}), needed=lambda clinic: not clinic.is_demo,
    ),
    SetupStep(
        "logins", _("Give logins to colleagues"), _colleagues_can_sign_in, "logins", order=60,
        why=_("Each works under an own name: the journal shows who did what."), roles=frozenset({Role.OWNER, Role.SYSTEM}),
    ),
]  # fmt: skip
