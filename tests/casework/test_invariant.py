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

from ketenwerk.care.models import LIVE_REQUESTS, PlaceRequest, Referral, Service
from ketenwerk.care.referring.actions import Asking
from ketenwerk.casework import actions
from ketenwerk.casework.models import Case, Track
from ketenwerk.casework.placing import actions as placing
from ketenwerk.casework.placing import clock
from ketenwerk.foundation.problems import Conflict, Refused
from ketenwerk.organisations.actor import SYSTEM
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
MOST_AHEAD = 14  # days of a next step
THEN = ("", "accept", "take in", "close", "take in and close")  # so that long stories are told
PLACES = ("linde-vrouwen", "wilg-breed", "linde-vrouwen wilg-breed")
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
        self.people = {actor.organisation_id: name for name, actor in type(self).actors.items()}
        self.cases: list[Case] = []
        self.tracks: list[Track] = []
        self.requests: list[Referral] = []
        self.at = NOON
        self.climbed: dict = {}
        self.actors = {**type(self).actors, "": SYSTEM}
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
            case = opened(self.actors[who or "director"], signal, self.cast, at=self.at)
        except Refused:
            return
        self.cases.append(case)
        self.tracks.extend(case.tracks.order_by("kind"))

    @rule(who=WHO, which=NUMBER, days=st.integers(-1, 15))
    def set_next_step(self, who, which, days):
        for track in _one_of(self.tracks, which):
            on = soon(self.at, days)
            self._try(
                actions.set_next_step, who or self._has(track), track, next_step="evaluate", on=on
            )

    @rule(
        who=WHO,
        which=NUMBER,
        where=st.sampled_from(PLACES),
        at_once=st.integers(1, 2),
        then=st.sampled_from(THEN),
    )
    def ask(self, who, which, where, at_once, then):
        services = [Service.objects.get(pk=self.cast.services[code].pk) for code in where.split()]
        for any_track in _one_of(self.tracks, which):
            track = any_track if who else any_track.case.tracks.get(kind="care")
            act, by, asking = (
                placing.ask_for_places,
                who or "coordinator",
                Asking(NEEDS, "", at_once),
            )
            found = self._try(act, by, track, services, asking)
            if found is None:
                continue
            asked = list(found.referrals.order_by("position"))
            self.requests.extend(each for each in asked if each not in self.requests)
            if then:
                self._go_on(track, found.referrals.filter(state="asked").first(), then)

    def _go_on(self, track, referral, then):
        if "accept" in then or "take in" in then:
            self._try(placing.accept_place, self._asked(referral), referral)
        if "take in" in then:
            self._confirm(placing.confirm_arrival, self._asked(referral), referral)
            self._confirm(placing.confirm_handover, "coordinator", referral)
        if "close" in then:
            self._try(actions.close_track, self._has(track), track, outcome="declined")

    @rule(who=WHO, which=NUMBER)
    def accept(self, who, which):
        for referral in _one_of(self.requests, which):
            self._try(placing.accept_place, who or self._asked(referral), referral)

    @rule(who=WHO, which=NUMBER)
    def refuse(self, who, which):
        for referral in _one_of(self.requests, which):
            self._try(
                placing.refuse_place, who or self._asked(referral), referral, refusal="safety"
            )

    @rule(who=WHO, which=NUMBER)
    def ask_for_more(self, who, which):
        for referral in _one_of(self.requests, which):
            self._try(placing.ask_for_more, who or self._asked(referral), referral, question="?")

    @rule(who=WHO, which=NUMBER)
    def tell_more(self, who, which):
        for referral in _one_of(self.requests, which):
            self._try(placing.tell_more, who or "coordinator", referral, addition="!")

    @rule(who=WHO, which=NUMBER, days=st.integers(-1, 4))
    def want_intake(self, who, which, days):
        for referral in _one_of(self.requests, which):
            on = soon(self.at, days)
            self._try(placing.want_intake, who or self._asked(referral), referral, on=on)

    @rule(who=WHO, which=NUMBER)
    def arrive(self, who, which):
        for referral in _one_of(self.requests, which):
            self._confirm(placing.confirm_arrival, who or self._asked(referral), referral)

    @rule(who=WHO, which=NUMBER)
    def confirm(self, who, which):
        for referral in _one_of(self.requests, which):
            self._confirm(placing.confirm_handover, who or "coordinator", referral)

    @rule(who=WHO, which=NUMBER, why=st.sampled_from(("sender", "person-declined")))
    def withdraw(self, who, which, why):
        for referral in _one_of(self.requests, which):
            self._try(placing.withdraw_referral, who or "coordinator", referral, why=why)

    @rule(who=WHO, which=NUMBER)
    def stop(self, who, which):
        for track in _one_of(self.tracks, which):
            self._try(placing.stop_search, who or "coordinator", track)

    @rule(hours=st.sampled_from((0, 1, 7, 30, 80)))
    def time_passes(self, hours):
        self.at += timedelta(hours=hours)
        self.climbed = dict(PlaceRequest.objects.values_list("pk", "level"))
        clock.run(at=self.at)
        assert clock.run(at=self.at) == clock.Done()

    @rule(which=NUMBER)
    def nobody_hurries_time(self, which):
        """What is due is done by time alone, and not before it is due."""
        for referral in _one_of(self.requests, which):
            self._try(placing.out_of_time, "", referral)

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
            assert track.next_step_on <= self.at.date() + timedelta(days=MOST_AHEAD)

    @invariant()
    def responsibility_is_where_the_plan_or_the_last_handover_put_it(self):
        for track in Track.objects.all():
            first = "zorgkompas" if track.kind == "care" else "politie-middenland"
            expected = self.holders.get(track.pk, self.cast.organisations[first].pk)
            assert track.responsible_id == expected

    @invariant()
    def every_place_is_free_or_taken_by_one_request(self):
        taken = Counter(
            Referral.objects.filter(state__in=["held", "accepted"]).values_list(
                "service", flat=True
            )
        )
        for service in Service.objects.all():
            assert 0 <= service.free <= service.places
            assert service.free + taken[service.pk] == self.places[service.pk]

    @invariant()
    def a_track_has_at_most_one_live_search(self):
        live = PlaceRequest.objects.filter(state__in=LIVE_REQUESTS).values_list("reference")
        tracks = Track.objects.filter(placements__in=[each for (each,) in live])
        assert not tracks.annotate(requests=Count("placements")).filter(requests__gt=1).exists()

    @invariant()
    def a_search_is_what_was_asked_in_it(self):
        """Open: somebody has to answer. Placed: one place is taken. Otherwise nobody waits at all."""
        for search in PlaceRequest.objects.all():
            states = Counter(search.referrals.values_list("state", flat=True))
            waits = states["asked"] + states["more-information"] + states["intake-first"]
            takes = states["held"] + states["accepted"]
            assert (waits > 0) is (search.state == "open")
            assert takes == (search.state == "placed")
            assert not (search.state in {"exhausted", "withdrawn", "ended"} and states["in-line"])

    @invariant()
    def whatever_waits_has_a_moment_at_which_it_stops(self):
        for referral in Referral.objects.filter(
            state__in=["asked", "more-information", "intake-first"]
        ):
            assert referral.answer_by
        for referral in Referral.objects.filter(state="held"):
            assert referral.held_until

    @invariant()
    def a_search_never_climbs_down(self):
        for key, level in PlaceRequest.objects.values_list("pk", "level"):
            assert level >= self.climbed.get(key, 1)

    @invariant()
    def a_closed_case_has_no_open_track(self):
        assert not Track.objects.filter(case__state="closed", state="open").exists()

    @invariant()
    def nobody_stays_on_a_track_that_is_closed(self):
        closed = Track.objects.filter(state="closed").values("placements")
        assert not PlaceRequest.objects.filter(
            reference__in=closed, state__in=LIVE_REQUESTS
        ).exists()

    def _try(self, act, who, thing, *more, **facts):
        """Done, or refused for a reason we can explain; nothing else."""
        try:
            return act(self.actors[who], thing, *more, **facts, at=self.at)
        except (Refused, Conflict):
            return None

    def _confirm(self, act, who, referral) -> None:
        """The track moves only when both have confirmed: so it must stand in what was asked."""
        track = self._try(act, who, referral)
        found = Referral.objects.get(pk=referral.pk)
        if track and found.arrived_at and found.confirmed_at:
            self.holders[track.pk] = referral.receiver_id

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
        return raise_signal(self.actors["intake"], report, at=self.at)


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
