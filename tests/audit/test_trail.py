"""How everything is done: allowed, whole, and on the trail; or not at all."""

import sys
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from ketenwerk.audit import chain, trail
from ketenwerk.audit.models import AuditEntry
from ketenwerk.audit.trail import ActionIncomplete, action, allow, record
from ketenwerk.foundation.decision import YES, no
from ketenwerk.foundation.problems import Conflict, NotFound, Refused
from ketenwerk.organisations.actor import ANONYMOUS, SYSTEM
from tests.audit.conftest import NOON

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def rename(town, name="Renamed"):
    town.name = name
    town.save(update_fields=["name"])


@action
def do_well(actor, town, *, at, **facts):
    allow(YES)
    rename(town)
    record("town.renamed", town, **facts)
    return "done"


@action
def forget_to_ask(actor, town, *, at):
    rename(town)
    record("town.renamed", town)


@action
def forget_to_record(actor, town, *, at):
    allow(YES)
    rename(town)


@action
def lean_on_another(actor, town, *, at):
    """Asks and records nothing itself."""
    do_well(actor, town, at=at)


@action
def be_refused(actor, town, *, at):
    rename(town)
    record("town.renamed", town)
    allow(no("role.missing"))


@action
def find_nothing(actor, town, *, at):
    allow(YES)
    rename(town)
    raise NotFound("organisation.not-found")


@action
def collide(actor, town, *, at):
    allow(YES)
    rename(town)
    record("town.renamed", town)
    raise Conflict("place.full")


@action
def break_down(actor, town, *, at):
    allow(YES)
    rename(town)
    record("town.renamed", town)
    raise ZeroDivisionError


@action
def carry_on(actor, town, *, inner, at):
    allow(YES)
    rename(town, "By the outer")
    record("town.renamed", town)
    inner(actor, town, at=at)


@action
def write_bit_by_bit(actor, town, *, at):
    allow(YES)
    record("town.renamed", town)
    yield rename(town)


def entries() -> list[tuple[str, str]]:
    return list(AuditEntry.objects.order_by("id").values_list("act", "outcome"))


def name_of(town) -> str:
    return type(town).objects.get(pk=town.pk).name


def test_what_is_done_is_kept_and_on_the_trail(somebody, town):
    assert do_well(somebody, town, at=NOON) == "done"

    assert name_of(town) == "Renamed"
    entry = AuditEntry.objects.get()
    assert (entry.at, entry.actor, entry.organisation) == (NOON, "somebody", somebody.organisation)
    assert (entry.act, entry.outcome) == ("town.renamed", "done")
    assert entry.subject == f"organisations.organisation:{town.pk}"


def test_a_function_that_takes_no_time_is_no_action():
    with pytest.raises(ActionIncomplete, match="does not take the time"):

        @action
        def timeless(actor, town):
            """Never runs."""


@pytest.mark.parametrize(
    "at", [{}, {"at": None}, {"at": "2026-11-23"}, {"at": NOON.replace(tzinfo=None)}]
)
def test_an_action_without_a_time_with_its_zone_is_not_done(somebody, town, at):
    with pytest.raises(ActionIncomplete, match="time zone"):
        do_well(somebody, town, **at)

    assert name_of(town) == "Town"


@pytest.mark.parametrize(
    ("act", "missing"),
    [
        (forget_to_ask, "allow"),
        (forget_to_record, "record"),
        (lean_on_another, "allow"),
        (write_bit_by_bit, "allow"),
    ],
)
def test_an_action_that_forgets_to_ask_or_to_record_is_undone(somebody, town, act, missing):
    with pytest.raises(ActionIncomplete, match=f"did not call {missing}"):
        act(somebody, town, at=NOON)

    assert name_of(town) == "Town"
    assert entries() == []


@pytest.mark.parametrize(
    ("act", "code"), [(be_refused, "role.missing"), (find_nothing, "organisation.not-found")]
)
def test_a_refusal_is_undone_and_on_the_trail_with_its_reason(somebody, town, act, code):
    with pytest.raises((Refused, NotFound), match=code) as raised:
        act(somebody, town, at=NOON)

    assert name_of(town) == "Town"
    entry = AuditEntry.objects.get()
    assert (entry.outcome, entry.facts, entry.actor) == ("refused", {"why": code}, "somebody")
    assert entry.act.endswith(act.__name__)
    assert entry.subject == f"organisations.organisation:{town.pk}"
    assert raised.value.on_trail


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_a_refusal_deep_inside_stands_on_the_trail_once_and_undoes_everything(
    somebody, town, depth
):
    act = be_refused
    for _ in range(depth):

        def nested(actor, town, *, at, inner=act):
            return carry_on(actor, town, inner=inner, at=at)

        act = nested
    with pytest.raises(Refused):
        act(somebody, town, at=NOON)

    assert name_of(town) == "Town"
    [(name, outcome)] = entries()
    assert (name.rsplit(".", 1)[-1], outcome) == ("carry_on", "refused")


@pytest.mark.parametrize(("act", "error"), [(collide, Conflict), (break_down, ZeroDivisionError)])
@pytest.mark.parametrize("nested", [False, True])
def test_an_action_that_fails_half_way_leaves_nothing(somebody, town, act, error, nested):
    tried = partial(carry_on, inner=act) if nested else act
    with pytest.raises(error):
        tried(somebody, town, at=NOON)

    assert name_of(town) == "Town"
    assert entries() == []


