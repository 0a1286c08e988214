import pytest
from django.test import Client

from ketenwerk.accounts.models import User

PASSWORD = "een lange zin om mee binnen te komen"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def anna(db) -> User:
    return User.objects.create_user("anna@voorbeeld.example", "Anna Verzonnen", PASSWORD)


@pytest.fixture
def bram(db) -> User:
    return User.objects.create_user("bram@voorbeeld.example", "Bram Verzonnen", PASSWORD)


@pytest.fixture
def as_anna(anna) -> Client:
    """A browser in which Anna has just signed in with her password."""
    client = Client()
    answer = client.post("/en/account/login/", {"login": anna.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client


@pytest.fixture
def confirmed(as_anna) -> Client:
    """The same, after Anna has shown once more who she is."""
    as_anna.post("/en/account/confirm/", {"password": PASSWORD})
    return as_anna
