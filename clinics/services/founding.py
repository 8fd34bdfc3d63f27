"""The first day: a clinic, its first branch and its owner's login, where there is none yet."""

from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from clinics.enums import Role
from clinics.models import Branch, Clinic, RoleAssignment, SecondFactorRole, User
from clinics.selectors import the_clinic
from clinics.services.journal import record_action

FOUNDING_LOCK = 727_003
# Who must bring a second factor until the owner chooses otherwise: the roles that see or change the most.
SECOND_FACTOR_FIRST = (Role.OWNER, Role.MANAGER, Role.SYSTEM)


class AlreadyFoundedError(Exception):
    """Somebody has a login already: new ones are given by the system administrator."""


def is_founded() -> bool:
    """Whether anybody can sign in."""
    return User.objects.exists()


def founding_code() -> str:
    """What the console prints and the page asks for, so that only who runs the product can make the owner's login."""
    return salted_hmac("clinics.founding", "code", algorithm="sha256").hexdigest()[:12]


def is_founding_code(code: str) -> bool:
    return constant_time_compare(code.strip().lower(), founding_code())


@transaction.atomic
def found_clinic(
    *, clinic: str, branch: str, time_zone: str, full_name: str, login: str, password: str, now: datetime
) -> User:
    """The owner, who is the system administrator as well until there is another. Raises AlreadyFoundedError.

    A clinic that an import made before keeps its rows; only its name and that of its first branch are given here.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FOUNDING_LOCK])
    if is_founded():
        raise AlreadyFoundedError
    place = the_clinic() or Clinic()
    place.name = clinic
    place.save()
    first = Branch.objects.filter(clinic=place).order_by("pk").first() or Branch(clinic=place)
    first.name, first.time_zone = branch, time_zone
    first.save()
    last_name, _, first_name = full_name.partition(" ")
    owner = User(username=login, last_name=last_name, first_name=first_name, language=settings.LANGUAGE_CODE)
    owner.set_password(password)
    owner.save()
    RoleAssignment.objects.bulk_create(
        RoleAssignment(user=owner, role=role) for role in (Role.OWNER, Role.SYSTEM)
    )
    SecondFactorRole.objects.bulk_create(
        (SecondFactorRole(role=role) for role in SECOND_FACTOR_FIRST), ignore_conflicts=True
    )
    record_action(owner, "founded", place, now=now)
    return owner
