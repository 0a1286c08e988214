"""Many people tell at the same moment."""

from concurrent.futures import ThreadPoolExecutor

from tests.faults.telling import Tally, fill_in, opens

MANY = 24
REPORTS = "reporting_report"


def test_reports_sent_at_the_same_moment_are_all_kept(installation):
    tally = Tally()
    with installation.server() as server, ThreadPoolExecutor(MANY) as people:
        forms = [fill_in(server.port, f"Invented story {number}") for number in range(MANY)]
        list(people.map(lambda form: tally.send(form, server.port), forms))

        assert (tally.odd, tally.unanswered) == ([], [])
        assert len(set(tally.codes.values())) == installation.count(REPORTS) == MANY
        assert all(opens(server.port, code) for code in tally.codes.values())


def test_one_form_sent_many_times_at_the_same_moment_is_one_report(installation):
    with installation.server() as server, ThreadPoolExecutor(MANY) as people:
        form = fill_in(server.port, "Invented: pressed the button again and again.")
        answers = list(people.map(lambda _: form.send(server.port), range(MANY)))

        assert {answer.status for answer in answers} == {200}
        assert len({answer.code for answer in answers}) == 1
        assert opens(server.port, answers[0].code)
        assert installation.count(REPORTS) == 1
