"""Whatever people do and in whatever order: nobody falls between two stools, and no place is given twice."""

import os
from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Count
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from ketenwerk.care import actions as care_actions
from ketenwerk.care.models import Referral, Service
from ketenwerk.casework import actions
from ketenwerk.casework.models import Case, Track
from ketenwerk.foundation.problems import Conflict, Refused
from ketenwerk.reporting.models import Report
from ketenwerk.signals.actions import raise_signal
from ketenwerk.signals.models import Signal
from tests.casework.steps import NEEDS, opened, soon
from tests.conftest import NOON, send_report

LONG = os.environ.get("KETENWERK_FAULTS") == "long"
SIZES = settings(
    max_examples=300 if LONG else 20,
    stateful_step_count=60 if LONG else 25,
    derandomize=not LONG,  # the suite says the same every time; the long run looks further
    suppress_health_check=list(HealthCheck),
    database=None,
)
PEOPLE = ("intake", "director", "coordinator", "police", "shelter", "second", "stranger")
WHO = st.sampled_from([""] * len(PEOPLE) + list(PEOPLE))  # nobody named: whoever should do it
NUMBER = st.integers(0, 9)
MOST_CASES = 3
THEN = ("", "accept", "close", "accept and close")  # so that long stories are told often enough
PLACES = ("linde-vrouwen", "wilg-breed")
OUTCOMES = {"care": "declined", "criminal": "no-leads"}


