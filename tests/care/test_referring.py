"""What is done with a search for a place: each done, refused, on the trail, undone when it fails."""

from uuid import uuid4

import pytest

from ketenwerk.care.facts import Needs
from ketenwerk.care.models import Referral
from ketenwerk.care.referring import actions, queries
from ketenwerk.care.referring.actions import Asking
from ketenwerk.foundation.problems import Conflict, NotFound, Refused
from ketenwerk.organisations.actor import SYSTEM
from tests.care import searches
from tests.care.searches import ask, look
from tests.casework import deeds
from tests.casework.deeds import Deed
from tests.casework.steps import NEEDS, soon

MOMENTS = ("referral.asked", "place-request.made")
DEEDS = {
    "ask": Deed(
        lambda actor, find, at: look(actor, find("service"), at=at),
        *("coordinator", "police", "role.missing"),
        acts=MOMENTS,
    ),
    "ask-further": Deed(
        lambda actor, find, at: actions.ask_further(
            actor, find("referral").request, [find("second")], Asking(NEEDS), at=at
        ),
        *("coordinator", "director", "organisation.other"),
        acts=("referral.asked", "place-request.widened"),
    ),
    "see": Deed(
        lambda actor, find, at: actions.see_search(actor, find("referral").request, at=at),
        *("coordinator", "director", "organisation.other"),
        acts=("place-request.seen",),
        changes=False,
    ),
    "read": Deed(
        lambda actor, find, at: actions.read_referral(actor, find("referral"), at=at),
        *("shelter", "police", "organisation.other"),
        acts=("referral.read",),
        changes=False,
    ),
    "accept": Deed(
        lambda actor, find, at: actions.accept_place(actor, find("referral"), at=at),
        *("shelter", "coordinator", "organisation.other"),
        acts=("referral.accepted",),
    ),
    "refuse": Deed(
        lambda actor, find, at: actions.refuse_place(
            actor, find("referral"), refusal="safety", at=at
        ),
        *("shelter", "coordinator", "organisation.other"),
        acts=("referral.refused", "place-request.exhausted", "need.unmet"),
    ),
    "ask-for-more": Deed(
        lambda actor, find, at: actions.ask_for_more(
            actor, find("referral"), question="Pets?", at=at
        ),
        *("shelter", "coordinator", "organisation.other"),
        acts=("referral.more-asked",),
    ),
    "tell-more": Deed(
        lambda actor, find, at: actions.tell_more(actor, find("asked_back"), addition="No", at=at),
        *("coordinator", "shelter", "organisation.other"),
        acts=("referral.more-told",),
    ),
    "intake": Deed(
        lambda actor, find, at: actions.want_intake(
            actor, find("referral"), on=soon(at, 1), at=at
        ),
        *("shelter", "coordinator", "organisation.other"),
        acts=("referral.intake-first",),
    ),
    "arrive": Deed(
        lambda actor, find, at: actions.confirm_arrival(actor, find("held"), at=at),
        *("shelter", "coordinator", "organisation.other"),
        acts=("referral.arrived",),
    ),
    "confirm": Deed(
        lambda actor, find, at: actions.confirm_handover(actor, find("held"), at=at),
        *("coordinator", "shelter", "organisation.other"),
        acts=("referral.confirmed",),
    ),
    "withdraw": Deed(
        lambda actor, find, at: actions.withdraw_referral(actor, find("referral"), at=at),
        *("coordinator", "shelter", "organisation.other"),
        acts=("referral.withdrawn", "place-request.exhausted", "need.unmet"),
    ),
    "stop": Deed(
        lambda actor, find, at: actions.stop_search(actor, find("referral").request, at=at),
        *("coordinator", "shelter", "organisation.other"),
        acts=("place-request.withdrawn",),
    ),
    "end": Deed(
        lambda actor, find, at: actions.end_stay(actor, find("taken"), at=at),
        *("shelter", "coordinator", "organisation.other"),
        acts=("referral.ended",),
    ),
    "expire": Deed(
        lambda actor, find, at: actions.expire(
            actor, find("referral"), at=searches.later(at, days=2)
        ),
        *("nobody", "shelter", "role.system-only"),
        acts=("referral.expired", "place-request.exhausted", "need.unmet"),
    ),
    "climb": Deed(
        lambda actor, find, at: actions.climb(
            actor, find("referral").request, at=searches.later(at, days=2)
        ),
        *("nobody", "coordinator", "role.system-only"),
        acts=("place-request.climbed",),
    ),
}
BEFORE = {
    "ask": [],
    "ask-further": ["referral", "second"],
    "tell-more": ["asked_back"],
    "arrive": ["held"],
    "confirm": ["held"],
    "end": ["taken"],
}


@pytest.fixture
def nobody():
    """Time itself."""
    return SYSTEM


@pytest.fixture
def second(cast):
    return cast.services["wilg-breed"]


@pytest.fixture
def referral(coordinator, service, noon):
    """Asked without a case: care knows none."""
    return ask(coordinator, service, at=noon)


@pytest.fixture
def asked_back(referral, shelter, noon):
    return actions.ask_for_more(shelter, referral, question="Pets?", at=noon)


@pytest.fixture
def held(referral, shelter, noon):
    return actions.accept_place(shelter, referral, at=noon)