def test_an_action_that_cannot_be_put_on_the_trail_is_not_done(somebody, town, monkeypatch):
    monkeypatch.setattr(chain, "seal_of", lambda _entry: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        do_well(somebody, town, at=NOON)

    assert name_of(town) == "Town"


def test_after_a_failure_the_next_action_starts_afresh(somebody, town):
    with pytest.raises(ZeroDivisionError):
        break_down(somebody, town, at=NOON)
    with pytest.raises(ActionIncomplete):
        allow(YES)

    assert do_well(somebody, town, at=NOON) == "done"


@pytest.mark.parametrize("call", [lambda _town: allow(YES), lambda town: record("a.b", town)])
def test_asking_and_recording_are_for_actions(town, call):
    with pytest.raises(ActionIncomplete, match="are for actions"):
        call(town)


@pytest.mark.parametrize(
    "said",
    [
        *("she said so", "Zoë", "a\nb", "a@example.org", "<b>", "x" * 97, "06 12345678", "a,b"),
        *("\u200b", "é", ["a"], {"a": 1}, None.__class__, 1.5e300),
    ],
)
def test_free_text_is_refused_as_a_fact_and_the_action_undone(somebody, town, said):
    with pytest.raises(ActionIncomplete, match="free text on the trail as 'note'"):
        do_well(somebody, town, at=NOON, note=said)

    assert name_of(town) == "Town"
    assert entries() == []


@pytest.mark.parametrize(
    "fact", ["care-utrecht", "", 7, 0, "GM0344", "2026-11-23", "a.b:c_d", "*"]
)
def test_codes_and_numbers_are_facts(somebody, town, fact):
    do_well(somebody, town, at=NOON, fact=fact)

    assert AuditEntry.objects.get().facts == {"fact": fact}


@pytest.mark.parametrize(
    ("visited", "day"),
    [
        ("2026-11-23T12:34:56.789012+00:00", "2026-11-23"),
        ("2026-11-23T22:59:59+00:00", "2026-11-23"),
        ("2026-11-23T23:30:00+00:00", "2026-11-24"),  # half past midnight where the visitor lives
        ("2026-07-01T22:30:00+00:00", "2026-07-02"),
        ("2026-11-24T00:30:00+01:00", "2026-11-24"),
    ],
)
def test_of_an_anonymous_visit_the_trail_keeps_the_day_alone(town, visited, day):
    do_well(ANONYMOUS, town, at=datetime.fromisoformat(visited))

    kept = AuditEntry.objects.get().at.astimezone(UTC)
    assert kept.isoformat() == f"{day}T00:00:00+00:00"


def test_the_hour_of_everybody_elses_act_is_kept(town):
    do_well(SYSTEM, town, at=NOON + timedelta(minutes=34))

    assert AuditEntry.objects.get().at == NOON + timedelta(minutes=34)


def test_an_anonymous_refusal_keeps_the_day_alone_too(town):
    with pytest.raises(Refused):
        be_refused(ANONYMOUS, town, at=NOON)

    assert AuditEntry.objects.get().at == NOON.replace(hour=0)


def test_entries_have_no_foreign_keys_so_the_trail_outlives_what_it_tells_of():
    assert [field for field in AuditEntry._meta.fields if field.is_relation] == []


def test_an_entry_is_not_changed_or_deleted_by_the_program(somebody, town):
    do_well(somebody, town, at=NOON)
    entry = AuditEntry.objects.get()

    for change in (entry.save, entry.delete):
        with pytest.raises(RuntimeError, match="The trail is never"):
            change()


def test_a_batch_is_closed_by_itself_after_enough_entries(
    somebody, town, monkeypatch, django_capture_on_commit_callbacks
):
    do_well(somebody, town, at=NOON)
    chain.seal(at=NOON)
    monkeypatch.setattr(chain, "BATCH", 3)
    monkeypatch.setattr(chain, "LOOK", 1)
    for _ in range(4):
        with django_capture_on_commit_callbacks(execute=True):
            do_well(somebody, town, at=NOON)

    batches = chain.AuditBatch.objects.order_by("number")
    assert [len(batch.entries) for batch in batches] == [1, 3]


def test_few_entries_look_whether_a_batch_is_due_and_none_waits_long(somebody, town):
    for _ in range(2 * chain.LOOK):
        do_well(somebody, town, at=NOON)

    assert sum(chain.is_to_look(entry) for entry in AuditEntry.objects.all()) == 2


def test_that_closing_a_batch_fails_does_not_undo_what_was_done(
    somebody, town, monkeypatch, django_capture_on_commit_callbacks, capsys
):
    monkeypatch.setattr(chain, "seal_when_due", lambda **_: 1 / 0)
    monkeypatch.setattr(chain, "LOOK", 1)
    with django_capture_on_commit_callbacks(execute=True):
        assert do_well(somebody, town, at=NOON) == "done"

    assert name_of(town) == "Renamed"


def test_nobody_but_the_trail_calls_itself_an_action():
    assert do_well.is_action
    assert not hasattr(trail.refused, "is_action")
    assert sys.modules[do_well.__module__] is not trail
