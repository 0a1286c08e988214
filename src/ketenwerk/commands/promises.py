"""What must always hold, checked on what the walk left behind. Each promise is its own sentence."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, transaction

from ketenwerk.audit import chain
from ketenwerk.audit.models import AuditEntry
from ketenwerk.audit.queries import subject_of
from ketenwerk.care.models import Service
from ketenwerk.casework.models import State, Track
from ketenwerk.commands.story import STORY, Story
from ketenwerk.country.check import check
from ketenwerk.foundation.problems import Refused
from ketenwerk.foundation.records import OutsideAction, acting
from ketenwerk.reporting import actions as reporting
from ketenwerk.reporting import tasks
from ketenwerk.reporting.models import Report
from ketenwerk.signals.models import Signal
from ketenwerk.statistics.disclosure import publish

TRACES = {"ip", "address", "agent", "browser", "user_agent", "remote_addr", "hour"}
BY_ITSELF = {
    "report.dealt-with",
    "report.forgotten",
    "referral.expired",
    "need.unmet",
    "place-request.exhausted",
    "place-request.climbed",
    "track.place-out-of-time",
}
NOT_YET = (
    (
        "Nothing is shared without a reason: there are no agreements and disclosures yet, so nothing leaves "
        "but a signal's text to its region's chain director, and a task or request to whom it is given."
    ),
)
YEAR_AND_A_MONTH = timedelta(days=400)


def nobody_falls_between(story: Story) -> bool:
    """Nobody falls between two stools: the database refuses an open track without a next step and a day."""
    track = story.track("care")
    emptied = Track.objects.filter(pk=track.pk)
    try:
        with transaction.atomic(), acting():
            emptied.update(state=State.OPEN, outcome="", closed_at=None, next_step="")
    except IntegrityError:
        return True
    return False


def responsibility_moved_when_both_confirmed(story: Story) -> bool:
    """Responsibility moved once: when who takes in and who sends had both confirmed, and by nothing before."""
    arrived = AuditEntry.objects.get(act="referral.arrived")
    confirmed = AuditEntry.objects.get(act="referral.confirmed")
    moved = AuditEntry.objects.filter(
        act="track.handed-over", subject=subject_of(story.track("care"))
    )
    return [entry.at for entry in moved] == [max(arrived.at, confirmed.at)]


def every_signal_is_answered(story: Story) -> bool:
    """Every signal got a decision with a reason, and its reporter an answer."""
    signal = Signal.objects.get(pk=story.signal.pk)
    return bool(signal.decision and signal.decided_at and story.mailbox)


def no_trace_of_the_reporter(story: Story) -> bool:
    """An anonymous report cannot be joined to a person: no key leads to it, and no trace is kept with it."""
    del story
    keys = [
        field
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.related_model is Report and model._meta.app_label != Report._meta.app_label
    ]
    names = {field.attname for field in Report._meta.local_fields}
    sent = AuditEntry.objects.filter(actor="anonymous")
    hours = {entry.at.astimezone().time().isoformat() for entry in sent}
    return not keys and not names & TRACES and len(hours) == 1


def help_did_not_wait(story: Story) -> bool:
    """Help did not wait for a complaint: the place was given before the criminal track had any outcome."""
    accepted = AuditEntry.objects.get(act="referral.accepted")
    closed = story.track("criminal").closed_at
    return closed is not None and accepted.at < closed


def people_decide(story: Story) -> bool:
    """No machine decided about a person: by itself only the mailbox's last word was set, and time ran out."""
    del story
    automatic = AuditEntry.objects.filter(actor="system").values_list("act", flat=True)
    return set(automatic) <= BY_ITSELF


def reading_is_an_act(story: Story) -> bool:
    """Reading is an act: it stands on the trail, and outside an action nothing opens."""
    read = set(AuditEntry.objects.filter(act__endswith=".read").values_list("act", flat=True))
    try:
        _ = Report.objects.get().story
    except OutsideAction:
        return {"report.read", "signal.read", "mailbox.read"} <= read and bool(story.cast)
    return False


def refusals_have_reasons(story: Story) -> bool:
    """Every refusal said why, and stands on the trail."""
    refused = AuditEntry.objects.filter(outcome=AuditEntry.Outcome.REFUSED)
    whys = {str(entry.facts["why"]) for entry in refused}
    return set(story.refusals.values()) <= whys


def places_add_up(story: Story) -> bool:
    """The place that was given is free again, and never was there less than none."""
    service = story.cast.services["linde-vrouwen"]
    return Service.objects.get(pk=service.pk).free == service.free


def past_its_term_is_gone(story: Story) -> bool:
    """What is acknowledged is kept; what has passed its term is gone for good."""
    report, intake = Report.objects.get(), story.actor("ina-inkijk")
    if reporting.read_report(intake, report, at=story.at).story != STORY:
        return False
    tasks.forget_expired(at=story.at + YEAR_AND_A_MONTH)
    try:
        reporting.read_report(intake, Report.objects.get(), at=story.at + YEAR_AND_A_MONTH)
    except Refused as refusal:
        return refusal.code == "keys.no-grant"
    return False


def figures_show_no_one(story: Story) -> bool:
    """Public figures show no one: this one case cannot be seen in them."""
    del story
    shown = publish({"here": Report.objects.count(), "there": 120, "elsewhere": 130})
    return {cell.code: cell.count for cell in shown.cells}["here"] is None


def country_is_data(story: Story) -> bool:
    """What differs by country is data, and all of it fits."""
    del story
    return check(Path(settings.COUNTRIES_DIR) / settings.COUNTRY) == []


def trail_is_whole(story: Story) -> bool:
    """The trail is whole: closed into a batch, nothing on it was changed, removed or put in between."""
    chain.seal(at=story.at + YEAR_AND_A_MONTH)
    return list(chain.verify(at=story.at + 2 * YEAR_AND_A_MONTH)) == []


PROMISES: tuple[Callable[[Story], bool], ...] = (
    nobody_falls_between,
    responsibility_moved_when_both_confirmed,
    every_signal_is_answered,
    no_trace_of_the_reporter,
    help_did_not_wait,
    people_decide,
    reading_is_an_act,
    refusals_have_reasons,
    places_add_up,
    past_its_term_is_gone,
    figures_show_no_one,
    country_is_data,
    trail_is_whole,
)
