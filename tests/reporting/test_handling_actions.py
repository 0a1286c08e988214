"""What is done while a report is handled: done, refused, on the trail, and undone when it fails."""

from datetime import timedelta

import pytest

from ketenwerk.audit.models import AuditEntry
from ketenwerk.country.data import country
from ketenwerk.foundation.problems import Refused
from ketenwerk.organisations.actor import ANONYMOUS, SYSTEM
from ketenwerk.reporting import actions as reporting
from ketenwerk.reporting import tasks
from ketenwerk.reporting.handling import actions, queries
from ketenwerk.reporting.handling.models import Bundle, Handover, Note, Sketch, Verdict
from ketenwerk.reporting.models import Report
from ketenwerk.signals.actions import decide_signal, raise_signal
from ketenwerk.signals.models import Signal
from tests.conftest import NOON, STORY
from tests.reporting.handling import DAY, WHY, close

# ---- taking ----


def test_who_takes_it_has_it_and_the_next_day_is_that_of_the_answer(report, intake):
    assert report.look_by == country().due_on("report-first-look", DAY)

    taken = reporting.take_report(intake, report, at=NOON)

    assert (taken.state, taken.owner_user) == ("taken", intake.user_id)
    assert taken.look_by == taken.answer_by == country().due_on("report-answer", DAY)


def test_who_answers_what_nobody_took_takes_it(report, intake):
    reporting.answer_report(intake, report, "Hello", at=NOON)

    taken = Report.objects.get()
    assert (taken.state, taken.owner_user) == ("taken", intake.user_id)


def test_a_colleague_may_step_in_and_the_trail_says_for_whom(report, intake, colleague):
    reporting.take_report(intake, report, at=NOON)
    reporting.take_report(colleague, report, at=NOON)

    assert Report.objects.get().owner_user == colleague.user_id
    assert AuditEntry.objects.order_by("-id")[0].facts == {"before": intake.user_id}


def test_the_last_to_write_is_seen_in_the_list(report, intake, ticket):
    assert Report.objects.get().unanswered is False
    reporting.write_from_mailbox(ANONYMOUS, ticket, "More", at=NOON)
    assert Report.objects.get().unanswered is True
    reporting.answer_report(intake, report, "Thank you", at=NOON)
    assert Report.objects.get().unanswered is False


# ---- handing over ----


def test_asking_moves_nothing_and_opens_nothing(report, offered, intake, national):
    still = Report.objects.get()

    assert str(still.receiver_id) == intake.organisation
    assert reporting.read_report(intake, still, at=NOON).story == STORY
    with pytest.raises(Refused, match=r"organisation\.other"):
        reporting.read_report(national, still, at=NOON)


def test_even_past_the_rules_the_text_is_closed_until_it_is_accepted(
    report, offered, national, inside
):
    with inside(national.organisation), pytest.raises(Refused, match=r"keys\.no-grant"):
        _ = Report.objects.get().story


def test_accepting_moves_it_opens_it_and_begins_a_new_day(
    report, intake, national, bureau, ticket
):
    reporting.answer_report(intake, report, "Hello", at=NOON)
    reporting.write_from_mailbox(ANONYMOUS, ticket, "Twelve", at=NOON)
    actions.write_note(intake, report, "Ours alone", at=NOON)
    later = NOON + timedelta(days=1)
    offer = actions.hand_over(intake, report, bureau, reason=WHY, at=NOON)

    moved = actions.accept_handover(national, offer, at=later)

    assert str(moved.receiver_id) == national.organisation
    assert (moved.state, moved.owner_user) == ("taken", national.user_id)
    assert moved.look_by == country().due_on("report-answer", later.date())
    moved = Report.objects.get()
    assert reporting.read_report(national, moved, at=later).story == STORY
    replies = reporting.read_messages(national, moved, at=later)
    assert [reply.body for reply in replies] == ["Hello", "Twelve"]
    assert actions.read_notes(national, moved, at=later) == []
    with pytest.raises(Refused, match=r"organisation\.other"):
        reporting.read_report(intake, moved, at=later)


