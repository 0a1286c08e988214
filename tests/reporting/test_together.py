"""One thing with several reports: chosen by hand, checked by name, each whole and on the trail by itself."""

import html
import re

import pytest

from ketenwerk.audit.models import AuditEntry
from ketenwerk.foundation.problems import Conflict
from ketenwerk.reporting import actions as reporting
from ketenwerk.reporting.handling import actions as handling
from ketenwerk.reporting.handling.models import Handover
from ketenwerk.reporting.models import Message, Report
from ketenwerk.reporting.together import actions, queries, rules
from ketenwerk.reporting.together.rules import Deed, Kind
from tests.casework.steps import desk_of
from tests.conftest import NOON, STORY
from tests.reporting.handling import WHY, close

TODAY = NOON.date()
TAKE = Deed(kind=Kind.TAKE)
ANSWER = Deed(kind=Kind.ANSWER, block="received")
CLOSE = Deed(kind=Kind.CLOSE, block="no-leads", reason="no-leads", words="Thank you")
NO_MOVE = "workflow.no-such-move"


@pytest.fixture
def three(tell) -> list[Report]:
    return tell(3, STORY)


def seen(reports) -> dict[str, str]:
    return {str(each.pk): queries.stand(each) for each in reports}


def do(actor, reports, deed, **marks):
    return actions.do_together(actor, reports, deed, seen=marks or seen(reports), at=NOON)


def reasons(outcomes) -> list[str]:
    return [each.done.reason for each in outcomes]


# ---- who may, and when: as with one ----


@pytest.mark.parametrize(
    ("kind", "who", "state", "answer"),
    [
        (Kind.TAKE, "intake", "new", ""),
        (Kind.TAKE, "intake", "mine", NO_MOVE),
        (Kind.TAKE, "colleague", "mine", ""),
        (Kind.TAKE, "national", "new", "organisation.other"),
        (Kind.TAKE, "director", "new", "organisation.other"),
        (Kind.TAKE, "intake", "closed", NO_MOVE),
        (Kind.ANSWER, "intake", "new", ""),
        (Kind.ANSWER, "colleague", "mine", ""),
        (Kind.ANSWER, "stranger", "new", "organisation.other"),
        (Kind.ANSWER, "intake", "closed", NO_MOVE),
        (Kind.CLOSE, "intake", "new", ""),
        (Kind.CLOSE, "intake", "mine", ""),
        (Kind.CLOSE, "intake", "closed", NO_MOVE),
        (Kind.CLOSE, "intake", "offered", "handover.waiting"),
        (Kind.CLOSE, "national", "offered", "organisation.other"),
        (Kind.HAND_OVER, "intake", "new", ""),
        (Kind.HAND_OVER, "intake", "offered", "handover.waiting"),
        (Kind.HAND_OVER, "intake", "closed", NO_MOVE),
        (Kind.HAND_OVER, "stranger", "new", "organisation.other"),
    ],
)
def test_may_do(kind, who, state, answer, report, intake, bureau, request):
    if state == "mine":
        reporting.take_report(intake, report, at=NOON)
    elif state == "closed":
        close(intake, report)
    elif state == "offered":
        handling.hand_over(intake, report, bureau, reason=WHY, at=NOON)
    deed = {
        Kind.TAKE: TAKE,
        Kind.ANSWER: ANSWER,
        Kind.CLOSE: CLOSE,
        Kind.HAND_OVER: Deed(kind=Kind.HAND_OVER, to=bureau, why=WHY),
    }[kind]

    fresh = Report.objects.get()

    assert rules.may_do(request.getfixturevalue(who), fresh, deed, today=TODAY).reason == answer


@pytest.mark.parametrize(
    ("deed", "answer"),
    [
        (Deed(kind=Kind.ANSWER), "report.message-missing"),
        (Deed(kind=Kind.ANSWER, words="  "), "report.message-missing"),
        (Deed(kind=Kind.CLOSE, reason="no-leads"), "report.message-missing"),
        (Deed(kind=Kind.CLOSE, reason="duplicate", words="x"), "report.duplicate-of-nothing"),
        (Deed(kind=Kind.HAND_OVER, person="nobody", why="x"), "handover.no-colleague"),
    ],
)
def test_what_is_not_complete_is_done_with_none(deed, answer, report, intake):
    assert rules.may_do(intake, report, deed, today=TODAY).reason == answer


def test_who_was_left_out_by_one_reporter_is_not_asked_for_that_one(tell, intake, bureau, inside):
    first, other = tell(2, STORY)
    with inside():
        Report.objects.filter(pk=other.pk).update(keeps_out=[str(bureau.pk)])
    other = Report.objects.get(pk=other.pk)

    found = do(intake, [first, other], Deed(kind=Kind.HAND_OVER, to=bureau, why=WHY))

    assert reasons(found) == ["", "handover.left-out"]
    assert Handover.objects.get().report == first


