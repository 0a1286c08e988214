"""An organisation keeps its own help points; a visitor sees only what somebody showed on purpose."""

from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from ketenwerk.audit.models import AuditEntry
from ketenwerk.care.help_points import actions, openings, queries, rules
from ketenwerk.care.help_points.actions import Facts
from ketenwerk.care.models import HelpPoint
from ketenwerk.country.data import country
from ketenwerk.foundation.problems import Refused
from ketenwerk.organisations.actor import ANONYMOUS, SYSTEM, Actor, Role
from tests.casework.steps import desk_of
from tests.conftest import NOON

MINE, OTHER = uuid4(), uuid4()
MOVED_ON, ROLE, ELSEWHERE = "workflow.no-such-move", "role.missing", "organisation.other"
FACTS = Facts(name="Loket (verzonnen)", kind="talk", phone="000-000 99 99", cost="free")
TYPED = {
    "name": "Loket  (verzonnen)",
    "kind": "walk-in",
    "phone": "000-000 99 99",
    "municipality": "GM0344",
    "address": "Verzonnen Kade 9",
    "languages": ["nl", "ar"],
    "on_holidays": "closed",
    "cost": "free",
    "message": "no",
    "day_1": "9-12.30, 13:00-17:00",
    "day_2": "9:00-12:30; 13:00-17:00",
    "day_6": "0:00-24:00",
}


def person(role: Role, organisation=MINE, where: str = "care-utrecht") -> Actor:
    return Actor("somebody", str(organisation), frozenset({(role, where)}))


def point(*, public: bool = False, phone: str = "000") -> HelpPoint:
    return HelpPoint(organisation_id=MINE, public=public, phone=phone)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    class Clock:
        now = NOON

    monkeypatch.setattr("django.utils.timezone.now", lambda: Clock.now)
    return Clock


# ---- who may ----


@pytest.mark.parametrize(
    ("who", "answer"),
    [
        (person(Role.PLACEMENT_OFFICER), ""),
        (person(Role.CARE_COORDINATOR), ""),
        (person(Role.FOCAL_OFFICER), ""),
        (person(Role.INTAKE), ROLE),
        (person(Role.CASE_WORKER), ROLE),
        (person(Role.CHAIN_DIRECTOR), ROLE),
        (person(Role.ADMINISTRATOR), ROLE),
        (person(Role.PLACEMENT_OFFICER, OTHER), ELSEWHERE),
        (person(Role.CHAIN_DIRECTOR, OTHER), ELSEWHERE),
        (ANONYMOUS, ELSEWHERE),
        (SYSTEM, ELSEWHERE),
    ],
)
def test_may_keep(who, answer):
    assert rules.may_keep(who, point()).reason == answer
    assert rules.may_show(who, point()).reason == answer
    assert rules.may_hide(who, point(public=True)).reason == answer


@pytest.mark.parametrize(
    ("rule", "subject", "answer"),
    [
        (rules.may_show, point(public=True), MOVED_ON),
        (rules.may_show, point(phone=""), "helppoint.unreachable"),
        (rules.may_hide, point(), MOVED_ON),
    ],
)
def test_what_can_be_shown_and_hidden(rule, subject, answer):
    assert rule(person(Role.PLACEMENT_OFFICER), subject).reason == answer


@pytest.mark.parametrize(
    ("role", "region", "looks", "watches"),
    [
        (Role.CHAIN_DIRECTOR, "care-utrecht", "", ""),
        (Role.CHAIN_DIRECTOR, "care-groningen", "", ROLE),
        (Role.CARE_COORDINATOR, "care-utrecht", "", ROLE),
        (Role.INTAKE, "care-utrecht", ROLE, ROLE),
        (Role.PRIVACY_OFFICER, "care-utrecht", ROLE, ROLE),
    ],
)
def test_may_look_and_watch(role, region, looks, watches):
    who = person(role, where=region)

    assert rules.may_look(who).reason == looks
    assert rules.may_watch(who, "care-utrecht").reason == watches


# ---- doing ----


@pytest.fixture
def added(shelter) -> HelpPoint:
    return actions.add_help_point(shelter, FACTS, at=NOON)


ACTS = {
    "change": (lambda by, it: actions.change_help_point(by, it, FACTS, at=NOON), "changed"),
    "check": (lambda by, it: actions.check_help_point(by, it, at=NOON), "checked"),
    "show": (lambda by, it: actions.show_help_point(by, it, at=NOON), "shown"),
    "hide": (lambda by, it: actions.hide_help_point(by, it, at=NOON), "hidden"),
}


@pytest.fixture(params=ACTS)
def act(request, added, shelter):
    if request.param == "hide":
        actions.show_help_point(shelter, added, at=NOON)
    return ACTS[request.param]


def test_every_act_is_on_the_trail(act, added, shelter):
    act[0](shelter, added)

    line = AuditEntry.objects.latest("id")
    assert (line.act, line.actor) == (f"help-point.{act[1]}", shelter.user_id)
    assert line.facts == {}


