"""The invented people, and what they lived through."""

import hashlib
from collections import Counter
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.conf import settings as configured
from django.db import transaction
from django.db.models import Count, F, Max, Q
from django.urls import reverse
from django.utils import timezone

from ketenwerk.accounts.models import User
from ketenwerk.audit import chain
from ketenwerk.audit.models import AuditBatch, AuditEntry
from ketenwerk.care.models import Referral, ReferralState, Service
from ketenwerk.casework.models import Case, State, Task, Track
from ketenwerk.commands import crowd
from ketenwerk.commands.cast import load_cast, rows
from ketenwerk.country.data import country
from ketenwerk.foundation.problems import Refused
from ketenwerk.keys import envelope
from ketenwerk.organisations.actor import ANONYMOUS, SYSTEM, Role
from ketenwerk.organisations.models import Coverage, Membership, Organisation
from ketenwerk.organisations.queries import people_to_try
from ketenwerk.reporting.handling.models import Handover, Note, Verdict
from ketenwerk.reporting.models import Report, ReportState
from ketenwerk.reporting.receipt import Stretched
from ketenwerk.signals.models import Signal, SignalState
from tests.conftest import found_cast

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

TODAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timezone.localdate(TODAY)
INVENTED = "(verzonnen)"
FEW = tuple((ending, 1, earliest, latest) for ending, _, earliest, latest in crowd.ENDINGS)


def quickly_stretched(code):
    """Argon2 has tests of its own, and takes its time on purpose."""
    locator = hashlib.sha256(code.encode()).hexdigest()
    return Stretched(locator, envelope.derive(code.encode(), "mailbox"))


class Undone(Exception):
    pass


@contextmanager
def undone():
    """Whatever is made inside is gone afterwards."""
    with suppress(Undone), transaction.atomic("default"), transaction.atomic("keys"):
        yield
        raise Undone


def people():
    """The cast, which lies in the database before the first test, unless a test has flushed it."""
    return found_cast() if Organisation.objects.exists() else load_cast(at=TODAY)


@pytest.fixture(scope="module")
def database(django_db_setup, django_db_blocker, key_file):
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("ketenwerk.reporting.actions.stretch", quickly_stretched)
        yield patch


@pytest.fixture(scope="module")
def short_stories(database):
    """The counts of three short stories: the same one twice, and another."""
    found = []
    for seed in (1, 1, 2):
        with undone(), pytest.MonkeyPatch.context() as patch:
            patch.setattr(crowd, "ENDINGS", FEW)
            found.append(crowd.load_crowd(people(), today=TODAY, seed=seed))
    return found


@pytest.fixture(scope="module")
def counts(short_stories):
    """The whole crowd stands in the database for the tests of this file."""
    with undone():
        yield crowd.load_crowd(people(), today=TODAY)


@pytest.fixture(autouse=True)
def _in_the_crowd(counts):
    pass


def test_there_are_as_many_as_a_first_look_needs(counts):
    regions = {region for region, *_ in counts.reports} & set(_care_regions())

    assert len(regions) >= 6
    assert Organisation.objects.count() >= 30
    assert User.objects.count() >= 40
    assert Service.objects.count() >= 25
    assert counts.totals["reports"] + counts.totals["signals"] >= 300
    assert counts.totals["cases"] >= 120


def test_the_same_seed_tells_the_same_story(short_stories):
    once, again, another = short_stories

    assert once == again
    assert once != another


def test_every_role_and_every_kind_of_organisation_is_there():
    assert set(Membership.objects.values_list("role", flat=True)) == set(Role)
    assert set(Organisation.objects.values_list("kind", flat=True)) == set(
        country().organisation_kinds
    )


@pytest.mark.parametrize(
    "role", [Role.INTAKE, Role.CHAIN_DIRECTOR, Role.CARE_COORDINATOR, Role.PLACEMENT_OFFICER]
)
def test_every_region_in_use_has_its_own(role):
    for region in _directed_regions():
        own = Membership.objects.filter(role=role, organisation__coverages__region=region)
        assert own.exists(), region


def test_every_region_in_use_has_police_who_work_on_cases():
    for region in _directed_regions():
        police = Q(organisation__kind="police", organisation__coverages__region=region)
        assert Membership.objects.filter(police, role=Role.CASE_WORKER).exists(), region


