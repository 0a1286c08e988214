"""What must hold for every act of handling a report: done, refused, on the trail, undone when it fails."""

import pytest

from ketenwerk.organisations.actor import SYSTEM
from ketenwerk.reporting import actions as reporting
from ketenwerk.reporting.handling import actions
from ketenwerk.reporting.models import Report
from tests.casework import deeds
from tests.casework.deeds import Deed
from tests.conftest import NOON
from tests.reporting.handling import WHY, close

OTHER, ROLE = "organisation.other", "role.missing"
DEEDS = {
    "take": Deed(
        lambda by, find: reporting.take_report(by, find("report"), at=NOON),
        *("intake", "stranger", OTHER),
        acts=("report.taken",),
    ),
    "answer": Deed(
        lambda by, find: reporting.answer_report(by, find("report"), "Hello", at=NOON),
        *("intake", "director", OTHER),
        acts=("report.answered",),
    ),
    "offer": Deed(
        lambda by, find: actions.hand_over(
            by, find("report"), find("bureau"), reason=WHY, at=NOON
        ),
        *("intake", "national", OTHER),
        acts=("report.offered",),
    ),
    "offer-colleague": Deed(
        lambda by, find: actions.hand_to_colleague(
            by, find("report"), find("colleague").user_id, reason=WHY, at=NOON
        ),
        *("intake", "stranger", OTHER),
        acts=("report.offered",),
    ),
    "read-offer": Deed(
        lambda by, find: actions.read_handover(by, find("offered"), at=NOON),
        *("national", "stranger", OTHER),
        acts=("handover.read",),
        changes=False,
    ),
    "accept": Deed(
        lambda by, find: actions.accept_handover(by, find("offered"), at=NOON),
        *("national", "intake", OTHER),
        acts=("report.opened-to", "report.closed-to", "report.taken-over"),
    ),
    "refuse": Deed(
        lambda by, find: actions.refuse_handover(by, find("offered"), reason="No", at=NOON),
        *("national", "stranger", OTHER),
        acts=("handover.refused",),
    ),
    "withdraw": Deed(
        lambda by, find: actions.withdraw_handover(by, find("offered"), at=NOON),
        *("intake", "national", OTHER),
        acts=("handover.withdrawn",),
    ),
    "note": Deed(
        lambda by, find: actions.write_note(by, find("report"), "Called", at=NOON),
        *("intake", "national", OTHER),
        acts=("report.noted",),
    ),
    "read-notes": Deed(
        lambda by, find: actions.read_notes(by, find("report"), at=NOON),
        *("intake", "national", OTHER),
        acts=("report.notes-read",),
        changes=False,
    ),
    "group": Deed(
        lambda by, find: actions.group_reports(
            by, [find("report"), find("second")], reason=WHY, at=NOON
        ),
        *("intake", "national", OTHER),
        acts=("reports.grouped",),
    ),
    "read-group": Deed(
        lambda by, find: actions.read_group(by, _grouped(find), at=NOON),
        *("intake", "national", OTHER),
        acts=("reports.group-read",),
        changes=False,
    ),
    "take-out": Deed(
        lambda by, find: actions.take_out_of_group(by, _grouped(find), at=NOON),
        *("intake", "national", OTHER),
        acts=("reports.ungrouped",),
    ),
    "close": Deed(
        lambda by, find: close(by, find("report")),
        *("intake", "stranger", OTHER),
        acts=("report.closed",),
    ),
    "read-verdict": Deed(
        lambda by, find: actions.read_verdict(by, find("closed"), at=NOON),
        *("intake", "national", OTHER),
        acts=("report.verdict-read",),
        changes=False,
    ),
    "forget-sketches": Deed(
        lambda by, find: actions.forget_sketches(by, made_on=find("report").received_on, at=NOON),
        *("system", "intake", "role.system-only"),
        acts=("sketches.forgotten",),
    ),
}
ARRANGED = {
    **dict.fromkeys(("read-offer", "accept", "refuse", "withdraw"), "offered"),
    **dict.fromkeys(("read-group", "take-out"), "grouped"),
    "group": "second",
    "read-verdict": "closed",
}


def _grouped(find) -> Report:
    find("grouped")
    return Report.objects.order_by("id")[0]


@pytest.fixture
def system():
    return SYSTEM


@pytest.fixture(params=DEEDS)
def deed(cast, request):
    request.getfixturevalue(ARRANGED.get(request.param, "report"))
    return DEEDS[request.param]


@pytest.fixture
def do(deed, request):
    return lambda actor: deed.do(actor, request.getfixturevalue)


def test_every_deed_is_done_and_on_the_trail(deed, do, request):
    deeds.is_done_and_on_the_trail(deed, request.getfixturevalue(deed.by), do)


def test_a_refusal_changes_nothing_and_is_on_the_trail(deed, do, request):
    actor = request.getfixturevalue(deed.not_by)
    deeds.is_refused_on_the_trail_and_changes_nothing(deed, actor, do)


def test_every_deed_is_undone_when_it_fails(deed, do, request, monkeypatch):
    module = reporting if deed.acts[0] in ("report.taken", "report.answered") else actions
    deeds.is_undone_when_it_fails(request.getfixturevalue(deed.by), do, monkeypatch, module)