@pytest.mark.parametrize(("who", "why"), [("coordinator", ELSEWHERE), ("intake", ELSEWHERE)])
def test_another_organisation_changes_nothing(act, added, who, why, request):
    before = list(HelpPoint.objects.order_by("pk").values())

    with pytest.raises(Refused, match=why.replace(".", r"\.")):
        act[0](request.getfixturevalue(who), added)

    assert list(HelpPoint.objects.order_by("pk").values()) == before
    assert AuditEntry.objects.latest("id").outcome == "refused"


def test_an_act_is_undone_when_it_fails(act, added, shelter, monkeypatch):
    def fail(*_, **__):
        raise OSError("the disk is full")

    before = list(HelpPoint.objects.order_by("pk").values())
    monkeypatch.setattr(actions, "record", fail)
    with pytest.raises(OSError, match="full"):
        act[0](shelter, added)
    assert list(HelpPoint.objects.order_by("pk").values()) == before


def test_a_new_one_is_hidden_and_who_may_not_adds_none(added, intake):
    assert (added.public, added.checked_on) == (False, NOON.date())
    with pytest.raises(Refused, match=r"role\.missing"):
        actions.add_help_point(intake, FACTS, at=NOON)


def test_what_is_shown_stays_within_reach(added, shelter):
    actions.show_help_point(shelter, added, at=NOON)

    with pytest.raises(Refused, match=r"helppoint\.unreachable"):
        actions.change_help_point(shelter, added, Facts(name="x", kind="talk"), at=NOON)

    assert HelpPoint.objects.get(pk=added.pk).phone == FACTS.phone


# ---- looked at in time ----


def test_after_its_term_the_director_of_its_region_sees_it_and_no_other(
    cast, director, stranger, shelter
):
    term = country().due_on("help-point-check", NOON.date() - timedelta(days=12))
    last, later = term, term + timedelta(days=1)

    assert queries.not_looked_at(director, "care-utrecht", today=last) == []
    late = {each.name for each in queries.not_looked_at(director, "care-utrecht", today=later)}
    assert any("De Brug" in name for name in late)
    assert not any("voordeur" in name.lower() for name in late)  # hidden
    assert not any("Zorgterp" in name for name in late)
    for who in (stranger, shelter):
        with pytest.raises(Refused):
            queries.not_looked_at(who, "care-utrecht", today=later)


def test_one_without_a_place_counts_where_its_organisation_works(cast, director, stranger):
    today = NOON.date() + timedelta(days=365)

    mine = {each.name for each in queries.not_looked_at(director, "care-utrecht", today=today)}
    theirs = {each.name for each in queries.not_looked_at(stranger, "care-groningen", today=today)}

    reached = set(HelpPoint.objects.shown().filter(municipality="").values_list("name", flat=True))
    assert (mine | theirs) & reached


# ---- hours ----


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", []),
        ("9-17", [("09:00", "17:00")]),
        ("9.00 – 17.30", [("09:00", "17:30")]),
        ("13:00-17:00, 9:00-12:30", [("09:00", "12:30"), ("13:00", "17:00")]),
        ("9:00-12:00,12:00-13:00;", [("09:00", "12:00"), ("12:00", "13:00")]),
        ("0:00-24:00", [("00:00", "24:00")]),
        ("9 tot 5", None),
        ("17:00-9:00", None),
        ("9:00-9:00", None),
        ("9:00-12:00, 11:00-13:00", None),
        ("9:60-12:00", None),
        ("23:00-24:01", None),
        ("25-26", None),
        ("by appointment", None),
        ("1-2,3-4,5-6,7-8,9-10", None),
        ("٩-١٧", [("09:00", "17:00")]),
        ("²-³", None),
    ],
)
def test_hours_as_people_write_them(typed, found):
    if found is None:
        with pytest.raises(openings.NotHours):
            openings.spans(typed)
    else:
        assert openings.spans(typed) == found


@given(
    st.dictionaries(
        st.integers(1, 7),
        st.sets(st.integers(0, 1440), max_size=8).map(
            lambda cuts: [
                (f"{a // 60:02}:{a % 60:02}", f"{b // 60:02}:{b % 60:02}")
                for a, b in list(pairwise(sorted(cuts)))[::2]
            ]
        ),
    )
)
def test_hours_that_are_kept_are_written_as_they_were(week):
    kept = openings.rows(week)

    for day in range(1, 8):
        assert openings.spans(openings.written(kept, day)) == week.get(day, [])


# ---- the pages ----


@pytest.fixture
def linda(cast):
    return desk_of(cast, "linda-linde")


def send(desk, page, typed, *args):
    return desk.client.post(desk._address(page, args), typed)


def public_page() -> str:
    """Asked with an empty form: the page without a question is made once a minute."""
    return Client().post("/en/find/").text