# ---- doing ----


def test_each_is_done_and_each_stands_on_the_trail(three, intake):
    before = AuditEntry.objects.count()

    assert reasons(do(intake, three, TAKE)) == ["", "", ""]

    assert {report.owner_user for report in Report.objects.all()} == {intake.user_id}
    lines = list(AuditEntry.objects.order_by("id")[before:])
    assert [line.act for line in lines] == ["report.taken", "report.done-together"] * 3
    assert len({line.subject for line in lines}) == 3
    assert len({line.facts["go"] for line in lines[1::2]}) == 1


def test_every_reporter_reads_the_text_in_their_own_language(tell, intake, inside):
    reports = [*tell(1, STORY, "en"), *tell(1, STORY, "pl"), *tell(1, STORY, "")]

    do(intake, reports, Deed(kind=Kind.ANSWER, block="received", words="Kees"))

    with inside(intake.organisation):
        sent = [str(Message.objects.get(report=report).body) for report in reports]
    assert [text.split(" ")[0] for text in sent] == ["Thank", "Dziękujemy", "Dank"]
    assert all(text.endswith("\n\nKees") for text in sent)


def test_repeats_are_closed_as_the_same_as_the_one_that_stays(three, intake):
    first, *others = three
    deed = Deed(kind=Kind.CLOSE, reason="duplicate", words="Thank you", of=first)

    assert reasons(do(intake, others, deed)) == ["", ""]

    assert Report.objects.get(pk=first.pk).state == "new"
    assert set(Report.objects.filter(closed_as="duplicate").values_list("duplicate_of")) == {
        (first.pk,)
    }


def test_a_colleague_may_be_asked_for_all_of_them(three, intake, colleague):
    deed = Deed(kind=Kind.HAND_OVER, person=colleague.user_id, why=WHY)

    assert reasons(do(intake, three, deed)) == ["", "", ""]
    assert set(Handover.objects.values_list("to_user", flat=True)) == {colleague.user_id}


@pytest.mark.parametrize("deed", [TAKE, ANSWER, CLOSE])
def test_what_somebody_did_in_the_meantime_is_not_done_over(three, intake, colleague, deed):
    marks = seen(three)
    reporting.answer_report(colleague, three[1], "I have it", at=NOON)

    found = do(intake, three, deed, **marks)

    assert reasons(found) == ["", "together.changed", ""]
    kept = Report.objects.get(pk=three[1].pk)
    assert (kept.state, kept.owner_user) == ("taken", colleague.user_id)
    assert kept.messages.count() == 1


@pytest.mark.parametrize("deed", [TAKE, ANSWER, CLOSE])
def test_sent_twice_it_is_done_once(three, intake, deed):
    marks = seen(three)
    do(intake, three, deed, **marks)
    messages = Message.objects.count()

    assert reasons(do(intake, three, deed, **marks)) == ["together.changed"] * 3
    assert Message.objects.count() == messages


def test_when_one_fails_the_others_stand(three, intake, bureau):
    handling.hand_over(intake, three[0], bureau, reason=WHY, at=NOON)

    assert reasons(do(intake, three, CLOSE)) == ["handover.waiting", "", ""]
    assert Report.objects.filter(state="dealt-with").count() == 2


def test_another_organisation_does_nothing_and_it_is_on_the_trail(three, stranger):
    assert reasons(do(stranger, three, CLOSE)) == ["organisation.other"] * 3
    assert not Report.objects.exclude(state="new").exists()
    assert AuditEntry.objects.filter(outcome="refused", actor=stranger.user_id).count() == 3


def test_without_having_been_checked_nothing_is_done(report, intake):
    with pytest.raises(Conflict, match=r"together\.changed"):
        actions.do_with_one(intake, report, CLOSE, seen="", go="x", at=NOON)


def test_a_deed_is_undone_when_it_fails(report, intake, monkeypatch):
    def fail(*_, **__):
        raise OSError("the disk is full")

    monkeypatch.setattr(actions, "record", fail)
    before = AuditEntry.objects.count()

    with pytest.raises(OSError, match="full"):
        do(intake, [report], CLOSE)

    assert Report.objects.get().state == "new"
    assert AuditEntry.objects.count() == before


# ---- the pages ----


@pytest.fixture
def desk(cast):
    return desk_of(cast, "ina-inkijk")


