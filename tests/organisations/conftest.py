"""Two organisations and somebody who may work for either."""

from datetime import date

import pytest

from ketenwerk.accounts.models import User
from ketenwerk.care.models import HelpPoint, Service
from ketenwerk.foundation.records import acting
from ketenwerk.organisations.models import Coverage, Membership, Organisation

HERE, THERE, COUNTRY = "care-utrecht", "care-groningen", "nl"
START = date(2026, 1, 1)


def forget_the_cast() -> None:
    """These tests make their own organisations, and want to see no others."""
    with acting():
        for model in (HelpPoint, Service, Membership, Coverage, User, Organisation):
            model.objects.all().delete()


@pytest.fixture(autouse=True)
def nobody_else(request) -> None:
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        forget_the_cast()


@pytest.fixture
def found(db):
    """Makes an organisation that works for some regions."""

    def make(code: str, *regions: str, **options: object) -> Organisation:
        with acting():
            made = Organisation.objects.create(code=code, name=code.title(), kind="ngo", **options)
            Coverage.objects.bulk_create(
                Coverage(organisation=made, region=region) for region in regions
            )
        return made

    return make


@pytest.fixture
def person(db) -> User:
    return User.objects.create_user("anna.voorbeeld@example.org", "Anna Voorbeeld")


@pytest.fixture
def join(person):
    """Lets the person work for an organisation."""

    def make(
        organisation: Organisation, role: str, region: str = "", **period: date
    ) -> Membership:
        dates = {"starts_on": START} | period
        with acting():
            return Membership.objects.create(
                user=person, organisation=organisation, role=role, region=region, **dates
            )

    return make
