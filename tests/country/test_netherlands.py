"""The real data of the Netherlands, read by itself, without any setting."""

from collections import Counter
from datetime import date
from itertools import chain

import pytest
from django.conf import settings

from ketenwerk.country import required
from ketenwerk.country.check import check
from ketenwerk.country.data import country

from .conftest import FOLDER

TODAY = date(2026, 11, 23)
LEFT_OUT = "I63"


def test_the_real_data_fits():
    assert check(FOLDER) == []


def test_the_installation_serves_the_country_of_its_settings():
    assert country().code == settings.COUNTRY
    assert country() is country()


@pytest.mark.parametrize(("kind", "number"), [("care", 35), ("police", 10), ("national", 1)])
def test_there_are_as_many_regions_as_the_field_counts(netherlands, kind, number):
    assert len(netherlands.regions_of_kind(kind)) == number


def test_there_is_enough_to_recognise_and_to_report(netherlands):
    assert len(netherlands.municipalities) == 342
    assert len(netherlands.indicators) >= 60
    assert len(netherlands.channels) >= 15


def test_every_municipality_is_once_in_each_kind_of_region(netherlands):
    counts = {
        kind: Counter(
            chain.from_iterable(
                (each.code for each in netherlands.municipalities_of(region.code, TODAY))
                for region in netherlands.regions_of_kind(kind)
            )
        )
        for kind in ("care", "police", "national")
    }

    for counted in counts.values():
        assert counted == Counter(netherlands.municipalities.keys())


@pytest.mark.parametrize(
    ("municipality", "care", "police"),
    [
        ("GM0344", "care-utrecht", "police-midden-nederland"),
        ("GM0363", "care-amsterdam", "police-amsterdam"),
        ("GM0394", "care-haarlem", "police-noord-holland"),
        ("GM0518", "care-den-haag", "police-den-haag"),
        ("GM0345", "care-ede", "police-midden-nederland"),
        ("GM0944", "care-nijmegen", "police-limburg"),
        ("GM0794", "care-helmond", "police-oost-brabant"),
    ],
)
def test_a_municipality_finds_its_regions(netherlands, municipality, care, police):
    assert netherlands.region_of(municipality, "care", TODAY).code == care
    assert netherlands.region_of(municipality, "police", TODAY).code == police
    assert netherlands.municipality(municipality).regions == {
        "care": care,
        "police": police,
        "national": "nl",
    }


def test_a_region_of_before_the_data_is_not_guessed(netherlands):
    with pytest.raises(KeyError, match="in no region of kind 'care' on 2022-12-31"):
        netherlands.region_of("GM0344", "care", date(2022, 12, 31))


def test_nobody_has_checked_where_a_municipality_belongs(netherlands):
    for municipality in netherlands.municipalities.values():
        doubtful = {each.region for each in municipality.memberships if not each.verified}
        assert doubtful == {municipality.regions["care"], municipality.regions["police"]}


def test_only_the_two_confirmed_care_regions_are_verified(netherlands):
    verified = {each.code for each in netherlands.regions_of_kind("care") if each.verified}
    assert verified == {"care-den-helder", "care-vlaardingen"}
    assert not any(region.verified for region in netherlands.regions_of_kind("police"))


def test_the_care_region_that_was_left_out_is_named(netherlands):
    assert "care-purmerend" not in netherlands.regions
    assert "Purmerend was left out" in netherlands.region("care-zaanstad").note


@pytest.mark.parametrize("code", ["I39", "I74", "I79", "I80", "I84", "I88", "I89", "I90", "I91"])
def test_a_sign_from_memory_is_unverified(netherlands, code):
    assert not netherlands.indicators[code].verified


@pytest.mark.parametrize(
    "code",
    [
        "victim-support",
        "sexual-assault-centre",
        "suicide-prevention",
        "child-helpline",
        "helpwanted",
        "minors-exploitation",
        "care-coordinator",
        "information-point",
    ],
)
def test_a_channel_from_memory_or_from_an_old_page_is_unverified(netherlands, code):
    assert not netherlands.channels[code].verified


