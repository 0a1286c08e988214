"""Whatever the intakes do and in whatever order: every report that is not dealt with is somebody's, with a day."""

import os
from types import SimpleNamespace

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

from ketenwerk.country.data import country
from ketenwerk.foundation.problems import Conflict, NotFound, Refused
from ketenwerk.foundation.records import acting
from ketenwerk.keys.models import KeyGrant
from ketenwerk.organisations.actor import ANONYMOUS
from ketenwerk.reporting import actions as reporting
from ketenwerk.reporting.actions import Answers
from ketenwerk.reporting.handling import actions
from ketenwerk.reporting.handling.models import Handover
from ketenwerk.reporting.models import Report
from ketenwerk.reporting.told import read
from ketenwerk.signals import actions as signals
from ketenwerk.signals.models import Signal
from tests.conftest import NOON, UTRECHT

LONG = os.environ.get("KETENWERK_FAULTS") == "long"
SIZES = settings(
    max_examples=200 if LONG else 15,
    stateful_step_count=60 if LONG else 25,
    derandomize=not LONG,
    suppress_health_check=list(HealthCheck),
    database=None,
)
PEOPLE = {
    "intake": "ina-inkijk",
    "colleague": "imre-inkijk",
    "national": "lara-landelijk",
    "stranger": "wessel-wad",
}
WHO = st.sampled_from(["has"] * 4 + ["intake", "colleague", "national", "stranger"])
WHICH = st.integers(0, 9)
TO = st.sampled_from(["landelijk-bureau", "meldpunt-waterkant", "meldpunt-wad"])
MOST = 3


