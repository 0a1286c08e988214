import pytest

from ketenwerk.audit import trail
from ketenwerk.audit.queries import entries_about, subject_of
from ketenwerk.audit.trail import action, allow, record
from ketenwerk.foundation.decision import YES
from tests.audit.conftest import NOON

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@action
def touch(actor, town, *, act, at):
    allow(YES)
    record(act, town)


def test_what_was_done_with_a_record_is_told_the_newest_first(somebody, town):
    for act in ("town.opened", "town.read", "town.closed"):
        touch(somebody, town, act=act, at=NOON)

    found = entries_about(town, acts={"town.opened", "town.closed"})
    assert [entry.act for entry in found] == ["town.closed", "town.opened"]


def test_refusals_are_not_told(somebody, town):
    subject = subject_of(town)
    trail.refused(somebody, "town.opened", why="role.missing", at=NOON, subject=subject)

    assert not entries_about(town, acts={"town.opened"}).exists()


def test_of_no_record_nothing_is_told(somebody, town):
    touch(somebody, town, act="town.opened", at=NOON)

    assert not entries_about(acts={"town.opened"}).exists()
