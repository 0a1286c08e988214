import tomllib
from datetime import date
from random import Random

import pytest

from ketenwerk.commands.cast import demo_file
from ketenwerk.commands.stories import SELF, Stories
from ketenwerk.country.data import country

SAID = tomllib.loads(demo_file("stories").read_text(encoding="utf-8"))
REPORTERS = [code for code, _ in country().choices("reporter-kind", "nl")]


def codes(vocabulary):
    return {code for code, _ in country().choices(vocabulary, "nl")}


@pytest.fixture
def stories():
    return Stories(Random(7))


def test_every_form_a_person_can_choose_has_a_story():
    assert {form["code"] for form in SAID["forms"]} == {
        code for code, _ in country().form_choices("nl")
    }


@pytest.mark.parametrize("form", [form["code"] for form in SAID["forms"]])
@pytest.mark.parametrize("reporter", REPORTERS)
def test_a_story_is_whole(stories, form, reporter):
    for _ in range(20):
        told = stories.story(form, reporter)
        assert "{" not in told
        assert told.endswith(".")
        assert told.count(". ") >= 2


def test_whoever_reports_is_known_to_the_country(stories):
    assert {stories.reporter() for _ in range(100)} == set(REPORTERS)
    assert SELF in REPORTERS


def test_a_form_is_told_only_since_it_is_known(stories):
    before = {stories.form(on=date(2026, 7, 14)) for _ in range(500)}
    since = {stories.form(on=date(2026, 7, 15)) for _ in range(500)}

    assert since - before == {"MAR", "SUR", "ADO"}


@pytest.mark.parametrize(
    ("table", "vocabulary"), [("reasons", "signal-decision"), ("steps", "track-kind")]
)
def test_the_tables_follow_the_vocabulary(table, vocabulary):
    assert set(SAID[table]) == codes(vocabulary)


def test_every_step_and_every_kind_of_organisation_exists():
    steps = {step for steps in SAID["steps"].values() for step in steps}
    kinds = {kind for kinds in SAID["responsible"].values() for kind in kinds}

    assert steps <= codes("next-step")
    assert kinds | set(SAID["instructions"]) <= set(country().organisation_kinds)


def test_what_persons_need_is_told_in_words_of_the_country():
    for person in SAID["persons"]:
        assert person["needs"]["age_group"] in codes("age-group")
        assert person["needs"]["sex"] in codes("shelter-sex")
