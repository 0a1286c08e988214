"""One report through the whole chain, by the people who do it, each in a browser of their own."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.journeys.intake import ANSWER, intake_takes_and_answers, reports
from tests.journeys.people import organisation_of
from tests.journeys.reader import Reader
from tests.journeys.visitor import STORY, enter_mailbox, send_report

INSTRUCTION = "Kijk of er eerder iets over dit adres is gezegd. (verzonnen)"
NOTE = "Slaapt slecht, rustige kamer als het kan. (verzonnen)"
SHELTER = "De Linde, vrouwenopvang (verzonnen)"
NEEDS = {"age_group": "23-plus", "sex": "woman", "children": "1"}
PEOPLE = ("ina-inkijk", "kees-ketting", "zora-zorgzaam", "linda-linde", "pim-politie")


@dataclass(frozen=True, slots=True)
class Chain:
    """Everybody who has a part in it, at a browser."""

    visitor: Reader
    ina: Reader
    kees: Reader
    zora: Reader
    linda: Reader
    pim: Reader


@pytest.fixture(
    params=[("nl", True), ("en", False)], ids=["nl-with-scripts", "en-without-scripts"]
)
def chain(request, newcomer, member) -> Chain:
    language, scripts = request.param
    how = {"language": language, "scripts": scripts}
    return Chain(newcomer(**how), *(member(person, **how) for person in PEOPLE))


def test_a_report_goes_through_the_whole_chain(chain):
    one_place_is_free(chain.linda)
    there = reports(chain.ina)
    code = send_report(chain.visitor)
    [new] = reports(chain.ina) - there
    signal = intake_takes_and_answers(chain.ina, new)
    visitor_reads_the_answer(chain.visitor, code)

    case = director_opens_a_case(chain.kees, signal)
    for person in ("pim-politie", "zora-zorgzaam"):
        director_gives_a_task(chain.kees, case, organisation_of(person))
    care = own_track(chain.zora, case)
    criminal = own_track(chain.pim, case)

    shelter_refuses(chain.linda, coordinator_asks(chain.zora, care))
    assert responsible(chain.zora, care) == organisation_of("zora-zorgzaam")
    is_handed_over_warmly(chain, care)
    assert free_places(chain.linda) == "0"

    director_cannot_close(chain.kees, case)
    closes_the_track(chain.linda, care, outcome="independent")
    closes_the_track(chain.pim, criminal, outcome="no-leads")
    for reader in (chain.pim, chain.zora):
        finishes_the_task(reader, case)
    director_closes(chain.kees, case)
    assert free_places(chain.linda) == "1"

    mailbox_says_dealt_with(chain.visitor, code)
    region_shows_what_is_open(chain.kees, signal)
    figures_hide_small_numbers(chain.visitor)


# ---- the reporter ----


def visitor_reads_the_answer(visitor: Reader, code: str) -> None:
    said = enter_mailbox(visitor, code)
    assert re.sub(r"\s", "", code) not in visitor.page.url
    assert STORY not in visitor.page.content()
    assert visitor.word("Taken up") in said
    assert ANSWER in said
    visitor.press("Close the mailbox")
    visitor.open("answer/open/")
    assert ANSWER not in visitor.page.content()


def mailbox_says_dealt_with(visitor: Reader, code: str) -> None:
    said = enter_mailbox(visitor, code)
    assert visitor.word("Dealt with") in said
    assert INSTRUCTION not in said
    visitor.press("Close the mailbox")


# ---- the chain director ----


def director_opens_a_case(kees: Reader, signal: str) -> str:
    kees.open(signal)
    kees.follow("Open a case")
    soon = (timezone.localdate() + timedelta(days=5)).isoformat()
    kees.write({"reason": "Twee sporen nodig. (verzonnen)"})
    for kind, person in (("care", "zora-zorgzaam"), ("criminal", "pim-politie")):
        kees.write(
            {
                f"{kind}-responsible": organisation_of(person),
                f"{kind}-next_step": "first-contact",
                f"{kind}-next_step_on": soon,
            }
        )
    kees.press("Open the case")
    assert re.search(r"/cases/[0-9a-f-]{36}/$", kees.path), kees.text
    assert STORY in kees.text
    return kees.path


def director_gives_a_task(kees: Reader, case: str, organisation: str) -> None:
    kees.open(case)
    kees.unfold("Give a task")
    soon = (timezone.localdate() + timedelta(days=3)).isoformat()
    kees.write({"organisation": organisation, "instruction": INSTRUCTION, "due_on": soon})
    kees.press("Give the task")
    assert kees.word("The task has been given.") in kees.text


def director_cannot_close(kees: Reader, case: str) -> None:
    kees.open(case)
    assert kees.word("There is still a track that is open.") in kees.text
    button = kees.main.get_by_role("button", name=kees.word("Close the case"))
    assert button.count() == 0


def director_closes(kees: Reader, case: str) -> None:
    kees.open(case)
    kees.press("Close the case")
    assert kees.word("The case is closed.") in kees.text


def region_shows_what_is_open(kees: Reader, signal: str) -> None:
    kees.open("region/care-utrecht/")
    assert kees.main.get_by_role("table").count() >= 2
    waiting = kees.links(r"/signals/[0-9a-f-]{36}/$")
    assert waiting
    assert signal not in waiting


# ---- the coordinator, the shelter, the police ----


def own_track(reader: Reader, case: str) -> str:
    """The track of this case for which the reader's organisation is responsible."""
    reader.open(case)
    for track in sorted(reader.links(r"/tracks/[0-9a-f-]{36}/$")):
        reader.open(track)
        if reader.main.locator("[name=outcome]").count():
            return track
    raise AssertionError(f"no track of their own: {reader.text}")