def test_every_region_in_use_has_one_organisation_that_receives_reports():
    for region in _directed_regions():
        receiving = Organisation.objects.filter(receives_reports=True, coverages__region=region)
        assert receiving.count() == 1, region


def test_every_name_says_that_it_is_invented():
    names = [*Organisation.objects.values_list("name", flat=True)]
    names += Service.objects.values_list("name", flat=True)

    assert [name for name in names if not name.endswith(INVENTED)] == []
    assert [
        user.email for user in User.objects.all() if not user.email.endswith("@example.org")
    ] == []


def test_nobody_works_for_two_organisations():
    people = User.objects.annotate(employers=Count("memberships__organisation", distinct=True))

    assert set(people.values_list("employers", flat=True)) == {1}


@pytest.mark.parametrize(
    ("field", "vocabulary"),
    [("age_groups", "age-group"), ("sexes", "shelter-sex")],
)
def test_places_are_described_with_words_of_the_country(field, vocabulary):
    known = {code for code, _ in country().choices(vocabulary, "nl")}
    used = {code for row in rows("services") for code in _listed(row[field])}

    assert used <= known


def test_places_are_of_kinds_of_the_country():
    assert {row["kind"] for row in rows("services")} <= set(country().service_kinds)


def test_every_region_named_exists():
    named = set(Coverage.objects.values_list("region", flat=True))
    named |= set(Service.objects.values_list("region", flat=True))

    assert named <= set(country().regions)


def test_reports_are_told_over_every_form_that_is_known_and_by_every_kind_of_reporter():
    assert set(Report.objects.values_list("form", flat=True)) == {
        code for code, _ in country().form_choices("nl")
    }
    assert set(Report.objects.values_list("reporter", flat=True)) == {
        code for code, _ in country().choices("reporter-kind", "nl")
    }


def test_no_form_is_told_before_it_was_known():
    for form, day in Report.objects.values_list("form", "received_on"):
        assert country().forms[form].valid_from <= day


def test_reports_come_from_many_municipalities_and_a_few_from_nowhere():
    places = Counter(Report.objects.values_list("municipality", flat=True))

    assert len(places) > 30
    assert places[""] == 3


def test_reports_wait_on_time_and_late():
    new = Report.objects.filter(state=ReportState.NEW)

    assert new.filter(look_by__gte=DAY).count() >= 5
    assert new.filter(look_by__lt=DAY).count() >= 3
    assert set(Report.objects.values_list("state", flat=True)) == set(ReportState.values)


def test_signals_wait_on_time_and_late_and_every_decision_was_taken():
    waiting = Signal.objects.filter(state=SignalState.OPEN)
    taken = Signal.objects.exclude(decision="").values_list("decision", flat=True)

    assert waiting.filter(decide_by__gte=DAY).count() >= 3
    assert waiting.filter(decide_by__lt=DAY).count() >= 3
    assert set(taken) == {code for code, _ in country().choices("signal-decision", "nl")}


def test_cases_are_in_every_stage():
    assert Case.objects.filter(state=State.CLOSED).count() >= 20
    assert Case.objects.filter(state=State.OPEN).count() >= 20
    assert Case.objects.filter(state=State.OPEN, tracks__state=State.CLOSED).exists()
    assert set(Track.objects.values_list("kind", "state")) == {
        (kind, state)
        for kind, _ in country().choices("track-kind", "nl")
        for state in State.values
    }
    assert set(Referral.objects.values_list("state", flat=True)) >= {
        ReferralState.ASKED,
        ReferralState.REFUSED,
        ReferralState.ACCEPTED,
        ReferralState.ENDED,
    }


def test_tasks_are_done_open_and_late():
    waiting = Task.objects.filter(done_at=None)

    assert Task.objects.exclude(done_at=None).exists()
    assert waiting.filter(due_on__gte=DAY).exists()
    assert waiting.filter(due_on__lt=DAY).exists()


