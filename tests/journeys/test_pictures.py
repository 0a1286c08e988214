"""The pages one looks at with one's own eyes. KETENWERK_SCREENSHOTS=folder keeps a picture of each.

Those of the README:
`KETENWERK_SCREENSHOTS=docs/images python -m pytest tests/journeys/test_pictures.py -k readme`
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.journeys.people import VISITOR, sign_in_as
from tests.journeys.reader import Reader
from tests.journeys.visitor import enter_mailbox, send_report
from tests.journeys.visits import DESKTOP, PHONE

FITS = "document.scrollingElement.scrollWidth <= window.innerWidth"
Way = Callable[[Reader], object]


def at(path: str) -> Way:
    return lambda reader: reader.open(path)


def first(path: str, pattern: str) -> Way:
    """The first page of this pattern that the page links to."""

    def go(reader: Reader) -> None:
        reader.open(path)
        reader.open(min(reader.links(pattern)))

    return go


def wrong_report(reader: Reader) -> None:
    reader.open("contact/")
    reader.press("Continue")


def mailbox(reader: Reader) -> None:
    enter_mailbox(reader, send_report(reader))


def search(reader: Reader) -> None:
    """A place that fits, looked for in the first care track that waits for one."""
    reader.open("cases/")
    for case in sorted(reader.links(r"/cases/[0-9a-f-]{36}/$")):
        reader.open(case)
        for track in reader.links(r"/tracks/[0-9a-f-]{36}/$"):
            reader.open(track)
            if reader.links(r"/place/$"):
                reader.follow("Find a place")
                reader.write({"age_group": "23-plus", "sex": "woman"})
                reader.press("Show places that fit")
                return
    raise AssertionError("nobody waits for a place")


def request(reader: Reader) -> None:
    """The first request for a place in a track of their own."""
    reader.open("work/")
    for track in sorted(reader.links(r"/tracks/[0-9a-f-]{36}/$")):
        reader.open(track)
        for path in reader.links(r"/referrals/[0-9a-f-]{36}/$"):
            reader.open(path)
            return
    raise AssertionError("nobody asked for a place")


@dataclass(frozen=True, slots=True)
class Picture:
    """Who looks at what, on which screen."""

    name: str
    person: str
    way: Way
    screen: tuple[int, int] = DESKTOP
    language: str = "nl"
    scheme: str = "light"
    scripts: bool = True


README = (
    Picture("home-phone", VISITOR, at(""), PHONE, "en"),
    Picture("region", "kees-ketting", at("region/care-utrecht/"), language="en"),
)
OTHERS = (
    Picture("home", VISITOR, at("")),
    Picture("home-dark", VISITOR, at(""), PHONE, scheme="dark"),
    Picture("help", VISITOR, at("help/"), PHONE),
    Picture("report", VISITOR, at("contact/"), PHONE),
    Picture("report-without-scripts", VISITOR, at("contact/"), scripts=False),
    Picture("report-wrong", VISITOR, wrong_report, PHONE),
    Picture("receipt", VISITOR, send_report, PHONE),
    Picture("mailbox", VISITOR, mailbox, PHONE),
    Picture("figures", VISITOR, at("figures/")),
    Picture("figures-phone", VISITOR, at("figures/"), PHONE),
    Picture("sign-in", VISITOR, at("account/login/")),
    Picture("try", VISITOR, at("try/")),
    Picture("nothing-here", VISITOR, at("nothing-here/"), PHONE),
    Picture("intake", "ina-inkijk", at("intake/")),
    Picture("a-report", "ina-inkijk", first("intake/", r"/intake/[0-9a-f-]{36}/$")),
    Picture("my-work", "kees-ketting", at("work/")),
    Picture("my-work-phone", "zora-zorgzaam", at("work/"), PHONE),
    Picture("region-dark", "kees-ketting", at("region/care-utrecht/"), scheme="dark"),
    Picture("signal", "kees-ketting", first("signals/", r"/signals/[0-9a-f-]{36}/$")),
    Picture("case", "kees-ketting", first("cases/", r"/cases/[0-9a-f-]{36}/$")),
    Picture(
        "case-phone-dark",
        "kees-ketting",
        first("cases/", r"/cases/[0-9a-f-]{36}/$"),
        PHONE,
        scheme="dark",
    ),
    Picture("track", "pim-politie", first("work/", r"/tracks/[0-9a-f-]{36}/$")),
    Picture("place-search", "zora-zorgzaam", search),
    Picture("request", "linda-linde", request),
    Picture("places", "linda-linde", at("places/")),
)


FOLDER = os.environ.get("KETENWERK_SCREENSHOTS")
WANTED = [pytest.param(each, id=f"readme-{each.name}") for each in README]
if FOLDER:
    WANTED += [pytest.param(each, id=each.name) for each in OTHERS]


@pytest.mark.parametrize("picture", WANTED)
def test_the_page_fits_its_screen(newcomer, picture):
    reader = newcomer(
        language=picture.language,
        scripts=picture.scripts,
        screen=picture.screen,
        scheme=picture.scheme,
    )
    if picture.person != VISITOR:
        sign_in_as(reader, picture.person)
    picture.way(reader)
    if FOLDER:
        path = Path(FOLDER) / f"{picture.name}.png"
        reader.page.screenshot(path=path, full_page=picture not in README)

    assert reader.page.evaluate(FITS)
    assert reader.main.get_by_role("heading", level=1).count() == 1
