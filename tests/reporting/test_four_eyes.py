"""An original is opened by two people: one asks, somebody else agrees, once, within the hour (security.md 6.1)."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError

from ketenwerk.audit.models import AuditEntry
from ketenwerk.foundation.problems import NotFound, Refused
from ketenwerk.organisations.actor import ANONYMOUS, EVERYWHERE, SYSTEM, Actor, Role
from ketenwerk.reporting import actions, filing, queries, rules
from ketenwerk.reporting.handling import actions as handling
from ketenwerk.reporting.models import Attachment, Opening, Original, Report
from tests.conftest import NOON
from tests.reporting.samples import WORDS, exif, saved

MINE, OTHER = uuid.uuid4(), uuid.uuid4()
PHOTO = saved("JPEG", exif=exif(0x13B, WORDS), comment=WORDS)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


def person(
    name: str, organisation: uuid.UUID = MINE, role: Role = Role.INTAKE, where: str = "here"
) -> Actor:
    return Actor(name, str(organisation), frozenset({(role, where)}))


ASKER, COLLEAGUE = person("asker"), person("colleague")


def opening(**given: object) -> Opening:
    report = Report(receiver_id=MINE, region="here", mailbox_private=b"locked")
    original = Original(attachment=Attachment(report=report, number=1))
    return Opening(original=original, **{"asked_by": "asker", "asked_at": NOON} | given)


def agreed(**given: object) -> Opening:
    return opening(agreed_by="colleague", agreed_at=NOON, **given)


OUTSIDERS = [
    (person("else", OTHER), "organisation.other"),
    (person("else", role=Role.CHAIN_DIRECTOR), "role.missing"),
    (person("else", role=Role.PRIVACY_OFFICER), "role.missing"),
    (person("else", where="there"), "role.missing"),
    (ANONYMOUS, "organisation.other"),
    (SYSTEM, "organisation.other"),
]


@pytest.mark.parametrize(
    ("who", "answer"), [(ASKER, ""), (person("x", where=EVERYWHERE), ""), *OUTSIDERS]
)
def test_may_ask_original_and_may_read_attachment(who, answer):
    original = opening().original

    assert rules.may_ask_original(who, original).reason == answer
    assert rules.may_read_attachment(who, original.attachment).reason == answer


@pytest.mark.parametrize(("mailbox", "answer"), [(b"locked", ""), (b"", "mailbox.wiped")])
def test_may_attach(mailbox, answer):
    assert rules.may_attach(ANONYMOUS, Report(mailbox_private=mailbox)).reason == answer


@pytest.mark.parametrize(
    ("who", "request_", "at", "answer"),
    [
        (COLLEAGUE, opening(), NOON, ""),
        (COLLEAGUE, opening(), NOON + DAY, ""),
        (COLLEAGUE, opening(), NOON + DAY + SECOND, "original.asked-too-long-ago"),
        (COLLEAGUE, opening(), NOON - SECOND, "original.asked-too-long-ago"),
        (ASKER, opening(), NOON, "original.same-person"),
        (person("asker", where=EVERYWHERE), opening(), NOON, "original.same-person"),
        (COLLEAGUE, agreed(), NOON, "original.agreed-already"),
        (person("third"), agreed(), NOON, "original.agreed-already"),
        *((who, opening(), NOON, answer) for who, answer in OUTSIDERS),
    ],
)
def test_may_agree(who, request_, at, answer):
    assert rules.may_agree(who, request_, at=at).reason == answer


@pytest.mark.parametrize(
    ("who", "request_", "at", "answer"),
    [
        (ASKER, agreed(), NOON, ""),
        (ASKER, agreed(), NOON + HOUR, ""),
        (ASKER, agreed(), NOON + HOUR + SECOND, "original.agreed-too-long-ago"),
        (ASKER, agreed(), NOON - SECOND, "original.agreed-too-long-ago"),
        (ASKER, opening(), NOON, "original.nobody-agreed"),
        (ASKER, agreed(opened_at=NOON), NOON, "original.opened-already"),
        (COLLEAGUE, agreed(), NOON, "original.not-who-asked"),
        (person("third"), agreed(), NOON, "original.not-who-asked"),
        (person("asker", OTHER), agreed(), NOON, "organisation.other"),
        *((who, agreed(), NOON, answer) for who, answer in OUTSIDERS),
    ],
)
def test_may_open_original(who, request_, at, answer):
    assert rules.may_open_original(who, request_, at=at).reason == answer


# ---- as it goes ----


@pytest.fixture
def colleague(intake) -> Actor:
    return Actor("a colleague", intake.organisation, intake.grants)


@pytest.fixture
def original(receipt, intake, noon) -> Original:
    ticket = actions.enter_mailbox(ANONYMOUS, receipt.code, at=noon)
    filing.attach_file(ANONYMOUS, ticket, PHOTO, keep_original=True, at=noon)
    return queries.original_of(intake, Attachment.objects.get().id)


@pytest.fixture
def asked(original, intake, noon) -> Opening:
    made = filing.ask_original(intake, original, "Invented: the date matters.", at=noon)
    return queries.opening_by_id(intake, made.id)


def test_two_people_open_it_and_it_is_what_was_sent_to_the_byte(asked, intake, colleague, noon):
    filing.agree_to_opening(colleague, asked, at=noon)

    assert filing.open_original(intake, asked, at=noon) == PHOTO
    lines = AuditEntry.objects.filter(act__startswith="original.").order_by("id")
    assert [(line.act, line.actor) for line in lines] == [
        ("original.asked", intake.user_id),
        ("original.agreed", colleague.user_id),
        ("original.opened", intake.user_id),
    ]
    assert {line.facts.get("opening") for line in lines[1:]} == {str(asked.id)}


def test_it_is_given_once(asked, intake, colleague, noon):
    filing.agree_to_opening(colleague, asked, at=noon)
    filing.open_original(intake, asked, at=noon)

    with pytest.raises(Refused, match="opened-already"):
        filing.open_original(intake, asked, at=noon)


def test_agreeing_twice_gives_nothing_more(asked, intake, colleague, noon):
    third = Actor("a third", intake.organisation, intake.grants)
    filing.agree_to_opening(colleague, asked, at=noon)

    with pytest.raises(Refused, match="agreed-already"):
        filing.agree_to_opening(third, asked, at=noon)
    filing.open_original(intake, asked, at=noon)
    with pytest.raises(Refused):
        filing.open_original(intake, asked, at=noon)


def test_a_refusal_opens_nothing_and_is_on_the_trail(asked, intake, noon):
    with pytest.raises(Refused, match="nobody-agreed"):
        filing.open_original(intake, asked, at=noon)

    line = AuditEntry.objects.latest("id")
    assert (line.outcome, line.facts) == ("refused", {"why": "original.nobody-agreed"})
    assert Opening.objects.get().opened_at is None


def test_agreeing_to_one_original_opens_no_other(asked, original, intake, colleague, noon):
    other = filing.ask_original(intake, original, "Once more", at=noon)
    filing.agree_to_opening(colleague, asked, at=noon)

    with pytest.raises(Refused, match="nobody-agreed"):
        filing.open_original(intake, queries.opening_by_id(intake, other.id), at=noon)


def test_the_organisation_that_received_it_holds_no_key_to_it(original, intake, inside):
    """Whatever else in the program would try: only the one action names the holder."""
    fresh = Original.objects.get()

    with inside(intake.organisation), pytest.raises(Refused, match="no-grant"):
        _ = fresh.content


def test_the_database_itself_refuses_one_person_who_is_two(asked, intake, inside, noon):
    with inside(intake.organisation), pytest.raises(IntegrityError):
        Opening.objects.filter(pk=asked.pk).update(agreed_by=intake.user_id, agreed_at=noon)


def test_the_database_itself_refuses_an_opening_nobody_agreed_to(asked, intake, inside, noon):
    with inside(intake.organisation), pytest.raises(IntegrityError):
        Opening.objects.filter(pk=asked.pk).update(opened_at=noon)


def test_what_the_people_of_the_intake_see(asked, original, intake, colleague, noon):
    [mine] = filing.read_requests(intake, original, at=noon)
    [theirs] = filing.read_requests(colleague, original, at=noon)

    assert mine.reason == theirs.reason == "Invented: the date matters."
    assert (mine.mine, mine.may_agree, mine.may_open) == (True, False, False)
    assert (theirs.mine, theirs.may_agree, theirs.may_open) == (False, True, False)


def test_another_organisation_finds_neither_request_nor_original(asked, original, stranger):
    with pytest.raises(NotFound):
        queries.opening_by_id(stranger, asked.id)
    with pytest.raises(NotFound):
        queries.original_of(stranger, original.attachment_id)


@pytest.fixture
def moved(asked, cast, intake, noon) -> Actor:
    """Who took the report over after somebody had asked for its original."""
    national = cast.actor("lara-landelijk", on=noon.date())
    bureau = cast.organisations["landelijk-bureau"]
    report = Report.objects.get()
    offer = handling.hand_over(intake, report, bureau, reason="Invented: theirs.", at=noon)
    handling.accept_handover(national, offer, at=noon)
    return national


def test_it_goes_along_with_a_report_that_another_takes_over(asked, moved, intake, noon):
    original = queries.original_of(moved, Attachment.objects.get().id)
    third = Actor("a third", moved.organisation, moved.grants)

    assert filing.read_attachment(moved, original.attachment, at=noon)
    [before] = filing.read_requests(moved, original, at=noon)
    assert before.reason == "Invented: the date matters."
    made = filing.ask_original(moved, original, "Invented: for the file.", at=noon)
    ours = queries.opening_by_id(moved, made.id)
    filing.agree_to_opening(third, ours, at=noon)
    assert filing.open_original(moved, ours, at=noon) == PHOTO


def test_what_was_agreed_before_opens_nothing_for_who_gave_it_away(
    asked, cast, intake, colleague, noon
):
    filing.agree_to_opening(colleague, asked, at=noon)
    bureau = cast.organisations["landelijk-bureau"]
    offer = handling.hand_over(intake, Report.objects.get(), bureau, reason="Invented", at=noon)
    handling.accept_handover(cast.actor("lara-landelijk", on=noon.date()), offer, at=noon)

    with pytest.raises(NotFound):
        queries.opening_by_id(intake, asked.id)
    with pytest.raises(Refused, match=r"organisation\.other"):
        filing.open_original(intake, Opening.objects.get(), at=noon)
