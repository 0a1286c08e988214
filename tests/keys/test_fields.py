"""Text lies sealed, opens only inside an action and only for who holds it, and stays where it was put."""

import pytest
from django.core.exceptions import FieldError
from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Upper

from ketenwerk.foundation.problems import Refused
from ketenwerk.foundation.records import OutsideAction, acting
from ketenwerk.keys import fields
from ketenwerk.keys.envelope import CannotOpen
from ketenwerk.keys.fields import Sealed
from ketenwerk.keys.models import KeyGrant
from ketenwerk.signals.models import Signal
from tests.keys.conftest import SUMMARY

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def raw(signal: Signal, column: str = "summary") -> str:
    """As it lies in the database, past every field."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {quote(column)} FROM signals_signal WHERE label = %s", [signal.label]
        )
        return cursor.fetchone()[0]


def put(signal: Signal, token: str, column: str = "summary") -> None:
    """What somebody with the database in hand could do."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE signals_signal SET {quote(column)} = %s WHERE label = %s",
            [token, signal.label],
        )


def afresh(signal: Signal) -> Signal:
    return Signal.objects.get(pk=signal.pk)


def test_in_the_database_it_is_sealed(signal):
    assert raw(signal).startswith("1:")
    assert "Invented" not in raw(signal)


@pytest.mark.parametrize("holder", ["owner", "director"])
def test_who_holds_it_reads_it_inside_an_action(signal, by, holder, request):
    with by(request.getfixturevalue(holder)):
        assert signal.summary == SUMMARY


def test_who_does_not_hold_it_is_refused(signal, outsider, by):
    with by(outsider), pytest.raises(Refused, match=r"keys\.no-grant"):
        _ = signal.summary


def test_nobody_in_particular_is_refused(signal):
    with acting(), pytest.raises(Refused, match=r"keys\.no-grant"):
        _ = signal.summary


def test_outside_an_action_nobody_reads_it(signal):
    with pytest.raises(OutsideAction):
        _ = signal.summary


def test_text_that_was_just_typed_is_not_read_outside_an_action_either(new_signal):
    with pytest.raises(OutsideAction):
        _ = new_signal().summary


OPENINGS = {
    "read": lambda signal: signal.summary,
    "refreshed": lambda signal: signal.refresh_from_db(),
    "summary refreshed": lambda signal: signal.refresh_from_db(fields=["summary", "state"]),
    "read, refreshed and read": lambda signal: (
        signal.summary,
        signal.refresh_from_db(),
        signal.summary,
    ),
    "written and saved": lambda signal: (setattr(signal, "summary", "New"), signal.save()),
}


@pytest.mark.parametrize("opened", OPENINGS.values(), ids=OPENINGS.keys())
@pytest.mark.parametrize("query", ["whole", "deferred", "only"])
def test_what_one_organisation_opened_another_cannot_read_in_the_same_object(
    signal, owner, director, outsider, by, opened, query
):
    found = {
        "whole": Signal.objects.all(),
        "deferred": Signal.objects.defer("summary"),
        "only": Signal.objects.only("label"),
    }[query].get(pk=signal.pk)
    with by(owner):
        opened(found)
        text = found.summary

    with by(outsider), pytest.raises(Refused, match=r"keys\.no-grant"):
        _ = found.summary
    with pytest.raises(OutsideAction):
        _ = found.summary
    with by(director):
        assert found.summary == text


def test_refreshing_opens_nothing_and_needs_no_action(signal):
    signal.refresh_from_db()
    signal.refresh_from_db(fields=["summary", "state"])

    with pytest.raises(OutsideAction):
        _ = signal.summary


def test_refreshing_shows_what_was_written_meanwhile(signal, owner, by):
    with by(owner):
        assert signal.summary == SUMMARY
        same = afresh(signal)
        same.summary = "Newer"
        same.save(update_fields=["summary"])
        signal.refresh_from_db()
        assert signal.summary == "Newer"


@pytest.mark.parametrize(
    "values",
    [
        lambda: Signal.objects.values("summary").get()["summary"],
        lambda: Signal.objects.values_list("summary", flat=True).get(),
        lambda: Signal.objects.annotate(said=F("summary")).values_list("said", flat=True).get(),
        lambda: Signal.objects.annotate(said=F("summary")).get().said,
    ],
)
def test_values_stay_sealed(signal, owner, by, values):
    with by(owner):
        assert isinstance(values(), Sealed)


def test_no_function_of_the_database_opens_it(signal, owner, by):
    with by(owner):
        shouted = Signal.objects.annotate(said=Upper("summary")).values_list("said", flat=True)
        assert "INVENTED" not in str(shouted.get())


@pytest.mark.parametrize(
    "asked",
    [
        *({"summary": SUMMARY}, {"summary__exact": SUMMARY}, {"summary__iexact": SUMMARY}),
        *({"summary__contains": "Inv"}, {"summary__icontains": "Inv"}, {"summary__in": [SUMMARY]}),
        *({"summary__startswith": "Inv"}, {"summary__endswith": "."}, {"summary__regex": "."}),
        *({"summary__gt": "A"}, {"summary__range": ("A", "Z")}),
    ],
)
def test_searching_it_raises(signal, asked):
    with pytest.raises(FieldError):
        Signal.objects.filter(**asked).exists()


def test_whether_there_is_any_text_may_be_asked(signal):
    assert Signal.objects.exclude(summary="").filter(reason="", summary__isnull=False).exists()


@pytest.mark.parametrize(
    "value", ["Plain", Value("Plain"), F("label"), Upper(Value("Plain")), F("reason"), 5]
)
def test_it_cannot_be_set_past_the_sealing(signal, value):
    with acting(), pytest.raises(FieldError), transaction.atomic():
        Signal.objects.update(summary=value)

    assert raw(signal).startswith("1:")