def hidden(page: str) -> dict[str, list[str]]:
    """What the form of a page carries along."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page):
        found.setdefault(name, []).append(html.unescape(value))
    found.pop("csrfmiddlewaretoken", None)
    return found


def sent(desk, first, **data) -> str:
    answer = desk.post("reporting:together", first.id, **data)
    assert answer.status_code == 200
    return answer.content.decode()


def test_nothing_is_ticked_and_nothing_ticked_is_asked_again(desk, three):
    page = desk.text("reporting:together", three[0].id)

    assert page.count('name="reports"') == 3
    assert " checked" not in page
    assert "Tick at least one report." in sent(desk, three[0], step="choose", deed="close")


def test_from_the_first_page_to_the_last(desk, three, inside, intake):
    first, *others = three
    ids = [str(each.pk) for each in others]
    assert "Do one thing with several of them" in desk.text("reporting:alike", first.id)

    page = sent(desk, first, step="choose", deed="close", reports=ids)
    assert "You chose 2 reports." in page
    page = sent(desk, first, step="fill-in", **hidden(page), reason="no-leads", words='"Bye" <b>')
    assert "Close 2 reports?" in page
    assert page.count('scope="row"') == 2
    assert "&quot;Bye&quot; &lt;b&gt;" in page
    assert not Report.objects.exclude(state="new").exists()
    page = sent(desk, first, step="do", **hidden(page))

    assert "It was done with 2 reports." in page
    assert set(Report.objects.filter(state="dealt-with")) == set(others)
    with inside(intake.organisation):
        assert all(str(each.body).endswith('"Bye" <b>') for each in Message.objects.all())
    assert "Choose from what is left" in page
    assert desk.text("reporting:together", first.id).count('name="reports"') == 1


def test_the_last_page_names_what_was_not_done(desk, three, colleague):
    ids = [str(each.pk) for each in three]
    page = sent(desk, three[0], step="choose", deed="take", reports=ids)
    reporting.take_report(colleague, three[2], at=NOON)

    page = sent(desk, three[0], step="do", **hidden(page))

    assert "It was done with 2 reports." in page
    assert "Not done with 1 report" in page
    assert "Somebody did something with it in the meantime." in page


def test_on_the_check_page_stands_with_which_it_cannot_be_done(desk, three, intake):
    reporting.take_report(intake, three[1], at=NOON)
    ids = [str(each.pk) for each in three]

    page = sent(desk, three[0], step="choose", deed="take", reports=ids)

    assert "Take 2 reports on your name?" in page
    assert "Not with these" in page
    assert str(three[1].pk) not in hidden(page)["reports"]


def test_going_back_keeps_what_was_typed(desk, three):
    chosen = {"deed": "answer", "reports": [str(three[1].pk)], "block": "received", "words": "Abc"}

    page = sent(desk, three[0], step="change", **chosen)

    assert "Abc</textarea>" in page
    assert '<option value="received" selected>' in page
    assert 'role="alert"' not in page


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"deed": "answer"}, "Choose a text, or write something yourself."),
        ({"deed": "close"}, "Choose one of the answers."),
        ({"deed": "close", "reason": "duplicate"}, "it cannot repeat itself"),
        ({"deed": "hand-over", "reason": "x"}, "Choose one of the answers."),
        ({"deed": "hand-over", "to": "x"}, "Choose one of the answers."),
        ({"deed": "answer", "block": "\x00"}, "is not one of the available choices"),
    ],
)
@pytest.mark.parametrize("step", ["fill-in", "do"])
def test_what_is_missing_is_asked_again_and_nothing_is_done(desk, three, typed, message, step):
    page = sent(desk, three[0], step=step, reports=[str(three[0].pk)], **typed)

    assert message in page
    assert 'role="alert"' in page
    assert not Report.objects.exclude(state="new").exists()


@pytest.mark.parametrize(
    "ids", [["x"], ["\x00"], ["1" * 400], ["00000000-0000-4000-8000-000000000000"]]
)
def test_an_id_of_nothing_chooses_nothing(desk, three, ids):
    page = sent(desk, three[0], step="do", deed="take", reports=ids)

    assert 'role="alert"' in page
    assert not Report.objects.exclude(state="new").exists()


@pytest.mark.parametrize(("person", "status"), [("wessel-wad", 404), ("kees-ketting", 404)])
def test_others_do_not_find_the_page(cast, three, person, status):
    other = desk_of(cast, person)

    assert other.get("reporting:together", three[0].id).status_code == status
    given = {"step": "do", "deed": "take", "reports": [str(three[0].pk)]}
    assert other.post("reporting:together", three[0].id, **given).status_code == status


def test_what_is_closed_a_signal_or_of_another_is_not_offered(
    tell, intake, national, desk, inside, bureau
):
    reports = tell(4, STORY)
    close(intake, reports[1])
    with inside():
        Report.objects.filter(pk=reports[2].pk).update(receiver=bureau)

    assert set(queries.open_together(intake, reports[0])) == {reports[0], reports[3]}