def test_what_rests_on_memory_or_on_a_proposal_is_never_verified(netherlands):
    everything = chain(
        netherlands.regions.values(),
        netherlands.roles.values(),
        netherlands.organisation_kinds.values(),
        netherlands.service_kinds.values(),
        netherlands.forms.values(),
        netherlands.indicators.values(),
        netherlands.channels.values(),
        netherlands.retentions.values(),
        netherlands.terms.values(),
        netherlands.vocabulary.values(),
    )
    for entry in everything:
        kinds = {source.kind for source in netherlands.sources_of(entry)}
        assert kinds
        assert kinds == {"published"} or not entry.verified


def test_the_answer_terms_and_every_retention_are_proposals_to_decide_on(netherlands):
    assert not any(netherlands.term(code).verified for code in required.TERMS)
    assert not any(rule.verified for rule in netherlands.retentions.values())


@pytest.mark.parametrize("code", ["SUR", "MAR", "ADO"])
def test_forms_of_a_law_not_seen_in_force_are_unverified(netherlands, code):
    form = netherlands.forms[code]
    assert not form.verified
    assert form.law_version != netherlands.forms["SEX"].law_version


def test_looks_are_no_sign(netherlands):
    assert LEFT_OUT not in netherlands.indicators


def test_every_channel_says_when_it_was_last_checked(netherlands):
    assert {each.last_checked for each in netherlands.channels.values()} == {TODAY}


def test_a_sign_of_a_form_is_also_a_sign_of_its_parts(netherlands):
    whole = {sign.code for sign in netherlands.indicators_of("SEX")}
    part = {sign.code for sign in netherlands.indicators_of("SEX-D")}
    labour = {sign.code for sign in netherlands.indicators_of("LAB")}

    assert whole == part
    assert "I09" in whole & labour
    assert "I25" in labour - whole


@pytest.mark.parametrize(("lang", "name"), [("nl", "Ketenregisseur"), ("en", "Chain director")])
def test_roles_are_called_by_their_name_in_the_language(netherlands, lang, name):
    assert netherlands.role_name("chain-director", lang) == name
    assert ("chain-director", name) in netherlands.role_choices(lang)


def test_a_person_outside_chooses_among_whole_forms(netherlands):
    codes = [code for code, _ in netherlands.form_choices("en")]
    assert codes == ["SEX", "LAB", "CRI", "ORG", "SUR", "MAR", "ADO", "UNK"]
    assert ("LAB", "Arbeidsuitbuiting") in netherlands.form_choices("nl")


def test_a_municipality_is_found_under_the_name_people_use(netherlands):
    labels = [label for _, label in netherlands.municipality_choices()]
    assert len(labels) == 342
    assert "'s-Gravenhage (Den Haag)" in labels
    assert labels.index("Rucphen") < labels.index("'s-Gravenhage (Den Haag)")


def test_each_kind_of_track_has_outcomes_of_its_own(netherlands):
    for kind, _ in netherlands.choices("track-kind", "en"):
        assert len(netherlands.choices(f"track-outcome-{kind}", "nl")) >= 3
    assert netherlands.word("urgency", "now", "nl") == "Nu"


@pytest.mark.parametrize(
    ("term", "start", "end"),
    [
        ("report-first-look", date(2026, 11, 27), date(2026, 11, 30)),
        ("signal-decision", date(2026, 12, 23), date(2026, 12, 31)),
        ("referral-answer", date(2026, 11, 27), date(2026, 11, 28)),
        ("track-next-step", date(2026, 11, 23), date(2026, 12, 7)),
        ("reflection-period", date(2026, 11, 30), date(2027, 2, 28)),
        ("reflection-period-dublin", date(2026, 11, 30), date(2026, 12, 30)),
    ],
)
def test_a_term_ends_on_its_last_day(netherlands, term, start, end):
    assert netherlands.due_on(term, start) == end


@pytest.mark.parametrize(
    ("rule", "start", "end"),
    [
        ("report-unopened", date(2026, 11, 23), date(2027, 2, 21)),
        ("report-closed", date(2026, 11, 23), date(2027, 11, 23)),
        ("web-log", date(2026, 11, 23), date(2026, 11, 23)),
    ],
)
def test_a_record_is_kept_until_its_last_day(netherlands, rule, start, end):
    assert netherlands.kept_until(rule, start) == end
