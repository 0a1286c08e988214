"""From a situation to whom one can call: always help, always the report, and what is not known is said."""

import re

import pytest
from django.test import Client
from django.utils.translation import override

from ketenwerk.country.data import country
from ketenwerk.information.cards import channel_card
from tests.conftest import NOON

SITUATIONS = list(country().situations.values())
BY_ADDRESS = pytest.mark.parametrize("situation", SITUATIONS, ids=lambda each: each.code)


def shown(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.text


def roads(page: str) -> list[str]:
    """Help, and report."""
    return re.findall(
        r'<section aria-labelledby="(?:help|report)">(.*?)</section>', page, re.DOTALL
    )


def test_there_is_a_road_for_every_situation():
    assert [each.code for each in SITUATIONS] == [
        "danger-now",
        "minor",
        "labour",
        "sexual",
        "online",
        "anonymous",
        "bed-tonight",
        "place-only",
        "professional-in-doubt",
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_one_chooses_a_situation_by_plain_links(language):
    page = shown(f"/{language}/help/")

    for situation in SITUATIONS:
        assert (
            f'href="/{language}/help/{situation.address}/">{situation.name[language]}</a>' in page
        )
    assert "<form" not in page
    assert f'href="/{language}/numbers/"' in page


@BY_ADDRESS
@pytest.mark.parametrize("language", ["nl", "en"])
def test_both_roads_are_always_there_and_need_not_go_together(situation, language):
    page = shown(f"/{language}/help/{situation.address}/")

    for road, advice in zip(roads(page), (situation.help, situation.report), strict=True):
        names = re.findall(r"<h3>(.*?)</h3>", road)
        assert names == [country().channels[each.channel].name[language] for each in advice]
        assert all(each.reason[language] in road for each in advice)
    said = {"nl": "Er zijn twee wegen", "en": "There are two roads"}[language]
    assert said in page


@BY_ADDRESS
def test_what_nobody_has_compared_with_its_source_says_so(situation):
    page = shown(f"/en/help/{situation.address}/")

    unverified = [each for each in situation.channels if not country().channels[each].verified]
    assert page.count("Not yet compared with a published source") == len(unverified)
    assert ("is a proposal" in page) is not situation.verified


@BY_ADDRESS
def test_every_number_can_be_called_from_the_page(situation):
    page = shown(f"/en/help/{situation.address}/")

    for code in situation.channels:
        phone = country().channels[code].phone
        digits = "".join(sign for sign in phone if sign.isdigit() or sign == "+")
        assert not phone or f'href="tel:{digits}"' in page


@BY_ADDRESS
def test_who_has_no_number_has_a_website_or_says_so(situation):
    page = shown(f"/en/help/{situation.address}/")

    for code, card in zip(
        situation.channels, page.split('<article class="channel">')[1:], strict=True
    ):
        channel, seen = country().channels[code], card.split("<details>")[0]
        assert channel.phone in seen
        assert channel.phone or channel.web in seen
        assert ("no number and no website. Ask" in seen) is not bool(channel.phone or channel.web)


def test_in_danger_the_emergency_number_comes_first_on_both_roads():
    danger = country().situations["danger-now"]

    assert danger.help[0].channel == danger.report[0].channel == "emergency"


@pytest.mark.parametrize(
    "path", ["help/nowhere/", "read/nowhere/", "block/nowhere/", "before/home/"]
)
def test_what_is_not_there_is_not_found(db, path):
    assert Client().get(f"/en/{path}").status_code == 404


def test_every_channel_is_on_one_page_with_a_name_to_link_to(clock):
    page = shown("/en/numbers/")

    for code, channel in country().channels.items():
        assert f'<li id="{code}">' in page
        assert channel.name["en"] in page


def test_whom_one_cannot_call_any_more_or_not_yet_is_left_out(clock):
    clock.now = NOON.replace(year=2020)

    assert "0800-5151" not in shown("/en/numbers/")


# ---- open now ----


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-23T12:00", "Open now, until 17:00"),  # UTC; one o'clock on the wall
        ("2026-11-23T07:00", "Closed now, opens today at 09:00"),
        ("2026-11-23T20:00", "Closed now, opens tomorrow at 09:00"),
        ("2026-11-27T20:00", "Closed now, opens on Monday 30 November at 09:00"),
        ("2026-11-23T23:30", "Closed now, opens today at 09:00"),  # half past midnight there
        ("2026-12-25T12:00", "Today may be different: we do not know whether they answer"),
    ],
)
def test_who_keeps_office_hours_is_open_or_closed_now(clock, moment, said):
    clock.now = NOON.fromisoformat(f"{moment}+00:00")

    page = shown("/en/numbers/")
    card = page.split('<li id="comensha">')[1].split("</article>")[0]

    assert said in card


def test_in_dutch_it_says_so_in_dutch():
    assert "Nu open, tot 17:00" in shown("/nl/numbers/")


@pytest.mark.parametrize("channel", country().channels.values(), ids=lambda each: each.code)
@pytest.mark.parametrize("moment", ["2026-11-23T12:00", "2026-11-29T03:00", "2026-12-25T12:00"])
def test_whose_hours_are_not_known_is_never_called_closed(channel, moment):
    with override("en"):
        card = channel_card(channel, at=NOON.fromisoformat(f"{moment}+00:00"))

    assert bool(channel.open) or (card.state, card.shape) == ("Hours not known to us", "")


# ---- before going on ----


@pytest.mark.parametrize(
    ("path", "door"),
    [
        ("", "/en/before/contact/"),
        ("read/", "/en/before/rights/"),
        ("help/now/", "/en/before/contact/"),
    ],
)
def test_before_the_first_sensitive_page_one_hears_how_to_leave(path, door):
    assert f'href="{door}"' in shown(f"/en/{path}")


@pytest.mark.parametrize(
    ("onward", "next_page"), [("contact", "/en/contact/"), ("rights", "/en/read/rights/")]
)
def test_that_page_leads_on_in_one_click_and_remembers_nothing(onward, next_page):
    answer = Client().get(f"/en/before/{onward}/")
    content = answer.text.split("<main")[1].split("</main>")[0]

    assert f'href="{next_page}">Go on</a>' in content
    assert 'href="/en/help/"' in content
    assert 'href="/en/safety/"' in content
    assert not answer.cookies
    assert "<form" not in content


def test_who_needs_help_meets_no_page_in_between():
    page = shown("/en/")

    assert re.search(r'href="/en/help/"[^>]*>See who can help', page)
