"""How a signal looks in a list: where it is, who owes it an answer, and when."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from ketenwerk.country.words import form_name, place_name, word
from ketenwerk.foundation.cards import Card, days_late
from ketenwerk.signals.models import Signal, SignalState


def signal_card(signal: Signal, *, today: date) -> Card:
    """An open one names its day; a decided one what was decided."""
    waiting = signal.state == SignalState.OPEN
    return Card(
        kind="signal",
        what=f"{signal.label} · {form_name(signal.form)}",
        url=reverse("signals:show", args=[signal.id]),
        where=place_name(signal.municipality, signal.region),
        whose=signal.owner.name,
        next_step=_("Decide") if waiting else "",
        day=signal.decide_by if waiting else None,
        late_days=days_late(signal.decide_by, today=today) if waiting else 0,
        status=_how_soon(signal) if waiting else state_word(signal),
        shape="waiting" if waiting else "done",
    )


def state_word(signal: Signal) -> str:
    """Where it stands, or what was decided."""
    if signal.state == SignalState.OPEN:
        return _("Waits for a decision")
    return word("signal-decision", signal.decision)


def signal_facts(signal: Signal) -> list[tuple[str, object]]:
    return [
        (_("Who has it"), signal.owner.name),
        (_("Where"), place_name(signal.municipality, signal.region)),
        (_("Form"), form_name(signal.form)),
        (_("How soon"), word("urgency", signal.urgency)),
    ]


def _how_soon(signal: Signal) -> str:
    return _("How soon: %(urgency)s") % {"urgency": word("urgency", signal.urgency)}
