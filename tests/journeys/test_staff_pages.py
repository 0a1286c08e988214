"""Every page behind the sign-in, for every role, in both languages: no barriers, valid, and not too wide."""

import sqlite3
from contextlib import closing
from uuid import UUID

import pytest

from tests.journeys.inspection import invalid
from tests.journeys.people import STAFF, organisation_of
from tests.journeys.walk import SCHEMES, TOGETHER, Walk, name_of, unseen


@pytest.mark.parametrize("person", STAFF)
@pytest.mark.parametrize("language", TOGETHER)
def test_nobody_meets_a_barrier(walk_of, language, person):
    faults = walk_of(person, language).faults

    assert not faults, "\n".join(faults)


ORIGINAL = """
    SELECT original.attachment_id
    FROM reporting_original AS original
    JOIN reporting_attachment AS file ON file.id = original.attachment_id
    JOIN reporting_report AS report ON report.id = file.report_id
    JOIN organisations_organisation AS intake ON intake.id = report.receiver_id
    WHERE intake.name = ?
"""


@pytest.mark.parametrize("language", TOGETHER)
def test_the_original_of_a_file_has_no_barriers(installation, member, language, tmp_path):
    with closing(sqlite3.connect(installation.folder / "ketenwerk.sqlite3")) as database:
        [number] = database.execute(ORIGINAL, [organisation_of("ina-inkijk")]).fetchone()
    reader = member("ina-inkijk", language=language, scheme=SCHEMES[language])
    walk = Walk(reader, f"ina-inkijk ({language})", {"signed-in"})
    walk.visit(f"/{language}/intake/files/{UUID(number)}/original/")

    assert name_of(reader.path) == "reporting:original"
    faults = walk.faults + invalid(walk.pages, tmp_path)
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
