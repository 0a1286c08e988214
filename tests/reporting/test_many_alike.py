"""Very many reports at once (T105, T106): shown together, none lost, and nothing done by itself."""

import pytest

from ketenwerk.audit.models import AuditEntry
from ketenwerk.care.models import Referral
from ketenwerk.casework.models import Case
from ketenwerk.commands import daily
from ketenwerk.foundation.problems import Refused
from ketenwerk.reporting import actions as reporting
from ketenwerk.reporting.handling import cards
from ketenwerk.reporting.handling.models import Bundle, Handover
from ketenwerk.reporting.handling.queries import look_alikes
from ketenwerk.reporting.models import Message, Report
from ketenwerk.reporting.together import actions, queries
from ketenwerk.reporting.together.rules import Deed, Kind
from ketenwerk.signals.models import Signal
from tests.conftest import NOON, STORY

ACCUSED = "Invented: Wim Verzonnen of the Verzonnen Kade keeps girls locked in his cellar, and everybody knows."


def do(actor, reports, deed):
    seen = {str(each.pk): queries.stand(each) for each in reports}
    return actions.do_together(actor, reports, deed, seen=seen, at=NOON)


def test_a_thousand_identical_reports_are_one_group_and_none_is_lost(tell, intake, inside):
    """T105."""
    reports = tell(1000, STORY)

    found = list(look_alikes(intake, reports[0]))
    offered = queries.open_together(intake, reports[0])
    do(intake, offered[1:], Deed(kind=Kind.CLOSE, reason="duplicate", words="Ok", of=reports[0]))

    assert len(found) == 999
    assert len(offered) == queries.MOST
    assert Report.objects.count() == 1000
    assert Report.objects.filter(state="new").count() == 1000 - queries.MOST + 1
    left = queries.open_together(intake, reports[0])
    assert len(left) == queries.MOST
    assert not set(left) & set(offered[1:])
    with inside(intake.organisation):
        assert all(STORY in report.story for report in Report.objects.all())


def test_five_hundred_reports_that_name_one_person_start_nothing_by_themselves(
    tell, intake, national, stranger, capsys
):
    """T106. Nothing is matched, shared, flagged or made more urgent: that takes a person, report by report."""
    [single] = tell(1, "Invented: somebody sleeps in the shop at night.")
    trail = AuditEntry.objects.count()

    reports = tell(500, ACCUSED)
    acts = set(AuditEntry.objects.order_by("id")[trail:].values_list("act", flat=True))
    assert daily.run([]) == 0

    assert acts == {"report.received"}
    assert Report.objects.filter(state="new", owner_user="", bundle=None).count() == 501
    for model in (Signal, Case, Referral, Handover, Bundle, Message):
        assert not model.objects.exists(), model
    shown = {cards.state_word(report) for report in reports}
    assert shown == {cards.state_word(single)}
    facts = ("urgency", "look_by", "region", "receiver_id")
    assert {tuple(getattr(each, fact) for fact in facts) for each in reports} == {
        tuple(getattr(single, fact) for fact in facts)
    }
    for other in (national, stranger):
        assert not Report.objects.visible_to(other).exists()
        with pytest.raises(Refused):
            reporting.read_report(other, reports[0], at=NOON)


def test_the_name_of_who_is_accused_lies_open_nowhere(tell):
    tell(3, ACCUSED)

    for row in Report.objects.values_list():
        assert "Verzonnen" not in repr(row)
