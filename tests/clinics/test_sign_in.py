"""Signing in: two steps, the throttle, the devices."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.sessions.backends.base import UpdateError
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clinic_crm.lib.browsers import address_of, device_of
from clinics.enums import Role
from clinics.models import FailedLogin, JournalEntry, LoginSession, SecondFactorRole, User
from clinics.services.founding import found_clinic
from clinics.services.second_factor import (
    WrongCodeError,
    code_is_right,
    new_secret,
    require_second_factor,
    switch_off_second_factor,
    switch_on_second_factor,
)
from clinics.services.sign_in import TooManyTriesError, begin_try, forgive_tries
from tests.factories import NOW, PASSWORD, make_clinic, make_user, user_with_role

pytestmark = pytest.mark.django_db

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"


def code_of(secret: str, step: int = 0) -> str:
    """What the app on the phone shows, `step` periods from now."""
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1] + step))


def with_factor(user: User) -> tuple[str, list[str]]:
    secret = new_secret()
    return secret, switch_on_second_factor(user, secret=secret, code=code_of(secret), now=NOW)


def _password(client: Client, user: User, password: str = PASSWORD, **extra):
    return client.post(reverse("login"), {"username": user.username, "password": password}, **extra)


# The second factor


def test_login_with_a_second_factor_takes_two_steps():
    user = make_user()
    secret, _codes = with_factor(user)
    client = Client()
    assert _password(client, user)["Location"] == reverse("login-code")
    assert client.get("/")["Location"] == "/login/?next=/"  # the password alone opens nothing
    assert client.post(reverse("login-code"), {"code": "000000"}).status_code == 422
    assert client.post(reverse("login-code"), {"code": code_of(secret)})["Location"] == "/"
    assert client.get("/").status_code == 200
    assert LoginSession.objects.get(user=user).second_factor is True


def test_second_step_is_over_after_five_minutes():
    user = make_user()
    secret, _codes = with_factor(user)
    client = Client()
    _password(client, user)
    session = client.session
    session["signing_in"] = [user.pk, (timezone.now() - timedelta(minutes=6)).isoformat(), "/"]
    session.save()
    assert client.post(reverse("login-code"), {"code": code_of(secret)})["Location"] == reverse("login")


def test_second_step_leads_nowhere_without_the_first():
    assert Client().post(reverse("login-code"), {"code": "123456"})["Location"] == reverse("login")


def test_code_works_once():
    user = make_user()
    secret, _codes = with_factor(user)
    cache.clear()
    code = code_of(secret)
    assert [code_is_right(user, code, now=NOW) for _ in range(2)] == [True, False]


def test_code_of_a_clock_thirty_seconds_wrong_is_believed_and_of_two_minutes_is_not():
    user = make_user()
    secret, _codes = with_factor(user)
    assert [code_is_right(user, code_of(secret, step), now=NOW) for step in (-1, 1, 4, -4)] == [
        True, True, False, False,
    ]  # fmt: skip


def test_recovery_code_works_once_and_leaves_a_line():
    user = make_user()
    _secret, codes = with_factor(user)
    assert len(codes) == 10
    assert [code_is_right(user, codes[0], now=NOW) for _ in range(2)] == [True, False]
    assert JournalEntry.objects.filter(verb="recovery_code_used", actor=user).count() == 1


def test_second_factor_is_on_only_after_the_first_code():
    user = make_user()
    with pytest.raises(WrongCodeError):
        switch_on_second_factor(user, secret=new_secret(), code="000000", now=NOW)
    assert Authenticator.objects.exists() is False


def test_secret_lies_encrypted():
    user = make_user()
    secret, _codes = with_factor(user)
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_role_that_needs_a_second_factor_opens_nothing_without():
    owner, desk = user_with_role(Role.OWNER), user_with_role(Role.ADMINISTRATOR)
    office, counter = Client(), Client()
    office.force_login(owner)
    counter.force_login(desk)
    assert office.get("/").status_code == 200
    require_second_factor({Role.OWNER}, by=owner, now=NOW)
    assert office.get("/")["Location"] == reverse("second-factor")
    assert office.get(reverse("second-factor")).status_code == 200
    assert counter.get("/").status_code == 200
    secret = office.session["second_factor_secret"]
    done = office.post(reverse("second-factor"), {"code": code_of(secret)}, follow=True)
    assert (done.redirect_chain, len(done.context["codes"])) == ([(reverse("second-factor-codes"), 302)], 10)
    assert office.get("/").status_code == 200
    office.post(reverse("second-factor-off"))
    assert Authenticator.objects.filter(user=owner).count() == 2  # a required one stays


def test_session_older_than_the_factor_is_asked_for_a_code():
    owner = user_with_role(Role.OWNER)
    client = Client()
    client.force_login(owner)
    secret, _codes = with_factor(owner)
    cache.clear()
    require_second_factor({Role.OWNER}, by=owner, now=NOW)
    asked = client.get("/", follow=True)
    assert asked.redirect_chain[-1][0].startswith("/confirm/")
    client.post(asked.redirect_chain[-1][0], {"proof-of-person-secret": code_of(secret)})
    assert client.get("/").status_code == 200


def test_new_clinic_asks_its_three_high_roles_for_a_second_factor():
    found_clinic(
        clinic="К", branch="Ф", time_zone="Europe/Moscow", full_name="В А", login="v", password="семь синих китов",
        now=NOW,
    )  # fmt: skip
    assert set(SecondFactorRole.objects.values_list("role", flat=True)) == {"owner", "manager", "system"}


def test_one_click_login_of_the_invented_clinic_asks_for_the_code_once_there_is_a_factor():
    make_clinic(is_demo=True)
    owner = user_with_role(Role.OWNER)
    with_factor(owner)
    assert Client().post(reverse("demo-login"), {"user": owner.pk})["Location"] == reverse("login-code")


def test_lost_factor_is_switched_off_by_somebody_else():
    user, keeper = make_user(), user_with_role(Role.SYSTEM)
    with_factor(user)
    switch_off_second_factor(user, by=keeper, now=NOW)
    client = Client()
    assert _password(client, user)["Location"] == "/"


# The throttle


def test_sixth_wrong_password_of_a_login_from_an_address_waits():
    user = make_user()
    client = Client(headers={"Accept-Language": "en"})
    for _ in range(5):
        assert "correct username and password" in str(_password(client, user, "wrong").context["form"].errors)
    refused = _password(client, user)
    assert refused.context["form"].errors == {"__all__": ["Too many wrong tries. Try again in 10 minutes."]}
    assert (
        _password(Client(), user, REMOTE_ADDR="10.0.0.9").status_code == 302
    )  # the person, at another machine


def test_wait_says_so_in_russian():
    user = make_user()
    client = Client(headers={"Accept-Language": "ru"})
    for _ in range(5):
        _password(client, user, "wrong")
    assert (
        "Слишком много неверных попыток. Повторите через 10 минут."
        in _password(client, user).content.decode()
    )


def test_right_password_forgets_the_failures():
    user = make_user()
    for _ in range(4):
        _password(Client(), user, "wrong")
    assert _password(Client(), user).status_code == 302
    assert FailedLogin.objects.exists() is False


def test_wait_ends_by_the_clock_whatever_a_guesser_does():
    for second in range(5):
        begin_try("a", "10.0.0.1", now=NOW + timedelta(seconds=second))
    for minute in (1, 5, 9):
        with pytest.raises(TooManyTriesError) as refusal:
            begin_try("A", "10.0.0.1", now=NOW + timedelta(minutes=minute))
        assert refusal.value.until == NOW + timedelta(minutes=10)
    begin_try("a", "10.0.0.1", now=NOW + timedelta(minutes=10))


def test_login_is_counted_across_addresses_and_an_address_across_logins():
    for n in range(30):
        begin_try("a", f"10.0.1.{n}", now=NOW)
    with pytest.raises(TooManyTriesError):
        begin_try("a", "10.0.2.1", now=NOW)
    for n in range(40):
        begin_try(f"user{n}", "10.0.3.1", now=NOW)
    with pytest.raises(TooManyTriesError):
        begin_try("another", "10.0.3.1", now=NOW)
    begin_try("another", "10.0.3.2", now=NOW)


def test_forgiving_one_address_keeps_the_failures_of_others():
    begin_try("a", "10.0.0.1", now=NOW)
    begin_try("a", "10.0.0.2", now=NOW)
    forgive_tries("A", "10.0.0.1")
    assert list(FailedLogin.objects.values_list("address", flat=True)) == ["10.0.0.2"]


def test_codes_are_counted_with_the_passwords():
    user = make_user()
    secret, _codes = with_factor(user)
    client = Client(headers={"Accept-Language": "en"})
    _password(client, user)
    for _ in range(4):
        client.post(reverse("login-code"), {"code": "000000"})
    refused = client.post(reverse("login-code"), {"code": code_of(secret)})
    assert refused.context["form"].errors == {"code": ["Too many wrong tries. Try again in 10 minutes."]}


# Devices


def test_devices_are_listed_and_ended_one_by_one():
    user = make_user()
    here, there = Client(headers={"User-Agent": WINDOWS}), Client(headers={"User-Agent": "curl/8"})
    _password(here, user), _password(there, user)
    listed = here.get(reverse("account")).context["sessions"]
    assert {(row.device, row.address) for row in listed} == {
        ("Chrome, Windows", "127.0.0.1"),
        ("curl/8", "127.0.0.1"),
    }
    other = LoginSession.objects.get(pk=there.session.session_key)
    here.post(reverse("session-end", args=[other.public_id]))
    assert (here.get("/").status_code, there.get("/").status_code) == (200, 302)


def test_all_other_devices_are_ended_at_once():
    user = make_user()
    here, others = Client(), [Client(), Client()]
    for client in (here, *others):
        client.force_login(user)
    here.post(reverse("sessions-end-others"))
    assert [client.get("/").status_code for client in (here, *others)] == [200, 302, 302]


def test_new_password_ends_the_other_sessions_and_keeps_this_one():
    user = make_user()
    here, there = Client(), Client()
    here.force_login(user)
    there.force_login(user)
    here.post(reverse("account-password"), {"password": "seven blue whales sing"})
    assert (here.get("/").status_code, there.get("/").status_code) == (200, 302)


def test_ended_session_is_not_brought_back_by_a_request_that_was_running():
    user = make_user()
    client = Client()
    client.force_login(user)
    session = client.session
    session["x"] = 1
    LoginSession.objects.all().delete()
    with pytest.raises(UpdateError):
        session.save()
    assert LoginSession.objects.exists() is False


def test_last_seen_is_kept_once_a_minute():
    user = make_user()
    client = Client()
    client.force_login(user)
    LoginSession.objects.update(last_seen_at=NOW)
    client.get("/")
    seen = LoginSession.objects.get().last_seen_at
    client.get("/")
    assert (seen > NOW, LoginSession.objects.get().last_seen_at) == (True, seen)


@pytest.mark.parametrize(
    ("header", "device"),
    [
        (WINDOWS, "Chrome, Windows"),
        (WINDOWS.replace("Safari", "YaBrowser/24 Safari"), "Yandex, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox, Linux"),
        ("", ""),
    ],
)
def test_device_in_words(header, device):
    assert device_of(header) == device


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("", 0, "10.0.0.1"),
        ("1.2.3.4", 0, "10.0.0.1"),  # nobody vouches for the header
        ("1.2.3.4", 1, "1.2.3.4"),
        ("6.6.6.6, 1.2.3.4", 1, "1.2.3.4"),  # the client wrote the first itself
        ("1.2.3.4, 10.0.0.2", 2, "1.2.3.4"),
        ("nonsense", 1, None),
    ],
)
def test_address_behind_proxies(forwarded, proxies, address):
    meta = {"REMOTE_ADDR": "10.0.0.1"} | ({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})
    assert address_of(meta, proxies) == address
