"""Files of a report: made anew, sealed to the receiver, gone with the report (security.md T03, T09, T13)."""

import sqlite3
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connections
from PIL import Image

from ketenwerk.audit.models import AuditEntry
from ketenwerk.foundation.problems import NotFound, Refused
from ketenwerk.foundation.records import OutsideAction
from ketenwerk.keys.envelope import SMALLEST_BUCKET
from ketenwerk.keys.models import KeyGrant
from ketenwerk.organisations.actor import ANONYMOUS, SYSTEM
from ketenwerk.reporting import actions, filing, queries
from ketenwerk.reporting.attachments import pipeline
from ketenwerk.reporting.attachments.kinds import NotTaken
from ketenwerk.reporting.mailbox import Ticket
from ketenwerk.reporting.models import Attachment, Opening, Original, Report
from tests.reporting.samples import WORDS, document, dresses, exif, paper, saved
from tests.reporting.test_no_trace import everything_kept

PHOTO = saved("JPEG", exif=exif(0x13B, WORDS), comment=WORDS)


@pytest.fixture
def ticket(receipt, noon) -> Ticket:
    return actions.enter_mailbox(ANONYMOUS, receipt.code, at=noon)


@pytest.fixture
def send(ticket, noon):
    def attach(data: bytes = PHOTO, *, original: bool = False) -> None:
        filing.attach_file(ANONYMOUS, ticket, data, keep_original=original, at=noon)

    return attach


@pytest.fixture
def attachment(send) -> Attachment:
    send()
    return Attachment.objects.get()


def acts() -> list[str]:
    return list(AuditEntry.objects.order_by("id").values_list("act", flat=True))


def test_a_photo_is_made_anew_and_only_the_receiver_reads_it(attachment, intake, noon):
    read = filing.read_attachment(intake, attachment, at=noon)

    assert Image.open(BytesIO(read)).size == (48, 32)
    assert WORDS.encode() not in read
    assert (attachment.number, attachment.kind, attachment.sent_on) == (1, "picture", noon.date())
    assert attachment.size == SMALLEST_BUCKET
    assert acts()[-2:] == ["report.file-added", "report.file-read"]


@pytest.mark.parametrize("person", ["stranger", "director", "police", "national"])
def test_nobody_else_reads_it(attachment, person, request, noon):
    other = request.getfixturevalue(person)

    with pytest.raises(Refused):
        filing.read_attachment(other, attachment, at=noon)
    with pytest.raises(NotFound):
        queries.attachment_by_id(other, attachment.id)


def test_outside_an_action_it_does_not_open(attachment):
    with pytest.raises(OutsideAction):
        _ = attachment.content


def test_who_sent_it_does_not_get_it_back(attachment, ticket, noon):
    """The mailbox's key opens the answers; the files were never sealed to it."""
    holders = KeyGrant.objects.filter(record=attachment.key_name()).values_list(
        "holder", flat=True
    )

    assert list(holders) == [str(attachment.report.receiver_id)]
    with pytest.raises(Refused):
        filing.read_attachment(ANONYMOUS, attachment, at=noon)


@pytest.mark.parametrize(
    ("data", "kind", "begins"),
    [
        (saved("PNG"), "picture", b"\xff\xd8\xff"),
        (saved("WEBP"), "picture", b"\xff\xd8\xff"),
        (document(paper()), "document", b"%PDF-"),
        (b"Invented.", "text", b"Invented."),
    ],
    ids=["png", "webp", "pdf", "text"],
)
def test_every_kind(send, intake, noon, data, kind, begins):
    send(data)

    found = Attachment.objects.get()
    assert found.kind == kind
    assert filing.read_attachment(intake, found, at=noon).startswith(begins)


def test_neither_the_file_nor_a_word_of_it_is_in_any_table(send, intake, noon):
    """Also the original lies sealed; the whole of both databases is searched."""
    send(original=True)
    send(f"Invented: {WORDS}".encode(), original=True)

    assert filing.read_attachment(intake, Attachment.objects.get(number=2), at=noon)
    assert Original.objects.count() == 2
    stolen = "\n".join(everything_kept()).encode("utf-8", "replace") + b"".join(pages())
    assert not [dress for dress in dresses() if dress in stolen]
    assert b"JFIF" not in stolen
    assert b"Exif" not in stolen


def pages() -> list[bytes]:
    """The database files as they lie on a disk, with what is in their gaps."""
    inside = [each.connection for each in connections.all()]
    return [each.serialize() for each in inside if isinstance(each, sqlite3.Connection)]


