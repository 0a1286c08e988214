"""The disk is full. Always with the embedded databases, whose disk is ours to fill."""

from contextlib import nullcontext

import pytest

from tests.faults.disk import filled, limited, may_mount, own_disk
from tests.faults.installation import prepared
from tests.faults.telling import Tally, fill_in, opens

REPORTS = "reporting_report"
WAYS = ["limited", "filled"] if may_mount() else ["limited"]


@pytest.fixture(params=WAYS)
def full(request):
    """How the disk gets full: by a limit for the server, and by a real full disk where one can be made."""
    return {"limited": limited, "filled": filled}[request.param]


@pytest.fixture
def embedded(tmp_path, full):
    with own_disk(tmp_path / "disk") if full is filled else nullcontext():
        made = prepared(tmp_path / "disk" / "data")
        yield made
        made.remove()


def test_on_a_full_disk_a_report_is_refused_honestly_and_later_accepted(embedded, full):
    tally = Tally()
    with embedded.server() as server:
        tally.send(fill_in(server.port, "Invented: told while there was room."), server.port)
        late = fill_in(server.port, "Invented: told while the disk was full.")
        with full(server, embedded.folder):
            answers = [late.send(server.port) for _ in range(4)]
            assert [(answer.status, answer.code) for answer in answers] == [(500, "")] * 4
            assert all("P-" in answer.text for answer in answers)
            assert embedded.count(REPORTS) == 1

        tally.send(late, server.port)
        assert len(tally.codes) == embedded.count(REPORTS) == 2
        assert all(opens(server.port, code) for code in tally.codes.values())
