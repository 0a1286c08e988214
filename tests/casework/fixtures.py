"""The first steps of the chain, as fixtures of three houses."""

import pytest

from tests.casework import steps


@pytest.fixture
def desk(cast):
    """`desk("ina-inkijk")` is that person at work."""
    return lambda person: steps.desk_of(cast, person)


@pytest.fixture
def signal(report, intake, noon):
    return steps.raised(intake, report, at=noon)


@pytest.fixture
def case(signal, director, cast, noon):
    return steps.opened(director, signal, cast, at=noon)


@pytest.fixture
def care(case):
    return case.tracks.get(kind="care")


@pytest.fixture
def criminal(case):
    return case.tracks.get(kind="criminal")


@pytest.fixture
def service(cast):
    """One place is free here."""
    return cast.services["linde-vrouwen"]


@pytest.fixture
def referral(coordinator, case, service, noon):
    [found] = steps.asked(coordinator, case, service, at=noon)
    return found


@pytest.fixture
def stay(referral, shelter, coordinator, noon):
    """Whom the request was for has been taken in."""
    steps.taken_in(referral, shelter, coordinator, at=noon)
    referral.refresh_from_db()
    return referral
