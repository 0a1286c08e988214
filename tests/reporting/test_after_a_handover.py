"""Who gave a report away can open nothing of it any more, not even with a stolen database and its own key."""

from datetime import timedelta

import pytest

from ketenwerk.audit.models import AuditEntry
from ketenwerk.foundation.problems import Refused
from ketenwerk.keys.fields import data_key_of
from ketenwerk.keys.service import EmbeddedKeyService, service
from ketenwerk.organisations.actor import ANONYMOUS, SYSTEM, Actor
from ketenwerk.reporting import actions as reporting
from ketenwerk.reporting import filing, keeping, queries, tasks
from ketenwerk.reporting.handling import actions
from ketenwerk.reporting.handling.models import Bundle, Note
from ketenwerk.reporting.models import Attachment, Opening, Report
from tests.conftest import NOON, STORY
from tests.reporting.handling import WHY, close
from tests.reporting.samples import saved

PHOTO = saved("JPEG")


def given_away(report: Report) -> list[object]:
    """Everything sealed that went along, the originals too."""
    fresh = Report.objects.get(pk=report.pk)
    return [*keeping.travelling(fresh), *keeping.originals(fresh)]


def can_open(holder: object, text: object) -> bool:
    try:
        service().data_key(text.key_name(), str(holder))
    except Refused:
        return False
    return True


@pytest.fixture
def whole(report, intake, ticket) -> Report:
    """A report with all that a report can have: messages, a file, its original, a request for it, a verdict, a note."""
    filing.attach_file(ANONYMOUS, ticket, PHOTO, keep_original=True, at=NOON)
    original = queries.original_of(intake, Attachment.objects.get().id)
    filing.ask_original(intake, original, "Invented", at=NOON)
    close(intake, report)
    actions.say_whether_it_helped(ANONYMOUS, ticket, "no", text="Invented", at=NOON)
    reporting.write_from_mailbox(ANONYMOUS, ticket, "It goes on", at=NOON)
    actions.write_note(intake, report, "Ours alone", at=NOON)
    return Report.objects.get()


@pytest.fixture
def offer(whole, intake, bureau):
    return actions.hand_over(intake, whole, bureau, reason=WHY, at=NOON)


@pytest.fixture
def accept(offer, national, django_capture_on_commit_callbacks):
    def do(handover=offer, by=national) -> Report:
        with django_capture_on_commit_callbacks(execute=True):
            return actions.accept_handover(by, handover, at=NOON)

    return do


def test_before_the_yes_the_sender_holds_it_all_and_the_other_nothing(
    whole, offer, intake, bureau
):
    texts = given_away(whole)

    assert {type(text).__name__ for text in texts} == {
        *("Report", "Message", "Attachment", "Opening", "Verdict", "Original"),
    }
    assert not any(can_open(bureau.pk, text) for text in texts)
    assert all(can_open(intake.organisation, text) for text in texts[:-1])
    assert can_open(f"two:{intake.organisation}", texts[-1])


def test_after_the_yes_the_sender_opens_nothing_of_it_and_the_receiver_everything(
    whole, accept, intake, national, inside
):
    accept()

    for text in given_away(whole):
        two = "two:" if type(text).__name__ == "Original" else ""
        assert can_open(f"{two}{national.organisation}", text), text
        assert not can_open(f"{two}{intake.organisation}", text), text
        with inside(intake.organisation), pytest.raises(Refused, match=r"keys\.no-grant"):
            data_key_of(text)
    moved = Report.objects.get()
    assert reporting.read_report(national, moved, at=NOON).story == STORY
    assert actions.read_verdict(national, moved, at=NOON) == ("no", "Invented")


def test_two_people_of_the_receiver_open_the_original_to_the_byte(accept, national):
    accept()
    asked = queries.opening_by_id(
        national,
        filing.ask_original(
            national, queries.original_of(national, Attachment.objects.get().id), WHY, at=NOON
        ).id,
    )
    other = Actor("another", national.organisation, national.grants)
    filing.agree_to_opening(other, asked, at=NOON)

    assert filing.open_original(national, asked, at=NOON) == PHOTO
    assert Opening.objects.count() == 2


