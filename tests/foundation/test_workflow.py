import pytest

from ketenwerk.foundation.decision import YES, no
from ketenwerk.foundation.workflow import Workflow

DOOR = Workflow(
    {
        "shut": frozenset({"open", "locked"}),
        "open": frozenset({"shut"}),
        "locked": frozenset(),
    }
)
NO_MOVE = no("workflow.no-such-move")


@pytest.mark.parametrize(
    ("old", "new", "answer"),
    [
        ("shut", "open", YES),
        ("shut", "locked", YES),
        ("open", "shut", YES),
        ("open", "locked", NO_MOVE),
        ("open", "open", NO_MOVE),
        ("locked", "shut", NO_MOVE),
        ("shut", "gone", NO_MOVE),
    ],
)
def test_only_the_moves_of_the_table_may_be_made(old, new, answer):
    assert DOOR.may_move(old, new) == answer


def test_a_table_that_leads_to_a_state_without_a_row_is_refused_by_name():
    with pytest.raises(ValueError, match=r"states without a row: \['ajar'\]"):
        Workflow({"shut": frozenset({"ajar"})})


def test_a_state_that_no_table_knows_is_a_mistake_and_not_a_no():
    with pytest.raises(KeyError):
        DOOR.may_move("gone", "shut")


def test_the_diagram_shows_every_move_and_every_end():
    assert DOOR.diagram().splitlines() == [
        "stateDiagram-v2",
        "    shut --> locked",
        "    shut --> open",
        "    open --> shut",
        "    locked --> [*]",
    ]