def test_what_comes_in_afterwards_is_for_the_new_one_and_the_reporter_is_answered(
    report, offered, national, ticket
):
    moved = actions.accept_handover(national, offered, at=NOON)
    reporting.write_from_mailbox(ANONYMOUS, ticket, "Twelve", at=NOON)
    reporting.answer_report(national, moved, "We have it now", at=NOON)

    mailbox = reporting.read_mailbox(ANONYMOUS, ticket, at=NOON)
    assert (mailbox.moved, [reply.body for reply in mailbox.replies]) == (True, ["We have it now"])
    assert [each.body for each in reporting.read_messages(national, moved, at=NOON)] == [
        "Twelve",
        "We have it now",
    ]


def test_the_mailbox_says_nothing_of_a_request(offered, ticket):
    assert reporting.read_mailbox(ANONYMOUS, ticket, at=NOON).moved is False


def test_a_no_leaves_it_and_says_why_to_who_asked(report, offered, intake, national):
    refused = actions.refuse_handover(national, offered, reason="Nobody here", at=NOON)

    assert str(Report.objects.get().receiver_id) == intake.organisation
    assert actions.read_handover(intake, refused, at=NOON) == (WHY, "Nobody here")
    with pytest.raises(Refused, match=r"organisation\.other"):
        reporting.read_report(national, Report.objects.get(), at=NOON)


def test_a_colleague_takes_it_on_their_name_when_they_say_yes(report, intake, colleague):
    reporting.take_report(intake, report, at=NOON)
    person = colleague.user_id
    offer = actions.hand_to_colleague(intake, report, person, reason=WHY, at=NOON)
    assert Report.objects.get().owner_user == intake.user_id

    actions.accept_handover(colleague, offer, at=NOON)

    after = Report.objects.get()
    assert (after.owner_user, after.moved_on) == (person, None)


def test_while_somebody_thinks_it_is_not_offered_again_not_closed_and_no_signal(
    report, offered, intake, bureau
):
    for attempt in (
        lambda: actions.hand_over(intake, report, bureau, reason=WHY, at=NOON),
        lambda: close(intake, report),
        lambda: raise_signal(intake, report, at=NOON),
    ):
        with pytest.raises(Refused, match=r"handover\.waiting"):
            attempt()

    actions.withdraw_handover(intake, offered, at=NOON)
    assert close(intake, report).state == "dealt-with"


# ---- groups ----


def test_a_group_changes_nothing_else(report, second, grouped):
    first, other = Report.objects.order_by("received_on", "id")

    assert first.bundle_id == other.bundle_id == grouped.pk
    assert (first.state, other.state) == ("new", "new")


def test_a_report_that_moves_leaves_its_group_behind(report, grouped, intake, national, bureau):
    offer = actions.hand_over(intake, report, bureau, reason=WHY, at=NOON)

    assert actions.accept_handover(national, offer, at=NOON).bundle is None


# ---- closing and opening again ----


def test_closing_leaves_a_message_a_reason_and_an_end(closed, ticket):
    assert (closed.state, closed.closed_as, closed.closed_on) == ("dealt-with", "no-leads", DAY)
    assert closed.keep_until == country().kept_until("report-closed", DAY)
    mailbox = reporting.read_mailbox(ANONYMOUS, ticket, at=NOON)
    assert mailbox.state == "dealt-with"
    assert [reply.body for reply in mailbox.replies] == ["Thank you"]


def test_a_duplicate_names_what_it_repeats(report, second, intake):
    with pytest.raises(Refused, match=r"report\.duplicate-of-nothing"):
        close(intake, second, reason="duplicate")

    assert close(intake, second, reason="duplicate", of=report).duplicate_of == report
    assert Report.objects.get(pk=report.pk).state == "new"


def test_a_message_after_closing_opens_it_again_with_a_new_day(closed, ticket, intake):
    later = NOON + timedelta(days=30)

    reporting.write_from_mailbox(ANONYMOUS, ticket, "It goes on", at=later)

    again = Report.objects.get()
    assert (again.state, again.owner_user, again.closed_on, again.keep_until) == (
        *("new", ""),
        *(None, None),
    )
    assert (again.closed_as, again.reopened_on, again.unanswered) == ("", later.date(), True)
    assert again.look_by == country().due_on("report-first-look", later.date())
    assert tasks.forget_expired(at=NOON + timedelta(days=500)) == 0
    mailbox = reporting.read_mailbox(ANONYMOUS, ticket, at=later)
    assert (mailbox.state, mailbox.reopened) == ("new", True)