def test_the_search_would_find_what_lies_open(attachment):
    """Proof that the test above can fail."""
    assert attachment.mark in "\n".join(everything_kept())


def test_the_same_file_sent_twice_is_kept_once(send):
    send()
    send()

    assert Attachment.objects.count() == 1


def test_the_original_of_a_file_that_was_sent_before_can_still_be_kept(send):
    send()
    send(original=True)
    send(original=True)

    assert (Attachment.objects.count(), Original.objects.count()) == (1, 1)


def test_the_same_file_with_another_report_is_another(send, noon):
    send()
    receipt = actions.submit_report(
        ANONYMOUS, actions.Answers("bystander", "Another", "GM0344"), nonce="m" * 32, at=noon
    )
    other = actions.enter_mailbox(ANONYMOUS, receipt.code, at=noon)
    filing.attach_file(ANONYMOUS, other, PHOTO, keep_original=False, at=noon)

    assert len(set(Attachment.objects.values_list("mark", flat=True))) == 2


def test_the_original_is_not_kept_unless_asked(attachment):
    assert Original.objects.count() == 0
    assert "report.original-kept" not in acts()


@pytest.mark.parametrize(
    ("setting", "value", "code"),
    [("FILES_A_REPORT", 2, "full"), ("FILES_AT_MOST_A_REPORT", 2 * SMALLEST_BUCKET, "full-size")],
)
def test_one_file_too_many_is_refused_before_any_work(
    send, settings, monkeypatch, setting, value, code
):
    setattr(settings, setting, value)
    send(b"one")
    send(b"two")
    monkeypatch.setattr(filing, "made_anew", pytest.fail)

    with pytest.raises(NotTaken, match=code):
        send(b"three")

    assert Attachment.objects.count() == 2


def test_what_is_refused_is_on_the_trail_by_its_reason_alone(send, report):
    with pytest.raises(NotTaken):
        send(b"PK\x03\x04" + WORDS.encode())

    line = AuditEntry.objects.latest("id")
    assert (line.actor, line.outcome, line.facts) == ("anonymous", "refused", {"why": "packed"})
    assert line.subject == f"reporting.report:{report.id}"
    assert Attachment.objects.count() == 0


def test_a_scanner_that_does_not_answer_costs_the_file_and_not_the_report(
    send, settings, report, intake, noon
):
    settings.CLAMAV = "unix:/nowhere/clamd.ctl"

    with pytest.raises(NotTaken, match="unchecked"):
        send()

    assert actions.read_report(intake, report, at=noon)
    settings.CLAMAV = ""
    send()
    assert Attachment.objects.count() == 1


def test_a_rebuild_that_breaks_costs_the_file_and_not_the_report(send, report, monkeypatch):
    monkeypatch.setattr(pipeline, "REBUILD", "ketenwerk.no.such.thing")

    with pytest.raises(NotTaken, match="heavy"):
        send()

    assert (Attachment.objects.count(), Report.objects.count()) == (0, 1)


def test_after_wiping_nothing_can_be_added_and_what_was_sent_stays(send, ticket, intake, noon):
    send()
    actions.wipe_mailbox(ANONYMOUS, ticket, at=noon)

    with pytest.raises(Refused, match="wiped"):
        send(b"more")

    assert filing.read_attachment(intake, Attachment.objects.get(), at=noon)


def test_with_the_report_its_files_are_gone_in_every_copy(send, report, intake, noon):
    send(original=True)
    attachment = Attachment.objects.get()
    original = queries.original_of(intake, attachment.id)
    filing.ask_original(intake, original, "Invented", at=noon)
    names = [attachment.key_name(), original.key_name(), Opening.objects.get().key_name()]
    assert KeyGrant.objects.filter(record__in=names).count() == 3

    actions.forget_report(SYSTEM, report, at=noon + timedelta(days=400))

    assert KeyGrant.objects.filter(record__in=names).count() == 0
    assert [model.objects.count() for model in (Attachment, Original, Opening)] == [0, 0, 0]
    assert Report.objects.count() == 1


def test_a_list_does_not_fetch_what_is_in_the_files(
    send, report, intake, ticket, django_assert_num_queries
):
    send(original=True)
    with django_assert_num_queries(1):
        [listed] = queries.attachments(intake, report)
        assert {"content"} <= listed.get_deferred_fields()
        assert {"content"} <= listed.original.get_deferred_fields()
    [sent] = queries.sent_with(ticket.handle)
    assert "content" in sent.get_deferred_fields()