def responsible(reader: Reader, track: str) -> str:
    reader.open(track)
    return reader.fact("Who is responsible")


def coordinator_asks(zora: Reader, track: str) -> str:
    """Where the request stands."""
    zora.open(track)
    before = zora.links(r"/referrals/")
    zora.follow("Find a place")
    zora.write(NEEDS)
    zora.press("Show places that fit")
    zora.go(zora.main.get_by_role("link", name=re.compile(re.escape(SHELTER))))
    zora.write({"note": NOTE})
    zora.press("Ask for this place")
    assert zora.fact("Who is responsible") == organisation_of("zora-zorgzaam")
    [request] = zora.links(r"/referrals/") - before
    return request


def shelter_refuses(linda: Reader, request: str) -> None:
    linda.open(request)
    assert NOTE in linda.text
    linda.write({"refusal": "safety"})
    linda.press("Refuse")
    assert linda.word("You have refused. The sender looks further.") in linda.text


def is_handed_over_warmly(chain: Chain, care: str) -> None:
    """Accepting moves nothing; when the person has arrived and the sender has confirmed, the track moves."""
    request = coordinator_asks(chain.zora, care)
    shelter_accepts(chain.linda, request)
    person_arrives(chain.linda, request)
    assert responsible(chain.zora, care) == organisation_of("zora-zorgzaam")
    coordinator_confirms(chain.zora, request)
    assert responsible(chain.zora, care) == organisation_of("linda-linde")


def shelter_accepts(linda: Reader, request: str) -> None:
    linda.open(request)
    linda.press("Accept")
    held = "You hold a place. Say so when the person has arrived: then the track is yours."
    assert linda.word(held) in linda.text


def person_arrives(linda: Reader, request: str) -> None:
    linda.open(request)
    linda.press("The person has arrived")
    told = "The sender knows. The track is yours as soon as they confirm."
    assert linda.word(told) in linda.text


def coordinator_confirms(zora: Reader, request: str) -> None:
    zora.open(request)
    zora.press("Confirm the handover")
    assert zora.word("You have confirmed the handover.") in zora.text


def one_place_is_free(linda: Reader) -> None:
    linda.open("places/")
    place = linda.main.locator("article", has_text=SHELTER)
    place.locator("[name$=free]").fill("1")
    linda.go(place.get_by_role("button"))
    assert free_places(linda) == "1"


def free_places(linda: Reader) -> str:
    linda.open("places/")
    place = linda.main.locator("article", has_text=SHELTER)
    return place.locator("[name$=free]").input_value()


def closes_the_track(reader: Reader, track: str, *, outcome: str) -> None:
    reader.open(track)
    reader.write({"outcome": outcome})
    reader.press("Close the track")
    assert reader.word("The track is closed.") in reader.text


def finishes_the_task(reader: Reader, case: str) -> None:
    reader.open(case)
    [task] = reader.links(r"/tasks/[0-9a-f-]{36}/$")
    reader.open(task)
    assert INSTRUCTION in reader.text
    reader.press("This is done")
    assert reader.word("The task is done.") in reader.text


# ---- everybody ----


def figures_hide_small_numbers(visitor: Reader) -> None:
    visitor.open("figures/")
    assert visitor.main.get_by_role("table").count() >= 1
    shown = visitor.main.locator("td").all_inner_texts()
    numbers = [int(cell) for cell in shown if cell.strip().isdigit()]
    assert numbers
    assert all(number % 5 == 0 for number in numbers), numbers
