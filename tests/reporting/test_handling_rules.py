"""Who may do what while a report is handled."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from ketenwerk.organisations.actor import ANONYMOUS, EVERYWHERE, SYSTEM, Actor, Role
from ketenwerk.reporting.handling import rules
from ketenwerk.reporting.handling.models import Handover, HandoverState, Verdict
from ketenwerk.reporting.models import Report, ReportState
from tests.conftest import NOON

NEW, TAKEN = ReportState.NEW, ReportState.TAKEN
UP, DONE = ReportState.TAKEN_UP, ReportState.DEALT_WITH
ASKED, ACCEPTED = HandoverState.ASKED, HandoverState.ACCEPTED
NO_MOVE = "workflow.no-such-move"
TODAY = NOON.date()
PEOPLE = ["intake", "colleague", "national", "stranger", "director", "police"]
FOR_THE_INTAKE = [
    ("intake", ""),
    ("colleague", ""),
    ("national", "organisation.other"),
    ("stranger", "organisation.other"),
    ("director", "organisation.other"),
]


@pytest.fixture
def people(cast):
    names = ("ina-inkijk", "imre-inkijk", "lara-landelijk", "wessel-wad", "kees-ketting")
    found = [cast.actor(name, on=TODAY) for name in (*names, "pim-politie")]
    return SimpleNamespace(**dict(zip(PEOPLE, found, strict=True)))


@pytest.fixture
def told(cast):
    """A report of the intake in Utrecht, in any state, not kept."""

    def make(state=NEW, **more):
        receiver = cast.organisations["meldpunt-waterkant"]
        given = {"mailbox_private": b"locked", "closed_on": None} | more
        return Report(receiver=receiver, region="care-utrecht", state=state, **given)

    return make


@pytest.fixture
def asked(cast, told):
    """A request to the national desk."""

    def make(state=ASKED, to="landelijk-bureau", **more):
        report = told()
        receiver = cast.organisations[to]
        return Handover(
            report=report, sender_id=report.receiver_id, receiver=receiver, state=state, **more
        )

    return make


@pytest.mark.parametrize(("who", "answer"), FOR_THE_INTAKE)
@pytest.mark.parametrize(
    "rule", [rules.may_ask_to_take_over, rules.may_note, rules.may_close], ids=lambda r: r.__name__
)
def test_handling_is_for_the_intake_that_has_the_report(people, told, rule, who, answer):
    assert rule(getattr(people, who), told()).reason == answer


@pytest.mark.parametrize(
    ("state", "answer"), [(NEW, ""), (TAKEN, ""), (UP, NO_MOVE), (DONE, NO_MOVE)]
)
@pytest.mark.parametrize("rule", [rules.may_ask_to_take_over, rules.may_close])
def test_a_signal_and_what_is_closed_are_not_offered_and_not_closed(
    people, told, rule, state, answer
):
    assert rule(people.intake, told(state)).reason == answer


@pytest.mark.parametrize(
    ("to", "left_out", "answer"),
    [
        ("landelijk-bureau", [], ""),
        ("landelijk-bureau", ["meldpunt-wad"], ""),
        ("landelijk-bureau", ["landelijk-bureau"], "handover.left-out"),
        ("meldpunt-waterkant", [], "handover.same"),
        ("meldpunt-wad", [], "handover.no-receiver"),  # of another region
        ("politie-middenland", [], "handover.no-receiver"),  # receives no reports
    ],
)
def test_may_hand_over(cast, people, told, to, left_out, answer):
    report = told()
    report.keeps_out = [str(cast.organisations[code].pk) for code in left_out]

    assert rules.may_hand_over(people.intake, report, cast.organisations[to]).reason == answer


@pytest.mark.parametrize(
    ("whom", "owner", "answer"),
    [
        ("colleague", "intake", ""),
        ("colleague", "colleague", "handover.same"),
        ("intake", "colleague", "handover.same"),
        ("national", "intake", "handover.no-colleague"),
        ("police", "intake", "handover.no-colleague"),
    ],
)
def test_may_hand_to_colleague(people, told, whom, owner, answer):
    report = told(TAKEN, owner_user=getattr(people, owner).user_id)
    person = getattr(people, whom).user_id

    decision = rules.may_hand_to_colleague(people.intake, report, person, today=TODAY)
    assert decision.reason == answer


@pytest.mark.parametrize(
    ("who", "answer"),
    [
        ("intake", ""),
        ("colleague", ""),
        ("national", ""),
        ("stranger", "organisation.other"),
        ("police", "organisation.other"),
    ],
)
def test_may_read_handover(people, asked, who, answer):
    assert rules.may_read_handover(getattr(people, who), asked()).reason == answer


@pytest.mark.parametrize(
    ("who", "state", "answer"),
    [
        ("national", ASKED, ""),
        ("national", ACCEPTED, NO_MOVE),
        ("national", HandoverState.REFUSED, NO_MOVE),
        ("national", HandoverState.WITHDRAWN, NO_MOVE),
        ("intake", ASKED, "organisation.other"),
        ("stranger", ASKED, "organisation.other"),
    ],
)
@pytest.mark.parametrize("rule", [rules.may_accept, rules.may_refuse])
def test_who_was_asked_answers_once(people, asked, rule, who, state, answer):
    assert rule(getattr(people, who), asked(state)).reason == answer


@pytest.mark.parametrize(
    ("who", "answer"), [("colleague", ""), ("intake", "handover.other-person")]
)
@pytest.mark.parametrize("rule", [rules.may_accept, rules.may_refuse])
def test_a_colleague_is_asked_by_name(people, asked, rule, who, answer):
    handover = asked(to="meldpunt-waterkant", to_user=people.colleague.user_id)

    assert rule(getattr(people, who), handover).reason == answer


@pytest.mark.parametrize(
    ("who", "state", "answer"),
    [
        ("intake", ASKED, ""),
        ("colleague", ASKED, ""),
        ("intake", ACCEPTED, NO_MOVE),
        ("national", ASKED, "organisation.other"),
    ],
)
def test_may_withdraw(people, asked, who, state, answer):
    assert rules.may_withdraw(getattr(people, who), asked(state)).reason == answer


@pytest.mark.parametrize(
    ("user", "side", "state", "answer"),
    [
        ("system", "sender_id", ACCEPTED, ""),
        ("system", "sender_id", ASKED, NO_MOVE),
        ("system", "receiver_id", ACCEPTED, "organisation.other"),
        ("somebody", "sender_id", ACCEPTED, "role.system-only"),
    ],
)
def test_may_open_to(asked, user, side, state, answer):
    handover = asked(state)

    assert rules.may_open_to(Actor(user, str(getattr(handover, side))), handover).reason == answer


@pytest.mark.parametrize(
    ("who", "how_many", "answer"),
    [
        ("intake", 2, ""),
        ("intake", 1, "group.too-few"),
        ("intake", 0, "group.too-few"),
        ("national", 2, "organisation.other"),
    ],
)
def test_may_group(people, told, who, how_many, answer):
    assert (
        rules.may_group(getattr(people, who), [told() for _ in range(how_many)]).reason == answer
    )


def test_one_report_of_another_spoils_the_group(cast, people, told):
    foreign = told()
    foreign.receiver = cast.organisations["meldpunt-wad"]

    assert rules.may_group(people.intake, [told(), foreign]).reason == "organisation.other"


@pytest.mark.parametrize(
    ("who", "grouped", "answer"),
    [
        ("intake", True, ""),
        ("intake", False, "group.none"),
        ("national", True, "organisation.other"),
    ],
)
def test_may_take_out(people, told, who, grouped, answer):
    report = told()
    report.bundle_id = report.pk if grouped else None

    assert rules.may_take_out(getattr(people, who), report).reason == answer


@pytest.mark.parametrize(
    ("reason", "message", "of", "answer"),
    [
        ("no-leads", "Thank you", "", ""),
        ("no-leads", " \n", "", "report.message-missing"),
        ("duplicate", "Thank you", "another", ""),
        ("duplicate", "Thank you", "", "report.duplicate-of-nothing"),
        ("duplicate", "Thank you", "itself", "report.duplicate-of-nothing"),
        ("duplicate", "Thank you", "foreign", "report.duplicate-of-nothing"),
        ("no-leads", "Thank you", "another", "report.duplicate-of-nothing"),
    ],
)
def test_closing_is_explained(cast, told, reason, message, of, answer):
    report, foreign = told(), told()
    foreign.receiver = cast.organisations["meldpunt-wad"]
    others = {"": None, "another": told(), "itself": report, "foreign": foreign}

    decision = rules.closing_is_explained(report, reason=reason, message=message, of=others[of])
    assert decision.reason == answer


@pytest.mark.parametrize(
    ("state", "mailbox", "said_about", "answer"),
    [
        (DONE, b"locked", None, ""),
        (DONE, b"locked", TODAY - timedelta(days=9), ""),
        (DONE, b"locked", TODAY, "mailbox.said-already"),
        (DONE, b"", None, "mailbox.wiped"),
        (NEW, b"locked", None, "mailbox.not-closed"),
        (UP, b"locked", None, "mailbox.not-closed"),
    ],
)
def test_may_say_whether_it_helped(told, state, mailbox, said_about, answer):
    closed = TODAY if state == DONE else None
    report = told(state, mailbox_private=mailbox, closed_on=closed)
    said = Verdict(about=said_about) if said_about else None

    assert rules.may_say_whether_it_helped(ANONYMOUS, report, said).reason == answer


@pytest.mark.parametrize(
    ("who", "region", "answer"),
    [
        ("director", "care-utrecht", ""),
        ("director", "care-groningen", "role.missing"),
        ("stranger", "care-groningen", ""),
        ("intake", "care-utrecht", "role.missing"),
        ("national", "care-utrecht", "role.missing"),
    ],
)
def test_may_see_lateness(people, who, region, answer):
    assert rules.may_see_lateness(getattr(people, who), region).reason == answer


@pytest.mark.parametrize(
    ("grant", "answer"),
    [
        ((Role.CARE_COORDINATOR, EVERYWHERE), ""),
        ((Role.CARE_COORDINATOR, "here"), "role.missing"),
        ((Role.INTAKE, EVERYWHERE), "role.missing"),
    ],
)
def test_may_see_what_climbed(grant, answer):
    actor = Actor("somebody", "organisation", frozenset({grant}))

    assert rules.may_see_what_climbed(actor).reason == answer


@pytest.mark.parametrize(("who", "answer"), [(SYSTEM, ""), (ANONYMOUS, "role.system-only")])
def test_may_forget_sketches(who, answer):
    assert rules.may_forget_sketches(who).reason == answer