class Desk(RuleBasedStateMachine):
    cast = None
    actors: dict = {}

    @initialize()
    def begin(self):
        self.undo, self.keys = transaction.atomic(), transaction.atomic(using="keys")
        self.undo.__enter__()
        self.keys.__enter__()
        self.told: list[SimpleNamespace] = []
        self.tell()

    def teardown(self):
        for atomic, using in ((self.keys, "keys"), (self.undo, "default")):
            transaction.set_rollback(True, using=using)
            atomic.__exit__(None, None, None)

    # ---- what people try ----

    @rule()
    def tell(self):
        if len(self.told) == MOST:
            return
        story = f"Invented {len(self.told)} of them"
        answers = Answers("bystander", story, municipality=UTRECHT)
        known = set(Report.objects.values_list("pk", flat=True))
        receipt = reporting.submit_report(ANONYMOUS, answers, nonce=story, at=NOON)
        report = Report.objects.exclude(pk__in=known).get()
        ticket = reporting.enter_mailbox(ANONYMOUS, receipt.code, at=NOON)
        self.told.append(
            SimpleNamespace(pk=report.pk, story=story, ticket=ticket, at={report.receiver_id})
        )

    @rule(who=WHO, which=WHICH)
    def take(self, who, which):
        self._try(reporting.take_report, who, self._report(which))

    @rule(who=WHO, which=WHICH)
    def answer(self, who, which):
        self._try(reporting.answer_report, who, self._report(which), "Hello")

    @rule(who=WHO, which=WHICH, to=TO)
    def offer(self, who, which, to):
        receiver = self.cast.organisations[to]
        self._try(actions.hand_over, who, self._report(which), receiver, reason="Why")

    @rule(who=WHO, which=WHICH, person=st.sampled_from(["intake", "colleague", "national"]))
    def offer_a_colleague(self, who, which, person):
        user = self.actors[person].user_id
        self._try(actions.hand_to_colleague, who, self._report(which), user, reason="Why")

    @rule(who=st.sampled_from(["asked"] * 3 + list(PEOPLE)), which=WHICH)
    def accept(self, who, which):
        for offer in self._offer(which):
            if self._try(actions.accept_handover, self._asked(who, offer), offer):
                self._of(offer.report_id).at.add(offer.receiver_id)

    @rule(who=st.sampled_from(["asked", *PEOPLE]), which=WHICH)
    def refuse(self, who, which):
        for offer in self._offer(which):
            self._try(actions.refuse_handover, self._asked(who, offer), offer, reason="No")

    @rule(who=st.sampled_from(list(PEOPLE)), which=WHICH)
    def withdraw(self, who, which):
        for offer in self._offer(which):
            self._try(actions.withdraw_handover, who, offer)

    @rule(who=WHO, which=WHICH, sure=st.integers(0, 2))
    def close(self, who, which, sure):
        if sure == 0:
            report = self._report(which)
            self._try(actions.close_report, who, report, reason="no-leads", message="Thanks")

    @rule(who=WHO, which=WHICH, sure=st.integers(0, 3))
    def raise_signal(self, who, which, sure):
        if sure == 0:
            self._try(signals.raise_signal, who, self._report(which))

    @rule(who=WHO, which=WHICH)
    def decide(self, who, which):
        report = self._report(which)
        for signal in Signal.objects.filter(report=report.handle, state="open"):
            who_decides = self._has(report) if who == "has" else who
            self._try(
                signals.decide_signal, who_decides, signal, decision="advice-given", reason="Why"
            )

    @rule(which=WHICH)
    def write(self, which):
        told = self.told[which % len(self.told)]
        reporting.write_from_mailbox(ANONYMOUS, told.ticket, "More", at=NOON)

    @rule(who=WHO)
    def group(self, who):
        reports = list(Report.objects.order_by("id"))
        self._try(actions.group_reports, who, reports, reason="Why", about=reports[0])

    # ---- what must hold after every step ----

    @invariant()
    def every_report_is_with_the_one_organisation_that_last_accepted_it(self):
        for told in self.told:
            accepted = Handover.objects.filter(report=told.pk, state="accepted")
            moves = [each.receiver_id for each in accepted if each.sender_id != each.receiver_id]
            first = self.cast.organisations["meldpunt-waterkant"].pk
            report = Report.objects.get(pk=told.pk)
            # every move starts where the one before ended: the odd one out is where it is now
            ends = [first, *moves]
            for each in accepted:
                if each.sender_id != each.receiver_id:
                    ends.remove(each.sender_id)
            assert ends == [report.receiver_id]

    @invariant()
    def what_is_not_dealt_with_has_a_day_within_its_term_and_somebody_who_sees_it(self):
        latest = country().due_on("report-answer", NOON.date())
        for report in Report.objects.exclude(state="dealt-with"):
            assert NOON.date() <= report.look_by <= latest
            assert report.receiver.receives_reports
            assert report.receiver.memberships.filter(role="intake").exists()
            assert (report.state == "new") is (report.owner_user == "")

    @invariant()
    def what_is_on_a_name_is_on_the_name_of_somebody_of_that_organisation(self):
        for report in Report.objects.filter(state="taken"):
            users = report.receiver.memberships.values_list("user", flat=True)
            assert report.owner_user in {str(user) for user in users}

    @invariant()
    def what_was_taken_up_is_one_open_signal_of_that_organisation(self):
        for report in Report.objects.all():
            waiting = Signal.objects.filter(report=report.handle, state="open")
            assert [each.owner_id for each in waiting] == (
                [report.receiver_id] if report.state == "taken-up" else []
            )

    @invariant()
    def it_is_offered_to_one_at_a_time_and_only_while_it_is_open(self):
        offers = Handover.objects.filter(state="asked")
        assert not offers.values("report").annotate(n=Count("id")).filter(n__gt=1).exists()
        for offer in offers:
            assert offer.report.state in {"new", "taken"}
            assert offer.sender_id == offer.report.receiver_id

    @invariant()
    def only_who_had_it_can_open_it(self):
        for told in self.told:
            grants = KeyGrant.objects.filter(record=f"reporting.report:{told.pk}")
            assert {each.holder for each in grants} == {str(each) for each in told.at}
            report = Report.objects.get(pk=told.pk)
            with acting(str(report.receiver_id)):
                assert read(report.story).story == told.story

    # ---- help ----

    def _report(self, which) -> Report:
        return Report.objects.get(pk=self.told[which % len(self.told)].pk)

    def _of(self, pk) -> SimpleNamespace:
        return next(told for told in self.told if told.pk == pk)

    def _offer(self, which) -> list[Handover]:
        offers = list(Handover.objects.order_by("-state", "id"))
        return [offers[which % len(offers)]] if offers else []

    def _asked(self, who, offer) -> str:
        if who != "asked":
            return who
        names = {actor.user_id: name for name, actor in self.actors.items()}
        found = [n for n, a in self.actors.items() if a.organisation == str(offer.receiver_id)]
        return names.get(offer.to_user, found[0])

    def _has(self, report) -> str:
        return next(
            name for name, a in self.actors.items() if a.organisation == str(report.receiver_id)
        )

    def _try(self, act, who, thing, *more, about=None, **facts):
        """Done, or refused for a reason we can explain; nothing else."""
        actor = self.actors[self._has(about or thing) if who == "has" else who]
        try:
            return act(actor, thing, *more, **facts, at=NOON)
        except (Refused, Conflict, NotFound):
            return None


def test_whatever_the_intakes_do_every_report_is_somebodys(cast, noon):
    class OurDesk(Desk):
        pass

    OurDesk.cast = cast
    OurDesk.actors = {name: cast.actor(code, on=noon.date()) for name, code in PEOPLE.items()}
    run_state_machine_as_test(OurDesk, settings=SIZES)
