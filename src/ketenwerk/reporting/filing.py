"""Everything that is done with the files of a report, and with the originals that two people open."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from ketenwerk.audit import trail
from ketenwerk.audit.queries import subject_of
from ketenwerk.audit.trail import action, allow, record
from ketenwerk.foundation.decision import every
from ketenwerk.foundation.problems import Refused
from ketenwerk.keys.envelope import bucket
from ketenwerk.keys.fields import fingerprint, open_as
from ketenwerk.organisations.actor import Actor
from ketenwerk.reporting import queries, rules
from ketenwerk.reporting.attachments import sandbox
from ketenwerk.reporting.attachments.kinds import Kind, NotTaken
from ketenwerk.reporting.attachments.pipeline import Shop, made_anew
from ketenwerk.reporting.mailbox import Ticket
from ketenwerk.reporting.models import Attachment, Opening, Original, Report

ACT = "reporting.filing.attach_file"
KINDS = {Kind.PDF: Attachment.Kind.DOCUMENT, Kind.TEXT: Attachment.Kind.TEXT}
EXTENSIONS = {Kind.JPEG: "jpg", Kind.TEXT: "txt"}


@dataclass(frozen=True, slots=True)
class Made:
    """A new file, and the bytes it was made of when those are to be kept too."""

    kind: Kind
    content: bytes
    mark: str
    original: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """One request to open an original, as the people of the intake see it."""

    id: UUID
    asked_at: datetime
    reason: str
    mine: bool
    agreed: bool
    opened: bool
    may_agree: bool
    may_open: bool


@dataclass(frozen=True, slots=True)
class Awaited:
    """One request that waits for a second person: who asks and why, and until when it counts."""

    attachment: Attachment
    asked_by: str
    reason: str
    until: datetime


def attach_file(
    actor: Actor, ticket: Ticket, data: bytes, *, keep_original: bool, at: datetime
) -> None:
    """Make the file anew and seal it to the receiver. The same file sent twice is kept once.

    Raises NotTaken when there is no room for it, or nothing safe can be made of it; the report is as it was.
    Making it anew takes seconds, so it is done before the transaction begins.
    """
    report = queries.mailbox_report(ticket.handle)
    if not (may := rules.may_attach(actor, report)):
        raise Refused(may.reason)
    try:
        _see_to_room(report, len(data))
        kind, content = made_anew(data, _shop())
    except NotTaken as problem:
        trail.refused(actor, ACT, why=problem.code, at=at, subject=subject_of(report))
        raise
    mark = fingerprint(f"{report.handle} {hashlib.sha256(data).hexdigest()}", purpose="attachment")
    made = Made(kind, content, mark, data if keep_original else b"")
    _keep_attachment(actor, ticket, made, at=at)


@action
def _keep_attachment(actor: Actor, ticket: Ticket, made: Made, *, at: datetime) -> None:
    report = queries.mailbox_report(ticket.handle).refreshed()
    allow(rules.may_attach(actor, report))
    found = Attachment.objects.filter(report=report, mark=made.mark).defer("content").first()
    if found is None:
        found = _new_attachment(report, made, at=at)
    record("report.file-added", report, number=found.number, kind=found.kind)
    if made.original and not Original.objects.filter(attachment=found).exists():
        extension = EXTENSIONS.get(made.kind, str(made.kind))
        Original.objects.create(
            attachment=found,
            extension=extension,
            size=bucket(len(made.original)),
            content=made.original,
        )
        record("report.original-kept", report, number=found.number)


@action
def read_attachment(actor: Actor, attachment: Attachment, *, at: datetime) -> bytes:
    """Unseal the file as it was made anew."""
    del at
    allow(rules.may_read_attachment(actor, attachment))
    record("report.file-read", attachment.report, number=attachment.number)
    return bytes(attachment.content)


@action
def ask_original(actor: Actor, original: Original, reason: str, *, at: datetime) -> Opening:
    """Ask somebody else to agree that the original is opened."""
    allow(rules.may_ask_original(actor, original))
    opening = Opening.objects.create(
        original=original, asked_by=actor.user_id, asked_at=at, reason=reason
    )
    record("original.asked", original)
    return opening


@action
def read_requests(actor: Actor, original: Original, *, at: datetime) -> list[Request]:
    """Who asked to open this original, and why."""
    allow(rules.may_ask_original(actor, original))
    record("original.requests-read", original)
    return [_request(actor, opening, at=at) for opening in queries.openings_of(original)]


@action
def read_awaited(actor: Actor, openings: Sequence[Opening], *, at: datetime) -> list[Awaited]:
    """Unseal why each of these is asked for, for who may agree to it."""
    allow(every(*(rules.may_agree(actor, opening, at=at) for opening in openings)))
    for opening in openings:
        record("original.requests-read", opening.original)
    return [
        Awaited(
            opening.original.attachment,
            opening.asked_by,
            str(opening.reason),
            opening.asked_at + rules.ASKING_LASTS,
        )
        for opening in openings
    ]


@action
def agree_to_opening(actor: Actor, opening: Opening, *, at: datetime) -> None:
    """From now on, for an hour, who asked may open this one original once."""
    fresh = _fresh(opening)
    allow(rules.may_agree(actor, fresh, at=at))
    fresh.agreed_by, fresh.agreed_at = actor.user_id, at
    fresh.save(update_fields=["agreed_by", "agreed_at"])
    record("original.agreed", fresh.original, opening=str(fresh.id))


@action
def open_original(actor: Actor, opening: Opening, *, at: datetime) -> bytes:
    """The file as it was sent. Two people wanted it; it is given once."""
    fresh = _fresh(opening)
    allow(rules.may_open_original(actor, fresh, at=at))
    fresh.opened_at = at
    fresh.save(update_fields=["opened_at"])
    record("original.opened", fresh.original, opening=str(fresh.id))
    open_as(fresh.original, fresh.original.two_people())
    return bytes(fresh.original.content)


def _shop() -> Shop:
    """Every installation has a key file: locked, it says whose turn it is. Nothing reads it for that."""
    try:
        walls = sandbox.walls()
    except sandbox.TookTooLong as error:
        raise NotTaken("busy") from error
    return Shop(settings.FILE_AT_MOST, settings.CLAMAV, walls, settings.KEY_FILE)


def _see_to_room(report: Report, size: int) -> None:
    """Before any work is done. Raises NotTaken."""
    number, taken = queries.room_taken(report)
    if number >= settings.FILES_A_REPORT:
        raise NotTaken("full")
    if taken + size > settings.FILES_AT_MOST_A_REPORT:
        raise NotTaken("full-size")


def _new_attachment(report: Report, made: Made, *, at: datetime) -> Attachment:
    number, _ = queries.room_taken(report)
    if number >= settings.FILES_A_REPORT:
        raise NotTaken("full")
    return Attachment.objects.create(
        report=report,
        number=number + 1,
        kind=KINDS.get(made.kind, Attachment.Kind.PICTURE),
        size=bucket(len(made.content)),
        sent_on=timezone.localdate(at),
        mark=made.mark,
        content=made.content,
    )


def _fresh(opening: Opening) -> Opening:
    """As it is now, locked; with the original that is known already, whose file is not fetched."""
    fresh = opening.refreshed()
    fresh.original = opening.original
    return fresh


def _request(actor: Actor, opening: Opening, *, at: datetime) -> Request:
    return Request(
        id=opening.id,
        asked_at=opening.asked_at,
        reason=str(opening.reason),
        mine=opening.asked_by == actor.user_id,
        agreed=bool(opening.agreed_by),
        opened=opening.opened_at is not None,
        may_agree=bool(rules.may_agree(actor, opening, at=at)),
        may_open=bool(rules.may_open_original(actor, opening, at=at)),
    )
