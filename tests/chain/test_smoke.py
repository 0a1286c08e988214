from datetime import timedelta

from ketenwerk.audit import chain
from ketenwerk.care import queries as places
from ketenwerk.care.matching import Needs
from ketenwerk.casework import actions as cases
from ketenwerk.casework.actions import TrackPlan
from ketenwerk.organisations.actor import ANONYMOUS
from ketenwerk.reporting import actions as reporting
from ketenwerk.signals import actions as signals


def test_the_chain(cast, receipt, report, intake, director, coordinator, police, shelter, noon):
    assert reporting.read_report(intake, report, at=noon).startswith("Invented")
    signal = signals.raise_signal(intake, report, at=noon)
    signals.answer_reporter(intake, signal, "Thank you", at=noon)
    ticket = reporting.enter_mailbox(ANONYMOUS, receipt.code, at=noon)
    assert reporting.read_mailbox(ANONYMOUS, ticket, at=noon).replies[0].body == "Thank you"
    day = noon.date() + timedelta(days=2)
    plans = [
        TrackPlan("care", cast.organisations["zorgkompas"].id, "first-contact", day),
        TrackPlan(
            "criminal", cast.organisations["politie-middenland"].id, "informative-talk", day
        ),
    ]
    case = cases.open_case(director, signal, plans=plans, reason="needed", at=noon)
    care = case.tracks.get(kind="care")
    needs = Needs("23-plus", "woman")
    [service, *_] = places.fitting_services(coordinator, needs, region=case.region)
    referral = cases.ask_for_place(coordinator, care, service, needs=needs, note="quiet", at=noon)
    track = cases.accept_place(shelter, referral, at=noon)
    assert str(track.responsible_id) == shelter.organisation
    chain.seal(at=noon)
    assert list(chain.verify(at=noon)) == []
