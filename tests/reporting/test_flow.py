"""The road through the questions: who is asked what, and what may be sent of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenwerk.country.data import country
from ketenwerk.reporting import flow
from ketenwerk.reporting.draft import Draft, Ticket, lock, new_ticket, unlock

NAMES = ("person",)
REACHED = ("contact-where", "contact-how", "contact-when")


def choices(question) -> st.SearchStrategy:
    codes = sorted(flow.codes_of(question))
    if question.kind == flow.SEVERAL:
        return st.lists(st.sampled_from(codes), max_size=3).map(tuple)
    if question.kind == flow.CHOICE:
        return st.sampled_from([*((code,) for code in codes), ()])
    return st.sampled_from([("Invented words.",), (flow.UNKNOWN,), (flow.UNSAID,), ()])


ANYTHING = st.fixed_dictionaries({each.code: choices(each) for each in flow.questions()})


@pytest.mark.parametrize("reporter", ["professional", "on-behalf"])
@pytest.mark.parametrize(
    ("age", "knows", "named"),
    [
        ("child", "", True),
        ("child", "refuses", True),
        ("adult", "agrees", True),
        ("adult", "refuses", False),
        ("adult", "not-asked", False),
        ("adult", flow.UNKNOWN, False),
        ("adult", flow.UNSAID, False),
        ("adult", "", False),
        (flow.UNKNOWN, "agrees", True),
        (flow.UNKNOWN, "refuses", False),
        (flow.UNSAID, "", False),
    ],
)
def test_whether_a_name_may_be_given(reporter, age, knows, named):
    answers = {"reporter": (reporter,), "case": ("person",), "age": (age,), "person": ("A name",)}
    answers |= {"knows": (knows,)} if knows else {}

    assert ("person" in flow.standing(answers)) is named


@pytest.mark.parametrize("knows", ["refuses", "not-asked", flow.UNKNOWN, flow.UNSAID])
def test_who_does_not_agree_is_told_that_no_name_is_asked(knows):
    answers = {"reporter": ("professional",), "case": ("person",), "age": ("adult",)}
    told = list(flow.warnings(answers | {"knows": (knows,)}))

    assert any("without a name" in words["en"] for words in told)


def test_who_reports_a_child_is_told_that_consent_is_not_needed():
    answers = {"reporter": ("on-behalf",), "case": ("person",), "age": ("child",)}
    told = list(flow.warnings(answers))

    assert any("nobody's consent" in words["en"] for words in told)
    assert "knows" not in [each.code for each in flow.asked(answers)]


@given(ANYTHING)
def test_a_refused_name_is_never_among_what_is_sent(answers):
    sent = flow.standing(answers)
    without = set(sent.get("knows", ())) - {"agrees"}

    assert not (without and "person" in sent)
    assert not ("contact-where" in sent and sent["contact"] != ("yes",))


@given(ANYTHING)
def test_every_road_leads_to_the_check_page(answers):
    answers = {code: said or (flow.UNKNOWN,) for code, said in answers.items()}
    here, passed = flow.questions()[0].code, []
    while here:
        assert here not in passed
        passed.append(here)
        here = flow.after(answers, here)

    assert passed == [each.code for each in flow.asked(answers)]
    assert flow.place(answers, "").question is None


@given(ANYTHING)
def test_back_undoes_the_step_forward(answers):
    for question in flow.asked(answers):
        following = flow.after(answers, question.code)
        assert not following or flow.before(answers, following) == question.code


@given(ANYTHING)
def test_a_step_is_never_beyond_the_last(answers):
    for question in flow.asked(answers):
        place = flow.place(answers, question.code)
        assert 1 <= place.number <= place.of


@given(ANYTHING)
def test_facts_are_codes_that_the_lists_know(answers):
    facts = flow.facts(answers)

    assert facts.get("form", "UNK") in country().forms
    known = {code for code, _ in country().choices("reporter-kind", "en")}
    assert {facts.get("reporter", "self")} <= known


def test_the_roads_are_short():
    for reporter in ("bystander", "professional", "self", "on-behalf"):
        assert len(flow.likely({"reporter": (reporter,)})) <= 10


def test_it_is_enough_once_something_is_told():
    begun = {"reporter": ("self",), "danger": ("days",)}

    assert not flow.is_enough(begun)
    assert flow.is_enough(begun | {"own-story": ("I want to talk.",)})


@given(
    st.builds(
        Draft,
        here=st.text(max_size=10),
        answers=st.dictionaries(st.text(max_size=9), st.lists(st.text(max_size=9)).map(tuple)),
        checked=st.booleans(),
    )
)
def test_a_draft_comes_back_as_it_was_locked(draft):
    ticket = Ticket(b"k" * 32)

    assert unlock(lock(draft, ticket), ticket) == draft


def test_two_visitors_never_share_a_ticket():
    assert new_ticket().secret != new_ticket().secret