def test_from_adding_to_showing_to_hiding(linda):
    answer = send(linda, "care:add_help_point", TYPED)
    found = HelpPoint.objects.get(name="Loket (verzonnen)")
    assert answer.url == f"/en/help-points/{found.pk}/show/"
    assert found.open == [
        {"days": [1, 2], "opens": "09:00", "closes": "12:30"},
        {"days": [1, 2], "opens": "13:00", "closes": "17:00"},
        {"days": [6], "opens": "00:00", "closes": "24:00"},
    ]
    assert "Loket (verzonnen)" not in public_page()
    assert "Verzonnen Kade 9, Utrecht" in linda.text("care:show_help_point", found.pk)

    refused = linda.post("care:show_help_point", found.pk)
    assert "Tick this only when it is so." in refused.content.decode()
    assert "Loket (verzonnen)" not in public_page()

    assert linda.post("care:show_help_point", found.pk, sure="on").status_code == 302
    assert "Loket (verzonnen)" in public_page()
    assert linda.post("care:hide_help_point", found.pk).status_code == 302
    assert "Loket (verzonnen)" not in public_page()


def test_what_was_kept_comes_back_in_the_form_and_saving_it_changes_nothing(cast, inside):
    zora = desk_of(cast, "zora-zorgzaam")
    kept = HelpPoint.objects.get(name__startswith="Inloop De Brug")
    page = zora.text("care:change_help_point", kept.pk)
    assert 'value="10:00-17:00"' in page

    form = {
        name: getattr(kept, name)
        for name in ("name", "kind", "municipality", "address", "phone", "languages", "cost")
    }
    hours = {f"day_{day}": openings.written(kept.open, day) for day in range(1, 8)}
    more = {"message": kept.message, "on_holidays": kept.on_holidays, "wheelchair": "on"}
    before = HelpPoint.objects.filter(pk=kept.pk).values().get()
    assert send(zora, "care:change_help_point", form | hours | more, kept.pk).status_code == 302

    after = HelpPoint.objects.filter(pk=kept.pk).values().get()
    assert after == before | {"checked_on": NOON.date()}


def test_still_right_today_moves_the_day(linda):
    kept = HelpPoint.objects.get(organisation__code="opvang-de-linde")
    assert kept.checked_on < NOON.date()

    assert linda.post("care:check_help_point", kept.pk).status_code == 302
    assert HelpPoint.objects.get(pk=kept.pk).checked_on == NOON.date()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"phone": "", "address": ""}, "Give a phone number, or an address"),
        ({"phone": "call us"}, "Write digits, spaces and -"),
        ({"municipality": ""}, "Say in which municipality this address is."),
        ({"municipality": "GM9999"}, "is not one of the available choices"),
        ({"day_3": "all day"}, "Write hours like 9:00-17:00"),
        ({"name": " \u202e "}, "This field is required."),
        ({"name": "x" * 121}, "at most 120 characters"),
        ({"kind": "secret"}, "Choose one of the answers."),
        ({"languages": ["xx\x00"]}, "is not one of the available choices"),
    ],
)
def test_what_cannot_be_right_is_asked_again_and_nothing_is_kept(linda, typed, message):
    before = HelpPoint.objects.count()

    answer = send(linda, "care:add_help_point", TYPED | typed)

    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert "Verzonnen Kade 9" in answer.content.decode() or "address" in typed
    assert HelpPoint.objects.count() == before


@pytest.mark.parametrize(
    ("person_", "status", "says"),
    [
        ("linda-linde", 200, "Add a help point"),
        ("zora-zorgzaam", 200, "Add a help point"),
        ("zoe-zonnedauw", 200, "Add a help point"),
        ("kees-ketting", 200, "Not looked at in time in the region"),
        ("ina-inkijk", 403, ""),
        ("pim-politie", 403, ""),
        ("priya-privacy", 403, ""),
    ],
)
def test_the_page_is_for_who_keeps_and_who_watches(cast, person_, status, says):
    desk = desk_of(cast, person_)

    answer = desk.get("care:help_points")

    assert answer.status_code == status
    assert says in answer.content.decode()
    assert ('href="/en/help-points/"' in desk.text("web:work")) is (status == 200)
    assert desk.get("care:add_help_point").status_code == (200 if "Add" in says else 403)


@pytest.mark.parametrize("name", ["change", "show", "check", "hide"])
def test_those_of_another_organisation_are_not_found(linda, name):
    other = HelpPoint.objects.get(name__startswith="Inloop De Brug")

    assert linda.post(f"care:{name}_help_point", other.pk, sure="on").status_code == 404
    assert HelpPoint.objects.get(pk=other.pk).public


def test_the_director_sees_what_was_not_looked_at_and_can_change_none(cast, clock):
    clock.now = NOON + timedelta(days=365)
    kees = desk_of(cast, "kees-ketting")

    page = kees.text("care:help_points")

    brug = HelpPoint.objects.get(name__startswith="Inloop De Brug")
    assert "Inloop De Brug" in page
    assert "days late" in page
    assert str(brug.pk) not in page
    assert kees.post("care:check_help_point", brug.pk).status_code == 404
