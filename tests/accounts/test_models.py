import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ketenwerk.accounts.models import User
from ketenwerk.foundation.records import Privacy

pytestmark = pytest.mark.django_db


def test_an_address_has_one_account_whatever_its_capitals():
    User.objects.create_user("Anna@Voorbeeld.example ", "Anna")

    assert User.objects.filter(email="anna@voorbeeld.example").exists()
    with pytest.raises(ValidationError):
        User.objects.create_user("ANNA@voorbeeld.example", "Another Anna")


def test_the_database_itself_refuses_capitals():
    user = User.objects.create_user("anna@voorbeeld.example", "Anna")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=user.pk).update(email="Anna@voorbeeld.example")


@pytest.mark.parametrize(
    ("email", "name"),
    [("", "Anna"), ("anna", "Anna"), ("anna@voorbeeld.example", ""), ("a@b.example", " ")],
)
def test_an_account_needs_an_address_and_a_name(email, name):
    with pytest.raises(ValidationError):
        User.objects.create_user(email, name)


def test_without_a_password_no_password_fits():
    user = User.objects.create_user("anna@voorbeeld.example", "Anna")

    assert not user.has_usable_password()
    assert not user.check_password("")


def test_every_field_is_classified():
    assert set(User.privacy) == {field.name for field in User._meta.concrete_fields}
    assert all(isinstance(kind, Privacy) for kind in User.privacy.values())


def test_nobody_is_staff_and_nobody_has_permissions():
    names = {field.name for field in User._meta.get_fields()}

    assert not names & {"is_staff", "is_superuser", "groups", "user_permissions"}
