"""A person who can sign in: an address, a name, and nothing about what the person may do."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from ketenwerk.foundation.records import Privacy


def plain_email(email: str) -> str:
    """The one way an address is written: without spaces around it, in lower case."""
    return email.strip().lower()


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str, password: str | None = None) -> "User":
        """Make an account. Without a password, only the organisation or a link opens it.

        Raises `django.core.exceptions.ValidationError` for an address or a name that cannot be
        right, and for an address that already has an account.
        """
        user = self.model(email=plain_email(email), name=name.strip())
        user.set_password(password)
        user.full_clean()
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=plain_email(username or ""))


class User(AbstractBaseUser):
    """Not a Record: signing in itself writes here, before there is an actor who could act."""

    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "email": Privacy.PERSONAL,
        "name": Privacy.PERSONAL,
        "password": Privacy.PERSONAL,
        "last_login": Privacy.PERSONAL,
        "is_active": Privacy.INTERNAL,
        "created_on": Privacy.INTERNAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    created_on = models.DateField(default=timezone.localdate, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="user_email_is_in_lower_case",
                condition=models.Q(email=Lower("email")),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.email = plain_email(self.email)

    def save(self, *args: Any, **options: Any) -> None:
        self.email = plain_email(self.email)
        super().save(*args, **options)


def display_name(user: User) -> str:
    """How a person is named on pages and on the screen of a passkey."""
    return user.name