def test_the_reporter_still_reads_every_answer(accept, ticket):
    accept()

    [reply] = reporting.read_mailbox(ANONYMOUS, ticket, at=NOON).replies
    assert reply.body == "Thank you"


def test_the_notes_of_the_sender_are_gone_and_that_it_passed_it_on_stays(accept, offer, intake):
    note = Note.objects.get()

    accept()

    assert not Note.objects.exists()
    assert service().holders(note.key_name()) == frozenset()
    assert actions.read_handover(intake, offer, at=NOON) == (WHY, "")
    line = AuditEntry.objects.get(act="report.closed-to")
    assert line.facts == {"to": intake.organisation}


def test_a_yes_that_is_undone_takes_nothing_away(
    whole, accept, intake, monkeypatch, django_capture_on_commit_callbacks
):
    def fail(*_, **__):
        raise OSError("the disk is full")

    monkeypatch.setattr(actions, "_answer", fail)
    with pytest.raises(OSError, match="full"):
        accept()

    assert all(can_open(intake.organisation, text) for text in given_away(whole)[:-1])
    assert Note.objects.count() == 1


def test_a_report_that_comes_back_opens_again_and_closes_to_the_other(
    whole, accept, intake, national, cast
):
    moved = accept()
    home = cast.organisations["meldpunt-waterkant"]
    back = actions.hand_over(national, moved, home, reason=WHY, at=NOON)

    accept(back, intake)

    texts = given_away(whole)[:-1]
    assert all(can_open(intake.organisation, text) for text in texts)
    assert not any(can_open(national.organisation, text) for text in texts)
    assert reporting.read_report(intake, Report.objects.get(), at=NOON).story == STORY


def test_what_goes_to_a_colleague_stays_open_to_the_organisation(whole, intake, colleague, accept):
    actions.withdraw_handover(intake, whole.handovers.get(), at=NOON)
    offer = actions.hand_to_colleague(intake, whole, colleague.user_id, reason=WHY, at=NOON)

    accept(offer, colleague)

    assert all(can_open(intake.organisation, text) for text in given_away(whole)[:-1])
    assert Note.objects.count() == 1


def test_when_the_key_store_was_away_the_night_takes_it_back(
    whole, accept, intake, national, monkeypatch, django_capture_on_commit_callbacks
):
    def away(*_):
        raise ConnectionError("the key store does not answer")

    with monkeypatch.context() as broken:
        broken.setattr(EmbeddedKeyService, "revoke", away)
        accept()
    assert can_open(intake.organisation, given_away(whole)[0])

    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.close_to_senders(at=NOON + timedelta(days=1)) == 1

    assert not any(can_open(intake.organisation, text) for text in given_away(whole))
    assert can_open(national.organisation, given_away(whole)[0])
    assert tasks.close_to_senders(at=NOON + timedelta(days=2)) == 0


@pytest.mark.parametrize("moved", [True, False])
def test_by_hand_nobody_closes_it_and_by_itself_only_what_moved(
    report, intake, national, bureau, moved
):
    if moved:
        offered = actions.hand_over(intake, report, bureau, reason=WHY, at=NOON)
        report = actions.accept_handover(national, offered, at=NOON)
    with pytest.raises(Refused, match=r"role\.system-only"):
        actions.close_to_senders(national, report, at=NOON)
    if not moved:
        with pytest.raises(Refused, match=r"workflow\.no-such-move"):
            actions.close_to_senders(SYSTEM, report, at=NOON)


def test_of_a_group_that_nobody_is_left_in_the_reason_is_forgotten(
    report, second, grouped, intake, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        actions.take_out_of_group(intake, second, at=NOON)
    assert service().holders(grouped.key_name())

    with django_capture_on_commit_callbacks(execute=True):
        actions.take_out_of_group(intake, report, at=NOON)

    assert not Bundle.objects.exists()
    assert service().holders(grouped.key_name()) == frozenset()
