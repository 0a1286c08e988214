"""The server is killed with SIGKILL, also between commit and answer: what was acknowledged is kept, and once.

SIGKILL does not empty the operating system's memory, so it cannot show whether a commit reached the disk.
That both databases wait for the disk is therefore asked of the databases themselves.
"""

import json
import random
import threading
import time
from contextlib import nullcontext
from subprocess import TimeoutExpired

import pytest

from tests.faults.installation import DIE, SERVED
from tests.faults.telling import Tally, fill_in, opens

DIES = "tests.faults.served:dies"
LIES = "tests.faults.served:lies"
TELLERS = 4
REPORTS = "reporting_report"
WAITS_FOR_THE_DISK = {
    "SQLite": {"journal_mode": "wal", "synchronous": "2"},
    "PostgreSQL": {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"},
}


def test_killing_the_server_loses_no_acknowledged_report(installation, times, tell):
    tally, fresh, between, cycles = Tally(), set(), 0, times(5, 50)
    for cycle in range(cycles):
        with installation.server(DIES) as server:
            assert [story for story in fresh if not opens(server.port, tally.codes[story])] == []
            send_again(tally, server.port)
            assert installation.count(REPORTS) == len(tally.codes)
            before = set(tally.codes)
            kill_while_telling(installation, server, tally, cycle)
        fresh = set(tally.codes) - before
        between += installation.count(REPORTS) - len(tally.codes)
    with installation.server() as server:
        send_again(tally, server.port)
    tell(
        f"killed server, {installation.kind}: {cycles} kills, {len(tally.codes)} reports "
        f"acknowledged, {between} kept whose answer was lost, 0 lost, 0 kept twice"
    )
    assert tally.odd == []
    assert between > 0, "no kill fell between commit and answer, so nothing was tested"
    assert inside(installation, "stories", "ina-inkijk") == dict.fromkeys(tally.codes, 1)
    assert inside(installation, "mailboxes", said=list(tally.codes.values())) == []
    assert inside(installation, "trail") == []


@pytest.mark.parametrize(("application", "kept"), [(SERVED, 1), (LIES, 0)])
def test_a_server_that_answers_before_it_commits_would_be_noticed(installation, application, kept):
    tally = Tally()
    with installation.server(application) as server:
        tally.send(fill_in(server.port, "Invented: told, and then the power went."), server.port)
        server.kill()

    assert len(tally.codes) == 1
    assert installation.count(REPORTS) == kept


def test_a_second_form_with_the_same_words_would_be_noticed(installation):
    tally = Tally()
    with installation.server() as server:
        for _ in range(2):
            tally.send(fill_in(server.port, "Invented: the same words twice."), server.port)

    assert inside(installation, "stories", "ina-inkijk") == {"Invented: the same words twice.": 2}


def test_both_databases_wait_for_the_disk(installation):
    wanted = WAITS_FOR_THE_DISK[installation.kind]

    assert inside(installation, "durability") == {
        f"{store}.{name}": value for store in ("default", "keys") for name, value in wanted.items()
    }


def kill_while_telling(installation, server, tally, cycle):
    """Several people tell at the same time; by turns the server dies by itself between commit and answer,
    or is killed from outside at any moment."""
    by_itself = cycle % 2 == 0
    tellers = [
        threading.Thread(target=tally.tell_until_it_ends, args=(server.port, f"{cycle}-{teller}"))
        for teller in range(TELLERS)
    ]
    with installation.told_to(DIE) if by_itself else nullcontext():
        for teller in tellers:
            teller.start()
        if by_itself:
            wait_for_its_end(server)
        else:
            time.sleep(random.uniform(0.2, 1.5))
        server.kill()
        for teller in tellers:
            teller.join()


def wait_for_its_end(server):
    try:
        server.process.wait(30)
    except TimeoutExpired:
        pytest.fail("the server that should die did not")


def send_again(tally, port):
    """What a browser does after a lost answer. Sent once more after that, the form gives the same code."""
    forms, tally.unanswered = tally.unanswered, []
    for form in forms:
        assert tally.send(form, port)
        assert form.send(port).code == tally.codes[form.story]


def inside(installation, what, *arguments, said=None):
    return json.loads(
        installation.run("tests.faults.inside", what, *arguments, said=json.dumps(said))
    )