def test_many_cannot_be_set_at_once(signal, owner, by):
    signal.summary = "Plain"
    with by(owner), pytest.raises(FieldError), transaction.atomic():
        Signal.objects.bulk_update([signal], ["summary"])

    assert raw(signal).startswith("1:")


@pytest.mark.parametrize("value", [Value("Plain"), 5, ["Plain"]])
def test_only_text_is_kept_in_it(new_signal, owner, by, value):
    with by(owner), pytest.raises((FieldError, TypeError)), transaction.atomic():
        new_signal(summary=value).save()

    assert not Signal.objects.exists()


def test_many_new_ones_are_sealed_too(new_signal, owner, by):
    with by(owner):
        Signal.objects.bulk_create([new_signal("One"), new_signal("Two")])

        assert sorted(signal.summary for signal in Signal.objects.all()) == ["One", "Two"]
    assert all(raw(signal).startswith("1:") for signal in Signal.objects.all())


@pytest.mark.parametrize("save", [lambda s: s.save(), lambda s: s.save(update_fields=["urgency"])])
def test_saving_something_else_keeps_the_text(signal, outsider, owner, by, save):
    before = raw(signal)
    with by(outsider):
        signal.urgency = "now"
        save(signal)

    assert raw(signal) == before
    with by(owner):
        assert afresh(signal).summary == SUMMARY


@pytest.mark.parametrize("text", ["Rewritten", "", None])
def test_who_does_not_hold_it_can_neither_rewrite_it_nor_take_it_away(signal, outsider, by, text):
    before = raw(signal)
    refused = pytest.raises(Refused, match=r"keys\.no-grant")
    with by(outsider), refused, transaction.atomic():
        signal.summary = text
        signal.save()

    assert raw(signal) == before


def test_who_holds_it_can_rewrite_it_and_the_others_still_read_it(signal, owner, director, by):
    with by(owner):
        signal.summary = "Rewritten"
        signal.save(update_fields=["summary"])

    with by(director):
        assert afresh(signal).summary == "Rewritten"


def test_moved_to_another_row_it_does_not_open(signal, new_signal, owner, by):
    other = new_signal("Another")
    with by(owner):
        other.save()
        put(other, raw(signal))
        with pytest.raises(CannotOpen):
            _ = afresh(other).summary


def test_moved_to_another_column_it_does_not_open(signal, owner, by):
    put(signal, raw(signal), "reason")

    with by(owner), pytest.raises(CannotOpen):
        _ = afresh(signal).reason


def test_moved_to_another_table_it_does_not_open(signal, owner, director, by):
    from ketenwerk.casework.models import Case

    case = Case(pk=signal.pk, director=director, label="C-1", opened_at=signal.raised_at)
    case.__dict__["summary"] = Sealed(raw(signal))
    grant = KeyGrant.objects.get(record=signal.key_name(), holder=str(director.pk))
    KeyGrant.objects.create(
        record=case.key_name(), holder=grant.holder, pair=grant.pair, sealed_key=grant.sealed_key
    )
    with by(director), pytest.raises(CannotOpen):
        _ = case.summary


def test_a_grant_moved_to_another_holder_or_record_does_not_open(
    signal, new_signal, outsider, owner, by
):
    other = new_signal("Another")
    with by(owner):
        other.save()
    grant = KeyGrant.objects.get(record=signal.key_name(), holder=str(owner.pk))
    KeyGrant.objects.create(
        record=grant.record, holder=str(outsider.pk), pair=grant.pair, sealed_key=grant.sealed_key
    )
    moved = KeyGrant.objects.filter(record=other.key_name(), holder=str(owner.pk))
    moved.update(sealed_key=grant.sealed_key)

    with by(outsider), pytest.raises(CannotOpen):
        _ = signal.summary
    with by(owner), pytest.raises(CannotOpen):
        _ = afresh(other).summary


def test_a_copy_of_a_record_has_a_key_of_its_own(new_signal, owner, by):
    made = new_signal()
    with by(owner):
        made.save()
        first = made.pk
        made.pk, made.label, made._state.adding = type(made)().pk, "S-copy", True
        made.summary = "Copy"
        made.save()

        assert made.pk != first
        assert afresh(made).summary == "Copy"
        assert Signal.objects.get(pk=first).summary == SUMMARY


def test_one_more_organisation_can_be_let_in_by_who_holds_it(signal, owner, outsider, by):
    with by(outsider), pytest.raises(Refused):
        fields.open_also_to(signal, outsider.pk)
    with by(owner):
        fields.open_also_to(signal, outsider.pk)

    with by(outsider):
        assert afresh(signal).summary == SUMMARY


def test_shredded_it_is_readable_by_nobody_any_more(signal, owner, director, by):
    with by(owner):
        assert signal.summary == SUMMARY
        fields.shred(signal)
        with pytest.raises(Refused, match=r"keys\.no-grant"):
            _ = signal.summary
    with by(director), pytest.raises(Refused, match=r"keys\.no-grant"):
        _ = afresh(signal).summary
    assert not KeyGrant.objects.filter(record=signal.key_name()).exists()


def test_shredding_is_for_actions(signal):
    with pytest.raises(OutsideAction):
        fields.shred(signal)


def test_a_changed_letter_in_the_database_opens_nothing(signal, owner, by):
    token = raw(signal)
    put(signal, token[:-6] + ("A" if token[-6] != "A" else "B") + token[-5:])

    with by(owner), pytest.raises(CannotOpen):
        _ = afresh(signal).summary


def test_what_is_printed_of_it_shows_no_text(signal, owner, by):
    with by(owner):
        _ = signal.summary
        shown = f"{signal!r} {signal} {signal.__dict__}"

    assert "Invented" not in shown
