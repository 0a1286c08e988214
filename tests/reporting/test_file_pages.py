"""The pages for files: one at a time, without a trace, and every refusal says what to do."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ketenwerk.reporting import filing, queries
from ketenwerk.reporting.attachments import kinds, pipeline
from ketenwerk.reporting.attachments.kinds import NotTaken
from ketenwerk.reporting.attachments.rebuild import WHY
from ketenwerk.reporting.models import Attachment, Opening, Original, Report
from ketenwerk.reporting.uploads import REFUSALS
from tests.conftest import NOON
from tests.reporting.conftest import ANSWER, CONTACT
from tests.reporting.samples import WORDS, saved
from tests.reporting.test_no_trace import everything_kept

ADD = f"{ANSWER}add/"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PHOTO = saved("JPEG", comment=WORDS)
ONE_DAY = timedelta(days=1)
NAME = "Jan Jansen bewijs.jpg"
WAY = (kinds, pipeline, filing)
IN_CONTAINERS = {"office", "packed", "media", "heic", "page"}  # what `kinds` sees inside a file


def file(data: bytes = PHOTO, name: str = NAME) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/jpeg")


@pytest.fixture
def desk(cast) -> Client:
    client = Client()
    client.force_login(cast.people["ina-inkijk"], backend=BACKEND)
    return client


@pytest.fixture
def attachment(mailbox) -> Attachment:
    mailbox.post(ADD, {"file": file(), "original": "on"})
    return Attachment.objects.get()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_that_asks_for_a_file(mailbox, language):
    answer = mailbox.get(f"/{language}/answer/add/")

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert 'enctype="multipart/form-data"' in answer.text
    assert re.search(r'<input type="file"[^>]*name="file"', answer.text)
    assert "25 MB" in answer.text


def test_from_the_receipt_to_a_file_without_typing_the_code(visitor, form):
    """The mailbox opens when the button is pressed, and not before."""
    receipt = visitor.post(CONTACT, form())
    hidden = re.search(r'name="code" value="(\d{24})"', receipt.text)
    assert hidden
    assert "mailbox" not in receipt.cookies

    entered = visitor.post(ANSWER, {"code": hidden[1], "files": "1"})
    sent = visitor.post(entered["Location"], {"file": file()})
    after = visitor.get(sent["Location"])

    assert (entered.status_code, entered["Location"]) == (303, ADD)
    assert (sent.status_code, sent["Location"]) == (303, f"{ADD}?sent")
    assert "Your file has been sent." in after.text
    assert "Picture, sent today" in after.text


def test_later_it_says_which_day(mailbox, attachment, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: NOON.date() + ONE_DAY)

    assert "Picture, sent on 23 November" in mailbox.get(ADD).text


def test_who_has_the_code_does_not_get_the_file_back(mailbox, attachment):
    for path in (ADD, f"{ANSWER}open/"):
        page = mailbox.get(path).text
        assert str(attachment.id) not in page
        assert "<img" not in page
    assert mailbox.get(f"/en/intake/files/{attachment.id}/").status_code == 302


def test_without_the_code_nothing_can_be_added(visitor):
    answer = visitor.post(ADD, {"file": file()})

    assert "Open the mailbox" in answer.text
    assert not Attachment.objects.exists()


def test_without_a_token_against_forgery_nothing_can_be_added(code):
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(ANSWER).text
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    browser.post(ANSWER, {"code": code, "csrfmiddlewaretoken": token[1]})

    refused = browser.post(ADD, {"file": file()})
    taken = browser.post(ADD, {"file": file(), "csrfmiddlewaretoken": token[1]})

    assert (refused.status_code, taken.status_code) == (403, 303)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Choose another one."),
        (b"PK\x03\x04", "one by one"),
        (b"PK\x03\x04 word/document.xml", "Save it as PDF"),
        (b"\0\0\0\x18ftypheic", "share it as JPEG"),
        (b"<svg>", "Make a screenshot"),
        (b"MZ", "We never take programs."),
        (b"\xff\xd8\xff", "Perhaps it is damaged"),
        (b"%PDF-1.4", "Perhaps it is damaged"),
    ],
)
def test_every_refusal_says_what_to_do(mailbox, data, said):
    answer = mailbox.post(ADD, {"file": file(data), "original": "on"})

    assert answer.status_code == 200
    assert said in answer.text
    assert "<title>Error:" in answer.text
    assert re.search(r'name="original"[^>]*checked', answer.text)
    assert not Attachment.objects.exists()
    assert mailbox.get(f"{ANSWER}open/").status_code == 200


def test_no_file_at_all(mailbox):
    assert "Choose a photo or document first." in mailbox.post(ADD, {}).text


def test_a_file_that_is_too_large_is_said_to_be(mailbox, settings):
    settings.FILE_AT_MOST = 50_000

    answer = mailbox.post(ADD, {"file": file(b"x" * 300_000)})

    assert "This file is too large." in answer.text
    assert not Attachment.objects.exists()


def test_an_eleventh_file_is_not_asked_for_and_not_taken(mailbox, settings):
    settings.FILES_A_REPORT = 1
    mailbox.post(ADD, {"file": file()})

    page = mailbox.get(ADD).text
    answer = mailbox.post(ADD, {"file": file(b"one more")})

    assert "More do not fit." in page
    assert 'type="file"' not in page
    assert "More do not fit." in answer.text
    assert Attachment.objects.count() == 1


def test_every_reason_has_its_sentences():
    """Whatever the way of a file can say; and no sentence that nothing says."""
    named = {why for _, why in kinds.REFUSED} | set(WHY.values())
    written = "".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in WAY)
    said = named | set(re.findall(r'NotTaken\("([a-z-]+)"\)', written)) | IN_CONTAINERS

    assert said == set(REFUSALS)


@pytest.mark.parametrize("why", sorted(REFUSALS))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_refusal_is_a_page_and_keeps_nothing(mailbox, monkeypatch, why, language):
    def refuse(*_: object, **__: object) -> None:
        raise NotTaken(why)

    monkeypatch.setattr(filing, "made_anew", refuse)

    answer = mailbox.post(f"/{language}/answer/add/", {"file": file()})

    assert answer.status_code == 200
    assert answer.text.count("field__error") == 1
    assert not Attachment.objects.exists()


def test_the_name_of_a_file_is_in_no_table_log_header_or_page(mailbox, desk, capfd):
    answers = [mailbox.post(ADD, {"file": file(), "original": "on"}), mailbox.get(ADD)]
    answers.append(mailbox.post(ADD, {"file": file(b"PK\x03\x04")}))
    answers.append(desk.get(f"/en/intake/{Report.objects.get().id}/"))
    answers.append(desk.get(f"/en/intake/files/{Attachment.objects.get().id}/"))

    logged = capfd.readouterr()
    seen = "".join(str(each.headers) + each.content.decode("latin-1") for each in answers)
    for text in (seen, logged.out + logged.err, *everything_kept()):
        assert "Jansen" not in text
        assert "bewijs" not in text


# ---- the intake ----


@pytest.mark.parametrize(
    ("language", "name"), [("nl", "bijlage-1.jpg"), ("en", "attachment-1.jpg")]
)
def test_the_intake_gets_the_new_file_as_a_file(desk, attachment, language, name):
    answer = desk.get(f"/{language}/intake/files/{attachment.id}/")

    assert answer.content.startswith(b"\xff\xd8\xff")
    assert WORDS.encode() not in answer.content
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Type"] == "image/jpeg"


def test_the_intake_sees_what_came_with_a_report(desk, attachment):
    page = desk.get(f"/en/intake/{attachment.report_id}/").text

    assert "attachment-1.jpg" in page
    assert f"/en/intake/files/{attachment.id}/original/" in page


def test_a_report_without_files_says_nothing_of_them(desk, code):
    assert "attachment-" not in desk.get(f"/en/intake/{Report.objects.get().id}/").text


def test_two_people_open_an_original_on_the_pages(desk, attachment, intake):
    original = f"/en/intake/files/{attachment.id}/original/"
    nothing = desk.post(original, {"reason": " "})
    asked = desk.post(original, {"reason": "Invented: the hour matters."})
    opening = Opening.objects.get()
    mine = desk.get(original).text
    too_soon = desk.post(f"/en/intake/originals/{opening.id}/open/")
    alone = desk.post(f"/en/intake/originals/{opening.id}/agree/")
    colleague = type(intake)("a colleague", intake.organisation, intake.grants)
    filing.agree_to_opening(colleague, queries.opening_by_id(colleague, opening.id), at=NOON)
    agreed = desk.get(original).text
    opened = desk.post(f"/en/intake/originals/{opening.id}/open/")
    again = desk.post(f"/en/intake/originals/{opening.id}/open/")

    assert "Write why." in nothing.text
    assert (asked.status_code, asked["Location"]) == (302, original)
    assert "Invented: the hour matters." in mine
    assert "Nobody has agreed yet." in mine
    assert (too_soon.status_code, alone.status_code, again.status_code) == (403, 403, 403)
    assert "Somebody else than who asked must agree." in alone.text
    assert "Open the original, once" in agreed
    assert opened.content == PHOTO
    assert opened["Content-Disposition"] == 'attachment; filename="original-1.jpg"'
    assert opened["Content-Type"] == "application/octet-stream"
    assert "no-store" in opened["Cache-Control"]
    assert opened["X-Content-Type-Options"] == "nosniff"


def test_there_is_no_original_where_none_was_kept(mailbox, desk):
    mailbox.post(ADD, {"file": file()})

    assert Original.objects.count() == 0
    assert desk.get(f"/en/intake/files/{Attachment.objects.get().id}/original/").status_code == 404


@pytest.mark.parametrize("path", ["agree", "open"])
def test_what_opens_an_original_cannot_be_a_link(desk, attachment, intake, path):
    original = queries.original_of(intake, attachment.id)
    opening = filing.ask_original(intake, original, "Invented", at=NOON)

    assert desk.get(f"/en/intake/originals/{opening.id}/{path}/").status_code == 405
