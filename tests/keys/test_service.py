import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenwerk.foundation.problems import Refused
from ketenwerk.keys import envelope
from ketenwerk.keys.envelope import CannotOpen
from ketenwerk.keys.fields import fingerprint
from ketenwerk.keys.models import KeyGrant, KeyPair
from ketenwerk.keys.service import Holder, service

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
KEY = envelope.new_key()


def test_a_holder_gets_the_key_and_nobody_else_does():
    service().grant("record:1", KEY, [Holder("a", "reports"), Holder("b", "reports")])

    assert service().data_key("record:1", "a") == service().data_key("record:1", "b") == KEY
    for record, holder in (("record:1", "c"), ("record:2", "a"), ("record:1", "")):
        with pytest.raises(Refused, match=r"keys\.no-grant"):
            service().data_key(record, holder)


def test_a_second_grant_changes_nothing():
    service().grant("record:1", KEY, [Holder("a", "reports")])
    service().grant("record:1", envelope.new_key(), [Holder("a", "reports")])

    assert service().data_key("record:1", "a") == KEY


def test_a_pair_is_for_one_holder_one_purpose_and_one_year():
    service().grant("record:1", KEY, [Holder("a", "reports"), Holder("b", "reports")])
    service().grant("record:2", KEY, [Holder("a", "reports"), Holder("a2", "cases")])
    service().grant("record:3", KEY, [Holder("a", "cases")])

    pairs = set(KeyPair.objects.values_list("holder", "purpose"))
    assert pairs == {("a", "reports"), ("b", "reports"), ("a2", "cases"), ("a", "cases")}


def test_a_grant_moved_to_the_pair_of_another_purpose_does_not_open():
    service().grant("record:1", KEY, [Holder("a", "reports")])
    service().grant("record:2", KEY, [Holder("a", "cases")])
    cases = KeyPair.objects.get(purpose="cases")
    KeyGrant.objects.filter(record="record:1").update(pair=cases)

    with pytest.raises(CannotOpen):
        service().data_key("record:1", "a")


@pytest.mark.parametrize("change", [{"holder": "b"}, {"purpose": "cases"}, {"year": 1999}])
def test_a_pair_that_was_moved_does_not_open(change):
    service().grant("record:1", KEY, [Holder("a", "reports")])
    KeyPair.objects.update(**change)

    with pytest.raises(CannotOpen):
        service().data_key("record:1", "a")


def test_who_brings_the_private_half_gets_the_key_and_the_service_alone_does_not():
    pair = envelope.new_pair()
    mailbox = Holder("mailbox:1", "mailbox", pair.public)
    service().grant("record:1", KEY, [mailbox])

    assert service().data_key_with("record:1", mailbox, pair.private) == KEY
    with pytest.raises(Refused, match=r"keys\.no-grant"):
        service().data_key("record:1", "mailbox:1")
    with pytest.raises(CannotOpen):
        service().data_key_with("record:1", mailbox, envelope.new_pair().private)
    with pytest.raises(CannotOpen):
        service().data_key_with("record:1", Holder("mailbox:1", "reports"), pair.private)


def test_the_private_half_lies_wrapped():
    service().grant("record:1", KEY, [Holder("a", "reports")])
    pair = KeyPair.objects.get()

    with pytest.raises((CannotOpen, ValueError)):
        envelope.unwrap(
            bytes(KeyGrant.objects.get().sealed_key),
            bytes(pair.private)[: envelope.MLKEM_SEED_BYTES + envelope.KEY_BYTES],
            info="kw/v1|a|reports|record:1",
        )


def test_a_pair_that_another_process_made_first_is_used(monkeypatch):
    """Two at the same time both find none; the second to write takes what the first wrote."""
    made = []
    new_pair = envelope.new_pair

    def and_another_first() -> envelope.Pair:
        if not made:
            made.append(True)
            service().grant("record:1", KEY, [Holder("a", "reports")])
        return new_pair()

    monkeypatch.setattr(envelope, "new_pair", and_another_first)
    service().grant("record:2", KEY, [Holder("a", "reports")])

    assert KeyPair.objects.count() == 1
    assert service().data_key("record:1", "a") == service().data_key("record:2", "a") == KEY


def test_shredding_forgets_every_grant_of_one_record_and_of_no_other():
    service().grant("record:1", KEY, [Holder("a", "reports"), Holder("b", "reports")])
    service().grant("record:12", KEY, [Holder("a", "reports")])
    service().shred("record:1")

    assert list(KeyGrant.objects.values_list("record", flat=True)) == ["record:12"]


def test_equal_text_has_an_equal_fingerprint_whatever_its_case_and_spacing():
    one = fingerprint("Jan  de Vries ", purpose="name")

    assert one == fingerprint("jan de vries", purpose="name")
    assert one != fingerprint("jan de fries", purpose="name")
    assert one != fingerprint("jan de vries", purpose="address")


@given(st.text(max_size=40))
def test_a_fingerprint_is_not_a_plain_hash(text):
    text = text.encode(errors="ignore").decode()
    plain = {hashlib.sha256(each.encode()).hexdigest() for each in (text, text.casefold())}

    assert fingerprint(text, purpose="name") not in plain
    assert len(fingerprint(text, purpose="name")) == 64


def test_what_is_anchored_is_never_replaced():
    service().anchor(1, "one")
    service().anchor(2, "two")
    service().anchor(1, "other")

    assert service().anchored() == {1: "one", 2: "two"}
