"""States and the moves between them, written as a table."""

from collections.abc import Mapping
from dataclasses import dataclass

from ketenwerk.foundation.decision import Decision, require


@dataclass(frozen=True, slots=True)
class Workflow:
    """`moves` names for every state the states that may follow it."""

    moves: Mapping[str, frozenset[str]]

    def __post_init__(self) -> None:
        unknown = {new for targets in self.moves.values() for new in targets} - set(self.moves)
        if unknown:
            raise ValueError(f"Moves lead to states without a row: {sorted(unknown)}")

    def may_move(self, old: str, new: str) -> Decision:
        return require(that=new in self.moves[old], otherwise="workflow.no-such-move")

    def is_final(self, state: str) -> bool:
        return not self.moves[state]

    def diagram(self) -> str:
        """The table as a Mermaid diagram, for docs/reference."""
        lines = [f"    {old} --> {new}" for old in self.moves for new in sorted(self.moves[old])]
        ends = [f"    {old} --> [*]" for old, targets in self.moves.items() if not targets]
        return "\n".join(["stateDiagram-v2", *lines, *ends])