def test_past_its_term_nothing_is_opened_again(closed, ticket):
    too_late = NOON + timedelta(days=400)

    with pytest.raises(Refused, match=r"mailbox\.too-late"):
        reporting.write_from_mailbox(ANONYMOUS, ticket, "It goes on", at=too_late)

    assert Report.objects.get().messages.count() == 1


def test_a_report_that_was_opened_again_may_become_a_signal_again(report, intake, ticket):
    first = raise_signal(intake, report, at=NOON)
    decide_signal(intake, first, decision="advice-given", reason="Invented", at=NOON)
    reporting.write_from_mailbox(ANONYMOUS, ticket, "It goes on", at=NOON)

    again = raise_signal(intake, Report.objects.get(), at=NOON)

    assert Signal.objects.filter(report=report.handle).count() == 2
    decide_signal(intake, again, decision="advice-given", reason="Invented", at=NOON)
    assert Report.objects.get().state == "dealt-with"


# ---- did it help? ----


def test_the_reporter_says_once_whether_it_helped(closed, intake, ticket):
    assert reporting.read_mailbox(ANONYMOUS, ticket, at=NOON).asks_whether_it_helped
    actions.say_whether_it_helped(ANONYMOUS, ticket, "partly", text="A little", at=NOON)

    assert not reporting.read_mailbox(ANONYMOUS, ticket, at=NOON).asks_whether_it_helped
    assert actions.read_verdict(intake, closed, at=NOON) == ("partly", "A little")
    with pytest.raises(Refused, match=r"mailbox\.said-already"):
        actions.say_whether_it_helped(ANONYMOUS, ticket, "yes", at=NOON)


def test_after_the_next_closing_it_is_asked_anew(closed, intake, ticket):
    actions.say_whether_it_helped(ANONYMOUS, ticket, "no", text="Nothing", at=NOON)
    later = NOON + timedelta(days=3)
    reporting.write_from_mailbox(ANONYMOUS, ticket, "It goes on", at=later)
    close(intake, Report.objects.get(), at=later)

    actions.say_whether_it_helped(ANONYMOUS, ticket, "yes", text="Now it did", at=later)

    assert actions.read_verdict(intake, closed, at=later) == ("yes", "Now it did")
    assert Verdict.objects.count() == 1


def test_how_often_it_helped_is_counted_by_answer(closed, ticket):
    actions.say_whether_it_helped(ANONYMOUS, ticket, "yes", at=NOON)
    since, before = DAY.replace(day=1), DAY.replace(month=12, day=1)

    assert queries.helped_by_answer(since, before) == {"yes": 1}
    assert queries.helped_by_answer(before, before + timedelta(days=31)) == {}


# ---- what has passed its term is gone ----


def test_everything_that_was_written_goes_with_the_report(
    report, second, grouped, intake, national, bureau, ticket, inside
):
    actions.write_note(intake, report, "Note", at=NOON)
    offer = actions.hand_over(intake, report, bureau, reason=WHY, at=NOON)
    actions.refuse_handover(national, offer, reason="No", at=NOON)
    close(intake, report)
    actions.say_whether_it_helped(ANONYMOUS, ticket, "yes", text="Good", at=NOON)
    reporting.forget_report(SYSTEM, report, at=NOON + timedelta(days=400))

    sealed = [(Report, "story"), (Note, "body"), (Handover, "reason"), (Verdict, "text")]
    for model, name in sealed:
        with inside(intake.organisation), pytest.raises(Refused, match=r"keys\.no-grant"):
            getattr(model.objects.order_by("pk").get(**_about(model, report)), name)
    assert not Sketch.objects.filter(report=report).exists()
    with inside(intake.organisation):  # the other report of the group is still there
        assert Bundle.objects.get().reason == WHY
    close(intake, second)
    reporting.forget_report(SYSTEM, second, at=NOON + timedelta(days=400))
    with inside(intake.organisation), pytest.raises(Refused, match=r"keys\.no-grant"):
        _ = Bundle.objects.get().reason


def _about(model, report) -> dict[str, object]:
    return {"pk": report.pk} if model is Report else {"report": report}


def test_marks_are_forgotten_after_their_own_term(report):
    last = country().kept_until("report-sketch", DAY)

    def on(day):
        return NOON + (day - DAY)

    assert tasks.forget_sketches(at=on(last)) == 0
    assert tasks.forget_sketches(at=on(last + timedelta(days=1))) == 1
    assert Sketch.objects.count() == 0
