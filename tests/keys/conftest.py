"""Two organisations that hold a signal, one that does not, and the signal."""

import itertools
from datetime import UTC, date, datetime

import pytest

from ketenwerk.foundation.records import acting
from ketenwerk.organisations.models import Organisation
from ketenwerk.signals.models import Signal

SUMMARY = "Invented: she may not go out alone."
_numbers = itertools.count(1)


@pytest.fixture
def organisation(db):
    """Makes one; the code is a number."""

    def make() -> Organisation:
        number = next(_numbers)
        with acting():
            return Organisation.objects.create(
                code=f"org-{number}", name=f"Organisation {number}", kind="ngo"
            )

    return make


@pytest.fixture
def owner(organisation) -> Organisation:
    return organisation()


@pytest.fixture
def director(organisation) -> Organisation:
    return organisation()


@pytest.fixture
def outsider(organisation) -> Organisation:
    return organisation()


@pytest.fixture
def new_signal(owner, director):
    """A signal that is not saved yet."""

    def make(summary: str = SUMMARY) -> Signal:
        return Signal(
            label=f"S-{next(_numbers)}",
            region="here",
            owner=owner,
            owner_user="somebody",
            director=director,
            form="UNK",
            urgency="days",
            summary=summary,
            raised_at=datetime(2026, 11, 23, 12, tzinfo=UTC),
            decide_by=date(2026, 12, 1),
        )

    return make


@pytest.fixture
def signal(new_signal, owner) -> Signal:
    """Kept, and read afresh from the database."""
    made = new_signal()
    with acting(str(owner.pk)):
        made.save()
    return Signal.objects.get(pk=made.pk)


@pytest.fixture
def by():
    """Acting for an organisation."""
    return lambda organisation: acting(str(organisation.pk))
