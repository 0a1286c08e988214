"""What is done with a report that is not sent yet. Only who holds the cookie, or the code, can read what is kept.

Reading a draft is no act on the trail: nobody but the visitor can do it.
"""

from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from ketenwerk.audit.trail import action, allow, record
from ketenwerk.country.data import country
from ketenwerk.keys import envelope
from ketenwerk.organisations.actor import Actor
from ketenwerk.reporting import draft as drafts
from ketenwerk.reporting import queries, rules
from ketenwerk.reporting.draft import Draft, Ticket
from ketenwerk.reporting.models import Draft as Kept
from ketenwerk.reporting.receipt import Stretched, code_for, stretch

CODE_PLACE = "report-draft-code"


def open_draft(ticket: Ticket | None) -> Draft | None:
    """The draft of this visitor; None when there is none, or when it was forgotten."""
    kept = queries.draft_content(ticket.locator) if ticket else b""
    return drafts.unlock(kept, ticket) if ticket and kept else None


def code_of(draft: Draft, *, words: str = "") -> str:
    """The code of this draft and of the report it becomes: one, however often it is asked for."""
    return code_for(draft.nonce, "", words=draft.words if draft.fixed else words)


def save_draft(actor: Actor, ticket: Ticket, draft: Draft, *, words: str, at: datetime) -> str:
    """Keep it for who wants to go on later; the code. The slow hash is made before the transaction."""
    draft = replace(draft, saved=True, words=draft.words if draft.fixed else words)
    code = code_of(draft)
    _save_draft(actor, ticket, draft, stretch(code), at=at)
    return code


@action
def keep_draft(actor: Actor, ticket: Ticket, draft: Draft, *, at: datetime) -> None:
    """Keep what was typed, for a day, or for as long as its code holds."""
    allow(rules.may_keep_draft(actor))
    kept = _row(ticket, draft, at=at)
    kept.save()
    record("draft.kept", kept)


@action
def _save_draft(
    actor: Actor, ticket: Ticket, draft: Draft, stretched: Stretched, *, at: datetime
) -> None:
    allow(rules.may_keep_draft(actor))
    kept = _row(ticket, draft, at=at)
    kept.code_locator = stretched.locator
    kept.code_opens = envelope.encrypt(ticket.secret, stretched.secret, place=CODE_PLACE)
    kept.save()
    record("draft.saved", kept)


@action
def mark_sent(actor: Actor, ticket: Ticket, draft: Draft, *, at: datetime) -> None:
    """From now on its code opens the mailbox; the cookie alone still gives the same receipt, for a day."""
    allow(rules.may_keep_draft(actor))
    kept = _row(ticket, replace(draft, sent=True, saved=False), at=at)
    kept.code_locator, kept.code_opens = None, b""
    kept.save()
    record("draft.sent", kept)


@action
def resume_draft(actor: Actor, kept: Kept, stretched: Stretched, *, at: datetime) -> Ticket:
    """What the code leads back to."""
    del at
    allow(rules.may_keep_draft(actor))
    secret = envelope.decrypt(bytes(kept.code_opens), stretched.secret, place=CODE_PLACE)
    record("draft.resumed", kept)
    return Ticket(secret)


@action
def drop_draft(actor: Actor, ticket: Ticket, *, at: datetime) -> None:
    """Throw it away now. What is gone already is no mistake."""
    allow(rules.may_keep_draft(actor))
    kept = _row(ticket, Draft(), at=at)
    Kept.objects.filter(locator=ticket.locator).delete()
    record("draft.dropped", kept)


@action
def forget_draft(actor: Actor, kept: Kept, *, at: datetime) -> None:
    """Its term has passed."""
    del at
    allow(rules.may_forget(actor))
    record("draft.forgotten", kept)
    kept.delete()


def _row(ticket: Ticket, draft: Draft, *, at: datetime) -> Kept:
    """The row of this ticket, locked, with the draft in it."""
    found = Kept.objects.select_for_update().filter(locator=ticket.locator).first()
    kept = found or Kept(locator=ticket.locator, code_opens=b"")
    kept.content = drafts.lock(draft, ticket)
    term = "report-draft-saved" if draft.saved else "report-draft"
    kept.keep_until = country().kept_until(term, timezone.localdate(at))
    return kept