class Chain(RuleBasedStateMachine):
    """Anybody tries anything with anything. Each step is done or refused, and then all must hold."""

    cast = None
    actors: dict = {}

    @initialize()
    def begin(self):
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.keys = transaction.atomic(using="keys")
        self.keys.__enter__()
        self.reports = 0
        self.places = dict(Service.objects.values_list("pk", "free"))
        self.holders: dict = {}
        self.people = {actor.organisation_id: name for name, actor in self.actors.items()}
        self.cases: list[Case] = []
        self.tracks: list[Track] = []
        self.requests: list[Referral] = []
        self.open_case("director")

    def teardown(self):
        for atomic, using in ((self.keys, "keys"), (self.undo, "default")):
            transaction.set_rollback(True, using=using)
            atomic.__exit__(None, None, None)

    # ---- what people try ----

    @rule(who=WHO)
    def open_case(self, who):
        if len(self.cases) == MOST_CASES:
            return
        signal = self._signal()
        try:
            case = opened(self.actors[who or "director"], signal, self.cast, at=NOON)
        except Refused:
            return
        self.cases.append(case)
        self.tracks.extend(case.tracks.order_by("kind"))

    @rule(who=WHO, which=NUMBER, days=st.integers(-1, 15))
    def set_next_step(self, who, which, days):
        for track in _one_of(self.tracks, which):
            on = soon(NOON, days)
            self._try(
                actions.set_next_step, who or self._has(track), track, next_step="evaluate", on=on
            )

    @rule(who=WHO, which=NUMBER, where=st.sampled_from(PLACES), then=st.sampled_from(THEN))
    def ask(self, who, which, where, then):
        service = Service.objects.get(pk=self.cast.services[where].pk)
        for any_track in _one_of(self.tracks, which):
            track = any_track if who else any_track.case.tracks.get(kind="care")
            act, by = actions.ask_for_place, who or "coordinator"
            found = self._try(act, by, track, service, needs=NEEDS, note="")
            self.requests.extend([found] if found else [])
            if found and "accept" in then:
                self._accept(self._asked(found), found)
            if found and "close" in then:
                self._try(actions.close_track, self._has(track), track, outcome="declined")

    @rule(who=WHO, which=NUMBER)
    def accept(self, who, which):
        for referral in _one_of(self.requests, which):
            self._accept(who or self._asked(referral), referral)

    @rule(who=WHO, which=NUMBER)
    def refuse(self, who, which):
        for referral in _one_of(self.requests, which):
            self._try(
                actions.refuse_place, who or self._asked(referral), referral, refusal="safety"
            )

    @rule(who=WHO, which=NUMBER)
    def withdraw(self, who, which):
        for referral in _one_of(self.requests, which):
            self._try(care_actions.withdraw_referral, who or "coordinator", referral)

    @rule(who=WHO, which=NUMBER, sure=st.integers(0, 4))
    def close_track(self, who, which, sure):
        for track in _one_of(self.tracks, which) if sure == 4 else ():  # or nothing lives long
            self._try(
                actions.close_track, who or self._has(track), track, outcome=OUTCOMES[track.kind]
            )

    @rule(who=WHO, which=NUMBER)
    def close_case(self, who, which):
        for case in _one_of(self.cases, which):
            self._try(actions.close_case, who or "director", case)

    # ---- what must hold after every step ----

    @invariant()
    def an_open_track_has_one_responsible_organisation_and_one_next_step_with_a_day(self):
        for track in Track.objects.filter(state="open"):
            assert track.responsible_id
            assert track.next_step
            assert track.next_step_on
            assert track.next_step_on <= NOON.date() + timedelta(days=14)

    @invariant()
    def responsibility_is_where_the_plan_or_the_last_acceptance_put_it(self):
        for track in Track.objects.all():
            first = "zorgkompas" if track.kind == "care" else "politie-middenland"
            expected = self.holders.get(track.pk, self.cast.organisations[first].pk)
            assert track.responsible_id == expected

    @invariant()
    def every_place_is_free_or_taken_by_one_accepted_request(self):
        accepted = Referral.objects.filter(state="accepted").values_list("service", flat=True)
        taken = Counter(accepted)
        for service in Service.objects.all():
            assert 0 <= service.free <= service.places
            assert service.free + taken[service.pk] == self.places[service.pk]

    @invariant()
    def a_track_has_at_most_one_live_request(self):
        live = Referral.objects.filter(state__in=["asked", "accepted"]).values_list("reference")
        tracks = Track.objects.filter(placements__in=[each for (each,) in live])
        assert not tracks.annotate(requests=Count("placements")).filter(requests__gt=1).exists()

    @invariant()
    def a_closed_case_has_no_open_track(self):
        assert not Track.objects.filter(case__state="closed", state="open").exists()

    @invariant()
    def nobody_stays_on_a_track_that_is_closed(self):
        closed = Track.objects.filter(state="closed").values("placements")
        assert not Referral.objects.filter(
            reference__in=closed, state__in=["asked", "accepted"]
        ).exists()

    def _try(self, act, who, thing, *more, **facts):
        """Done, or refused for a reason we can explain; nothing else."""
        try:
            return act(self.actors[who], thing, *more, **facts, at=NOON)
        except (Refused, Conflict):
            return None

    def _accept(self, who, referral) -> None:
        taken = self._try(actions.accept_place, who, referral)
        if taken:
            self.holders[taken.pk] = referral.receiver_id

    def _has(self, track) -> str:
        """Somebody of the organisation that is responsible now."""
        return self.people[Track.objects.get(pk=track.pk).responsible_id]

    def _asked(self, referral) -> str:
        return self.people[referral.receiver_id]

    def _signal(self) -> Signal:
        """A signal without a case, raised when there is none."""
        waiting = Signal.objects.filter(state="open").first()
        if waiting:
            return waiting
        self.reports += 1
        send_report(story=f"Invented {self.reports}")
        report = Report.objects.get(state="new")
        return raise_signal(self.actors["intake"], report, at=NOON)


def _one_of(found, which):
    """One of what there is, as it was when it was made; nothing while there is nothing."""
    return [found[which % len(found)]] if found else []


@pytest.fixture
def everybody(cast, intake, director, coordinator, police, shelter, stranger, noon):
    second = cast.actor("wilma-wilg", on=noon.date())
    found = (intake, director, coordinator, police, shelter, second, stranger)
    return dict(zip(PEOPLE, found, strict=True))


def test_whatever_people_do_nobody_falls_between_two_stools(cast, everybody):
    class OurChain(Chain):
        pass

    OurChain.cast, OurChain.actors = cast, everybody
    run_state_machine_as_test(OurChain, settings=SIZES)
