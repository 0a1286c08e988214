"""The cast of the demo, on a key file of its own. Every test starts with these people and nothing else."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import deactivate
from hypothesis import settings as searching

from ketenwerk.accounts.models import User
from ketenwerk.care.models import Service
from ketenwerk.commands.cast import Cast, load_cast, rows
from ketenwerk.foundation.pages import KEPT
from ketenwerk.foundation.records import acting
from ketenwerk.keys import root
from ketenwerk.organisations.actor import ANONYMOUS, Actor
from ketenwerk.organisations.models import Organisation
from ketenwerk.reporting.actions import Answers, Receipt, submit_report
from ketenwerk.reporting.models import Report
from ketenwerk.web.templatetags.web import Kept

searching.register_profile("untimed", deadline=None)  # a busy machine is no mistake of ours
searching.load_profile("untimed")

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
UTRECHT = "GM0344"
TESTS = Path(__file__).parent
LONG = {"journeys", "faults"}
PROGRAMS = {"commands", "faults"}  # start programs, which use the database that is set
STORY = "Invented: someone never leaves the house alone."


def pytest_addoption(parser):
    parser.addoption(
        "--that-keep-something",
        action="store_true",
        help="only tests that use the database, or start a program that does",
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Who asks for the cast asks for both databases. A file stays with one process, unless it says otherwise.

    What takes longest begins first, so that no process waits for another at the end.
    """
    for item in items:
        if "cast" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db(databases=["default", "keys"]))
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.path.name))
    yield
    if config.getoption("--that-keep-something"):
        left_out = [item for item in items if not _keeps_something(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if _keeps_something(item)]
    items.sort(key=lambda item: _folder(item) not in LONG)


def _keeps_something(item: pytest.Item) -> bool:
    asked = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    marked = item.get_closest_marker("django_db") is not None
    return _folder(item) in PROGRAMS or marked or bool(asked)


def _folder(item: pytest.Item) -> str:
    return item.path.relative_to(TESTS).parts[0]


@pytest.fixture(scope="session", autouse=True)
def key_file(tmp_path_factory) -> Path:
    """The root key of this test run, and a folder for static files, both of its own."""
    settings.STATIC_ROOT = tmp_path_factory.mktemp("static")
    settings.KEY_FILE = tmp_path_factory.mktemp("keys") / "root.key"
    root.create(settings.KEY_FILE)
    root.root_key.cache_clear()
    return settings.KEY_FILE


@pytest.fixture(autouse=True)
def no_page_is_kept():
    """Nothing that one test made is given away in another, nor the language it read in."""
    KEPT.clear()
    Kept.made.clear()
    deactivate()


@pytest.fixture
def noon() -> datetime:
    return NOON


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The cast is there before the first test; each test undoes only what it did itself."""
    with django_db_blocker.unblock():
        load_cast(at=NOON)


@pytest.fixture
def cast(db) -> Cast:
    """The people and organisations of the demo."""
    return found_cast() if Organisation.objects.exists() else load_cast(at=NOON)


def found_cast() -> Cast:
    """The cast as it lies in the database. (A test that flushes it leaves the next one to load it again.)"""
    people = {user.email: user for user in User.objects.all()}
    services = {service.name: service for service in Service.objects.all()}
    return Cast(
        organisations={each.code: each for each in Organisation.objects.all()},
        people={row["code"]: people[row["email"]] for row in rows("people")},
        services={row["code"]: services[row["name"]] for row in rows("services")},
    )


@pytest.fixture
def intake(cast) -> Actor:
    return cast.actor("ina-inkijk", on=NOON.date())


@pytest.fixture
def director(cast) -> Actor:
    return cast.actor("kees-ketting", on=NOON.date())


@pytest.fixture
def coordinator(cast) -> Actor:
    return cast.actor("zora-zorgzaam", on=NOON.date())


@pytest.fixture
def police(cast) -> Actor:
    return cast.actor("pim-politie", on=NOON.date())


@pytest.fixture
def shelter(cast) -> Actor:
    return cast.actor("linda-linde", on=NOON.date())


@pytest.fixture
def stranger(cast) -> Actor:
    """Intake and chain director, of another region."""
    return cast.actor("wessel-wad", on=NOON.date())


@pytest.fixture
def national(cast) -> Actor:
    return cast.actor("lara-landelijk", on=NOON.date())


@pytest.fixture
def receipt(cast) -> Receipt:
    """An anonymous report from Utrecht, just sent."""
    return send_report()


@pytest.fixture
def report(receipt) -> Report:
    return Report.objects.get()


@pytest.fixture
def inside():
    """The door that only actions open, for what a test needs to arrange."""
    return acting


def send_report(**answers: str) -> Receipt:
    given = {"reporter": "bystander", "story": STORY, "municipality": UTRECHT} | answers
    return submit_report(ANONYMOUS, Answers(**given), nonce="n" * 32, at=NOON)