def test_every_open_track_has_somebody_and_a_next_step_with_a_day():
    for track in Track.objects.filter(state=State.OPEN).select_related("responsible"):
        assert track.responsible.memberships.exists()
        assert track.next_step in dict(country().choices("next-step", "nl"))
        assert track.next_step_on is not None
        assert track.next_step_on <= country().due_on("track-next-step", DAY)


def test_a_few_tracks_are_late_and_most_are_not():
    tracks = Track.objects.filter(state=State.OPEN)
    late = tracks.filter(next_step_on__lt=DAY).count()

    assert 3 <= late <= tracks.count() / 3


def test_no_shelter_houses_more_people_than_it_has_places():
    stays = Count("referrals", filter=Q(referrals__state=ReferralState.ACCEPTED))

    assert (
        Service.objects.annotate(stays=stays).filter(stays__gt=F("places") - F("free")).count()
        == 0
    )
    assert Service.objects.get(name__startswith="De Linde, vrouwen").free == 1


@pytest.mark.parametrize("state", [ReferralState.ASKED, ReferralState.HELD])
def test_in_every_region_somebody_waits_for_a_place_at_this_moment(state):
    directed = Membership.objects.filter(role=Role.CHAIN_DIRECTOR).values_list("region", flat=True)
    regions = Referral.objects.filter(state=state).values_list("request__region", flat=True)

    assert set(directed) <= set(regions)


def test_the_trail_is_whole_and_closed_to_its_last_entry():
    closed = [entry for batch in AuditBatch.objects.all() for entry in batch.entries]

    assert list(chain.verify(at=TODAY)) == []
    assert sorted(closed) == sorted(AuditEntry.objects.values_list("id", flat=True))
    assert AuditBatch.objects.count() > 20


def test_nothing_happened_after_today():
    assert AuditEntry.objects.aggregate(last=Max("at"))["last"] == TODAY
    assert Case.objects.filter(Q(opened_at__gt=TODAY) | Q(closed_at__gt=TODAY)).count() == 0


@pytest.mark.parametrize(
    ("actor", "trying_out", "answer"),
    [
        (SYSTEM, True, ""),
        (SYSTEM, False, "demo.off"),
        (ANONYMOUS, True, "role.system-only"),
    ],
)
def test_invented_people_live_only_where_nothing_is_real(settings, actor, trying_out, answer):
    settings.ENVIRONMENT = SimpleNamespace(trying_out=trying_out)

    assert crowd.may_invent(actor).reason == answer


def test_a_real_installation_stays_empty_of_them(settings, counts):
    settings.ENVIRONMENT = SimpleNamespace(trying_out=False)

    with pytest.raises(Refused, match=r"demo\.off"):
        crowd.load_crowd(crowd.Cast(), today=TODAY)
    assert crowd.counts() == counts


@pytest.mark.parametrize("role", list(Role))
def test_everybody_can_open_the_page_of_their_work(client, role):
    person = people_to_try(on=DAY).filter(role=role)[0].user
    client.force_login(person, backend=configured.AUTHENTICATION_BACKENDS[0])

    assert client.get(reverse("web:work")).status_code == 200


def _care_regions():
    return [region.code for region in country().regions_of_kind("care")]


def _directed_regions():
    directed = Membership.objects.filter(role=Role.CHAIN_DIRECTOR)
    found = set(directed.values_list("region", flat=True))
    assert len(found) >= 6
    return found


def _listed(value):
    return value if isinstance(value, list) else [value]


def test_reports_are_handled_in_every_way():
    offers = set(Handover.objects.values_list("state", flat=True))
    reasons = set(Report.objects.values_list("closed_as", flat=True))
    helped = set(Verdict.objects.values_list("helped", flat=True))

    assert offers == {"asked", "accepted", "refused"}
    assert reasons == {"", "no-leads", "elsewhere", "empty", "asked"}
    assert helped <= {code for code, _ in country().choices("helped", "nl")}
    assert helped
    assert Report.objects.exclude(reopened_on=None).filter(state=ReportState.NEW).exists()
    assert Report.objects.exclude(moved_on=None).exists()
    assert Report.objects.filter(state=ReportState.TAKEN, look_by__lt=DAY).exists()
    assert Report.objects.exclude(bundle=None).count() == 3
    assert Note.objects.exists()
    assert Report.objects.values("language").distinct().count() > 3
