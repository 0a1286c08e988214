"""What is done with a signal."""

import pytest

from ketenwerk.foundation.problems import NotFound, Refused
from ketenwerk.organisations.actor import ANONYMOUS
from ketenwerk.organisations.models import Membership
from ketenwerk.reporting import actions as reporting
from ketenwerk.reporting.models import Report
from ketenwerk.signals import actions, queries
from ketenwerk.signals.models import Signal
from tests.casework import deeds
from tests.casework.deeds import Deed

DECISION = {"decision": "advice-given", "reason": "The school helps"}
READ = ("signal.read",)
DEEDS = {
    "raise": Deed(
        lambda actor, find, at: actions.raise_signal(actor, find("report"), at=at),
        *("intake", "director", "role.missing"),
        acts=("report.read", "report.taken-up", "signal.raised"),
    ),
    "read": Deed(
        lambda actor, find, at: actions.read_signal(actor, find("signal"), at=at),
        *("intake", "police", "role.missing"),
        acts=READ,
        changes=False,
    ),
    "answer": Deed(
        lambda actor, find, at: actions.answer_reporter(actor, find("signal"), "Hi", at=at),
        *("intake", "coordinator", "role.missing"),
        acts=("report.answered", "signal.answered"),
    ),
    "converse": Deed(
        lambda actor, find, at: actions.read_conversation(actor, find("signal"), at=at),
        *("intake", "shelter", "role.missing"),
        acts=("signal.conversation-read", "report.messages-read"),
        changes=False,
    ),
    "decide": Deed(
        lambda actor, find, at: actions.decide_signal(actor, find("signal"), **DECISION, at=at),
        *("intake", "director", "organisation.other"),
        acts=("report.dealt-with", "signal.decided"),
    ),
    "turn-into-case": Deed(
        lambda actor, find, at: actions.turn_into_case(
            actor, find("signal"), reason="Needed", at=at
        ),
        *("director", "intake", "role.missing"),
        acts=("signal.decided",),
    ),
}


@pytest.fixture(params=DEEDS)
def deed(cast, request):
    request.getfixturevalue("report" if request.param == "raise" else "signal")
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


def test_a_report_becomes_one_signal(report, intake, signal, noon):
    with pytest.raises(Refused, match=r"workflow\.no-such-move"):
        actions.raise_signal(intake, report, at=noon)

    assert Signal.objects.count() == 1


def test_without_a_director_in_the_region_the_owner_watches_over_the_signal(
    report, intake, noon, inside
):
    with inside():
        Membership.objects.filter(role="chain-director").delete()

    signal = actions.raise_signal(intake, report, at=noon)

    assert str(signal.director_id) == intake.organisation
    assert Report.objects.get().state == "taken-up"


def test_who_may_read_a_signal_reads_why_it_was_decided(signal, intake, stranger, noon):
    assert actions.read_reason(intake, signal, at=noon) == ""
    actions.decide_signal(intake, signal, decision="advice-given", reason="Invented.", at=noon)

    assert actions.read_reason(intake, Signal.objects.get(), at=noon) == "Invented."
    with pytest.raises(Refused, match=r"role\.missing"):
        actions.read_reason(stranger, Signal.objects.get(), at=noon)


def test_a_signal_is_read_with_what_was_told(signal, intake, director, noon):
    assert actions.read_signal(intake, signal, at=noon).startswith("Invented")
    assert actions.read_signal(director, signal, at=noon).startswith("Invented")


def test_the_director_does_not_read_the_conversation(signal, intake, director, noon):
    actions.answer_reporter(intake, signal, "Thank you", at=noon)

    assert actions.read_conversation(director, signal, at=noon) == []
    assert [reply.body for reply in actions.read_conversation(intake, signal, at=noon)] == [
        "Thank you"
    ]


def test_a_decision_without_a_reason_is_refused(signal, intake, noon):
    with pytest.raises(Refused, match=r"signal\.reason-missing"):
        actions.decide_signal(intake, signal, decision="advice-given", reason="", at=noon)

    assert Signal.objects.get().state == "open"


def test_a_signal_is_decided_once(signal, intake, noon):
    actions.decide_signal(intake, signal, **DECISION, at=noon)

    with pytest.raises(Refused, match=r"workflow\.no-such-move"):
        actions.decide_signal(intake, signal, **DECISION, at=noon)


def test_the_mailbox_says_that_a_decided_signal_was_dealt_with(receipt, signal, intake, noon):
    actions.decide_signal(intake, signal, **DECISION, at=noon)

    ticket = reporting.enter_mailbox(ANONYMOUS, receipt.code, at=noon)
    assert reporting.read_mailbox(ANONYMOUS, ticket, at=noon).state == "dealt-with"


@pytest.mark.parametrize(
    ("person", "sees"),
    [("intake", 1), ("director", 1), ("police", 0), ("shelter", 0), ("stranger", 0)],
)
def test_who_sees_a_signal(signal, person, sees, request):
    actor = request.getfixturevalue(person)

    assert queries.open_signals(actor).count() == sees
    assert queries.decided_signals(actor).count() == 0


def test_another_region_finds_no_signal(signal, stranger):
    with pytest.raises(NotFound, match=r"signal\.not-found"):
        queries.signal_by_id(stranger, signal.id)


def test_a_signal_is_counted_late_after_its_day(signal, director):
    counted = queries.counts_in_region(director, "care-utrecht", today=signal.decide_by)
    later = signal.decide_by.replace(year=signal.decide_by.year + 1)

    assert counted == {"open": 1, "late": 0}
    assert queries.counts_in_region(director, "care-utrecht", today=later)["late"] == 1
