"""Every page behind the sign-in, for every role, in both languages: no barriers, valid, and not too wide."""

import pytest

from tests.journeys.inspection import invalid
from tests.journeys.people import STAFF
from tests.journeys.walk import TOGETHER, unseen


@pytest.mark.parametrize("person", STAFF)
@pytest.mark.parametrize("language", TOGETHER)
def test_nobody_meets_a_barrier(walk_of, language, person):
    faults = walk_of(person, language).faults

    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", TOGETHER)
def test_the_html_is_valid(walk_of, language, tmp_path):
    pages = {}
    for person in STAFF:
        pages |= walk_of(person, language).pages

    assert not (faults := invalid(pages, tmp_path)), "\n".join(faults)


@pytest.mark.parametrize("language", TOGETHER)
def test_there_is_no_page_that_nobody_saw(walk_of, member, language):
    seen = set().union(*(walk_of(person, language).seen for person in STAFF))

    assert unseen(seen, "signed-in", member("kees-ketting", language=language)) == []
