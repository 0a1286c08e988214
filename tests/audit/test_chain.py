"""Any edit, deletion, insertion, copy or reordering of what was closed is found; of nothing, nothing."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction

from ketenwerk.audit import chain, trail
from ketenwerk.audit.models import AuditBatch, AuditEntry
from ketenwerk.keys.models import Anchor
from tests.audit.conftest import NOON, SOMEBODY, triggers_dropped

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
BATCHES, EACH = 5, 8
LATER = NOON + timedelta(days=1)
FIELDS = ["at", "actor", "organisation", "act", "outcome", "subject", "facts", "seal"]


def say(number: int = 0) -> None:
    at = NOON + timedelta(seconds=number)
    trail.refused(SOMEBODY, f"page.{number % 3}", why="role.missing", at=at, subject=str(number))


@pytest.fixture
def closed() -> None:
    """Five batches, and nothing that waits."""
    for number in range(BATCHES):
        for each in range(EACH):
            say(number * EACH + each)
        chain.seal(at=NOON + timedelta(minutes=number))


def findings(at=LATER) -> list[chain.Finding]:
    return list(chain.verify(at=at))


def entry() -> AuditEntry:
    return random.choice(list(AuditEntry.objects.all()))


def two(model) -> list:
    return random.sample(list(model.objects.all()), 2)


def changed(value: object) -> object:
    if hasattr(value, "isoformat"):
        return value + timedelta(microseconds=random.choice((1, -1, 10**9)))
    if isinstance(value, dict):
        return random.choice(({}, {**value, "why": "other"}, {**value, "more": 1}))
    swapped = {"done": "refused", "refused": "done"}
    return swapped.get(value, random.choice((value[:-1] + "~", value + "~", "~"))[-64:])


def edit_an_entry() -> None:
    one, field = entry(), random.choice(FIELDS)
    AuditEntry.objects.filter(pk=one.pk).update(**{field: changed(getattr(one, field))})


def take_the_whole_of_another() -> None:
    one, other = two(AuditEntry)
    AuditEntry.objects.filter(pk=one.pk).update(**{name: getattr(other, name) for name in FIELDS})


def delete_an_entry() -> None:
    entry().delete_it()


def delete_many_entries() -> None:
    AuditEntry.objects.filter(pk__in=[each.pk for each in two(AuditEntry)]).delete()


def forge(number: int, **said: object) -> None:
    source = entry()
    copied = {name: getattr(source, name) for name in FIELDS} | said
    AuditEntry(pk=number, **copied).save()


def forge_with_a_copied_seal() -> None:
    forge(random.choice((-1, 0, 10**6)))


def forge_with_other_words() -> None:
    forge(random.choice((-1, 0, 10**6)), actor="somebody-else")


def forge_with_an_own_seal() -> None:
    forge(random.choice((-1, 0, 10**6)), seal="0123456789abcdef" * 4)


def exchange_two_entries() -> None:
    one, other = two(AuditEntry)
    for old, new in ((one.pk, -9), (other.pk, one.pk), (-9, other.pk)):
        AuditEntry.objects.filter(pk=old).update(id=new)


def renumber_an_entry() -> None:
    AuditEntry.objects.filter(pk=entry().pk).update(id=random.choice((-1, 10**6)))


def drop_the_newest_batches() -> None:
    AuditBatch.objects.filter(number__gt=random.randrange(BATCHES)).delete()


def drop_the_newest_batches_with_their_entries() -> None:
    gone = AuditBatch.objects.filter(number__gt=random.randrange(BATCHES))
    AuditEntry.objects.filter(pk__in=[pk for batch in gone for pk in batch.entries]).delete()
    gone.delete()


def drop_and_close_again() -> None:
    """The program itself then closes what is left, with the right key."""
    drop_the_newest_batches_with_their_entries()
    for _ in range(3):
        say()
        chain.seal(at=LATER)


def drop_a_batch() -> None:
    AuditBatch.objects.filter(number=random.randint(1, BATCHES)).delete()


def edit_a_batch() -> None:
    one = random.choice(list(AuditBatch.objects.all()))
    change = random.choice(
        (
            {"entries": one.entries[1:]},
            {"entries": one.entries[::-1]},
            {"entries": [*one.entries, 10**6]},
            {"entries": random.choice(([], "text", {"a": 1}, 7, ["a"], [None], [True]))},
            {"digest": changed(one.digest)},
            {"previous": changed(one.previous or "~~")},
            {"sealed_at": changed(one.sealed_at)},
            {"number": 10**6},
            {"number": 0},
        )
    )
    AuditBatch.objects.filter(pk=one.pk).update(**change)


def exchange_two_batches() -> None:
    one, other = two(AuditBatch)
    names = ("entries", "sealed_at", "digest", "previous")
    for to, source in ((one, other), (other, one)):
        values = {name: getattr(source, name) for name in names}
        AuditBatch.objects.filter(pk=to.pk).update(**values)


MANIPULATIONS: list[Callable[[], None]] = [
    edit_an_entry,
    take_the_whole_of_another,
    delete_an_entry,
    delete_many_entries,
    forge_with_a_copied_seal,
    forge_with_other_words,
    forge_with_an_own_seal,
    exchange_two_entries,
    renumber_an_entry,
    drop_the_newest_batches,
    drop_the_newest_batches_with_their_entries,
    drop_and_close_again,
    drop_a_batch,
    edit_a_batch,
    exchange_two_batches,
]


@pytest.fixture(autouse=True)
def deletable(monkeypatch):
    """The model refuses; somebody with the database in hand would not ask it."""
    monkeypatch.setattr(
        AuditEntry,
        "delete_it",
        lambda self: AuditEntry.objects.filter(pk=self.pk).delete(),
        raising=False,
    )


@pytest.mark.parametrize("manipulate", MANIPULATIONS)
def test_what_was_closed_cannot_be_changed_unseen(closed, manipulate):
    """Fourteen times each: some two hundred manipulations, each of the untouched trail."""
    for _ in range(14):
        with transaction.atomic(), transaction.atomic(using="keys"):
            with triggers_dropped():
                manipulate()
            assert findings() != []
            for database in ("default", "keys"):
                transaction.set_rollback(True, using=database)
    assert findings() == []


def test_an_untouched_trail_has_no_findings(closed):
    assert AuditBatch.objects.count() == BATCHES
    assert findings() == []
    assert findings(at=NOON) == []


def test_an_empty_trail_has_no_findings():
    assert findings() == []
    assert chain.seal(at=NOON) is None


def test_entries_that_wait_are_no_finding(closed):
    say()

    assert findings() == []


def test_an_edit_or_a_copy_is_found_before_anything_is_closed():
    for number in range(4):
        say(number)
    with triggers_dropped():
        forge_with_a_copied_seal()

    assert "entry.copied" in {each.code for each in findings()}


def test_an_entry_whose_transaction_ended_late_is_closed_with_the_next_batch():
    """It drew its number before others that were closed already."""
    say(1)
    late = AuditEntry.objects.get()
    for number in range(2, 5):
        say(number)
    with triggers_dropped():
        AuditEntry.objects.filter(pk=late.pk).delete()  # as others see it: not there yet
    first = chain.seal(at=NOON)
    AuditEntry(**{field: getattr(late, field) for field in ["id", *FIELDS]}).save()

    assert findings(at=NOON) == []
    second = chain.seal(at=NOON + timedelta(minutes=1))
    assert late.pk not in first.entries
    assert second.entries == [late.pk]
    assert findings() == []


def test_an_entry_below_what_was_closed_long_ago_was_put_in_between(closed):
    """Even one with a seal of its own that is right: taken out before it was closed, and put back later."""
    say(99)
    late = AuditEntry.objects.latest("id")
    with triggers_dropped():
        AuditEntry.objects.filter(pk=late.pk).delete()
        AuditEntry(**{"id": -1} | {field: getattr(late, field) for field in FIELDS}).save()

    assert [each.code for each in findings()] == ["entry.inserted"]


def test_every_entry_is_closed_exactly_once(closed):
    closed_ones = [pk for batch in AuditBatch.objects.all() for pk in batch.entries]

    assert sorted(closed_ones) == sorted(AuditEntry.objects.values_list("id", flat=True))


def test_a_batch_carries_the_digest_of_the_one_before_it(closed):
    batches = list(AuditBatch.objects.order_by("number"))

    assert [batch.previous for batch in batches] == ["", *(batch.digest for batch in batches[:-1])]


def test_every_batch_is_remembered_in_the_key_store(closed):
    kept = dict(AuditBatch.objects.values_list("number", "digest"))

    assert dict(Anchor.objects.values_list("number", "digest")) == kept


def test_two_entries_that_say_the_same_have_different_seals():
    say(1)
    say(1)

    one, other = AuditEntry.objects.values_list("seal", flat=True)
    assert one != other
    assert findings() == []


def test_a_finding_says_what_and_where(closed):
    gone = AuditEntry.objects.order_by("id")[3]
    with triggers_dropped():
        gone.delete_it()

    assert findings() == [
        chain.Finding("entry.missing", f"entry {gone.pk}"),
        chain.Finding("batch.changed", "batch 1"),
    ]


@pytest.mark.parametrize("entries", ["text", [], {"a": 1}])
def test_a_batch_made_unreadable_does_not_stop_the_next(closed, entries):
    with triggers_dropped():
        AuditBatch.objects.filter(number=BATCHES).update(entries=entries)
    say()
    chain.seal_when_due(at=LATER)

    chain.seal(at=LATER)

    assert AuditBatch.objects.filter(number=BATCHES + 1).exists()
    assert findings() != []