@pytest.fixture
def taken(held, shelter, coordinator, noon):
    actions.confirm_arrival(shelter, held, at=noon)
    return actions.confirm_handover(coordinator, held, at=noon)


@pytest.fixture(params=DEEDS)
def deed(cast, request):
    for name in BEFORE.get(request.param, ["referral"]):
        request.getfixturevalue(name)
    return DEEDS[request.param]


@pytest.fixture
def do(deed, noon, request):
    return lambda actor: deed.do(actor, request.getfixturevalue, noon)


def test_every_deed_is_done_and_on_the_trail(deed, do, request):
    deeds.is_done_and_on_the_trail(deed, request.getfixturevalue(deed.by), do)


def test_a_refusal_changes_nothing_and_is_on_the_trail(deed, do, request):
    actor = request.getfixturevalue(deed.not_by)
    deeds.is_refused_on_the_trail_and_changes_nothing(deed, actor, do)


def test_every_deed_is_undone_when_it_fails(deed, do, request, monkeypatch):
    actor = request.getfixturevalue(deed.by)
    deeds.is_undone_when_it_fails(actor, do, monkeypatch, actions)


def test_what_goes_with_a_request_is_what_is_needed_and_a_sealed_note(
    referral, shelter, coordinator, noon
):
    assert referral.needs == NEEDS.facts()
    for reader in (shelter, coordinator):
        assert actions.read_referral(reader, referral, at=noon)["note"] == "Quiet"


def test_a_question_and_its_answer_are_read_by_both(
    asked_back, shelter, coordinator, noon, django_capture_on_commit_callbacks
):
    actions.tell_more(coordinator, asked_back, addition="None", at=noon)

    for reader in (shelter, coordinator):
        found = queries.referral_by_id(reader, asked_back.id)
        written = actions.read_referral(reader, found, at=noon)
        assert (written["question"], written["addition"]) == ("Pets?", "None")


def test_who_said_no_can_open_the_note_no_more(
    referral, shelter, coordinator, noon, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        actions.refuse_place(shelter, referral, refusal="safety", at=noon)

    found = Referral.objects.get()
    with pytest.raises(Refused, match=r"referral\.over|organisation\.other"):
        actions.read_referral(shelter, found, at=noon)
    assert actions.read_referral(coordinator, found, at=noon)["note"] == "Quiet"


def test_what_was_undone_leaves_everybody_what_they_could_open(
    referral, shelter, noon, monkeypatch, django_capture_on_commit_callbacks
):
    def fail(*_, **__):
        raise OSError("the disk is full")

    with django_capture_on_commit_callbacks(execute=True):
        monkeypatch.setattr(actions.course, "go_on", fail)
        with pytest.raises(OSError, match="disk is full"):
            actions.refuse_place(shelter, referral, refusal="safety", at=noon)

    assert actions.read_referral(shelter, Referral.objects.get(), at=noon)["note"] == "Quiet"


def test_one_reference_has_one_search(coordinator, service, referral, noon):
    with pytest.raises(Conflict, match=r"referral\.already-asked"):
        ask(coordinator, service, reference=referral.reference, at=noon)


def test_a_service_is_asked_once_at_a_time_in_a_search(coordinator, service, referral, noon):
    with pytest.raises(Conflict, match=r"referral\.already-asked"):
        actions.ask_further(coordinator, referral.request, [service], Asking(NEEDS), at=noon)


def test_after_a_no_the_same_service_may_be_asked_again(
    coordinator, shelter, service, referral, noon
):
    actions.refuse_place(shelter, referral, refusal="full", at=noon)
    needs = Needs("23-plus", "woman", children=1)

    search = actions.ask_further(coordinator, referral.request, [service], Asking(needs), at=noon)

    assert search.state == "open"
    assert search.wanted() == needs
    assert list(search.referrals.values_list("state", flat=True).order_by("position")) == [
        "refused",
        "asked",
    ]


def test_only_who_asked_and_who_was_asked_find_a_request(referral, director, shelter, coordinator):
    assert queries.referral_by_id(shelter, referral.id) == referral
    assert queries.referral_by_id(coordinator, referral.id) == referral
    with pytest.raises(NotFound, match=r"referral\.not-found"):
        queries.referral_by_id(director, referral.id)


def test_a_request_waits_with_who_was_asked(referral, shelter, coordinator, noon):
    assert list(queries.waiting_referrals(shelter)) == [referral]
    assert not queries.waiting_referrals(coordinator).exists()

    actions.refuse_place(shelter, referral, refusal="safety", at=noon)

    assert not queries.waiting_referrals(shelter).exists()


def test_who_is_to_arrive_is_expected_until_they_have(held, shelter, coordinator, noon):
    assert list(queries.expected(shelter)) == [held]
    assert not queries.expected(coordinator).exists()

    actions.confirm_arrival(shelter, held, at=noon)

    assert not queries.expected(shelter).exists()


def test_a_full_place_is_not_asked_and_may_stand_in_line(
    service, second, coordinator, inside, noon
):
    with inside():
        type(service).objects.filter(pk=second.pk).update(free=0)
    second.refresh_from_db()

    with pytest.raises(Refused, match=r"place\.full"):
        look(coordinator, second, at=noon)
    search = look(coordinator, service, second, at=noon, reference=uuid4())

    assert [each.state for each in search.referrals.order_by("position")] == ["asked", "in-line"]
